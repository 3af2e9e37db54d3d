/* How the secret of a credentials file differs from its signer's: the search alone tries it. */
#include "diagnose/search.h"
#include "lib/bytes.h"

/* Characters of UTF-8 that nobody sees, which paste along with a secret. */
static const char *const unseen[] = {"\xc2\xa0",     "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d",
                                     "\xe2\x80\x8e", "\xe2\x80\xaf", "\xe2\x81\xa0", "\xe3\x80\x80",
                                     "\xef\xbb\xbf", "\xc2\xad",     "\xe2\x80\xa8"};
/* What word processors write, and what was typed. */
static const char *const typographic[][2] = {
    {"\xe2\x80\x90", "-"}, {"\xe2\x80\x91", "-"},  {"\xe2\x80\x92", "-"},  {"\xe2\x80\x93", "-"},
    {"\xe2\x80\x94", "-"}, {"\xe2\x80\x95", "-"},  {"\xe2\x88\x92", "-"},  {"\xe2\x80\x98", "'"},
    {"\xe2\x80\x99", "'"}, {"\xe2\x80\x9c", "\""}, {"\xe2\x80\x9d", "\""}, {"\xe2\x80\xa6", "..."}};

static size_t unseen_at(reqsig_slice rest) {
  for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
    if (rs_slice_starts_with(rest, reqsig_text(unseen[i]))) return reqsig_text(unseen[i]).len;
  return 0;
}

static bool without_unseen(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)how;
  (void)at;
  for (size_t i = 0; i < from.len;) {
    size_t len = unseen_at(rs_slice_after(from, i));
    if (len == 0) text_add(to, rs_slice(from.data + i, 1));
    i += len ? len : 1;
  }
  return to->len < from.len;
}

static bool as_typed(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                     struct text *to) {
  (void)how;
  (void)at;
  for (size_t i = 0, k; i < from.len;) {
    size_t num = sizeof typographic / sizeof *typographic;
    for (k = 0; k < num; k++)
      if (rs_slice_starts_with(rs_slice_after(from, i), reqsig_text(typographic[k][0]))) break;
    if (k == num)
      text_add(to, rs_slice(from.data + i, 1));
    else
      text_add_string(to, typographic[k][1]);
    i += k == num ? 1 : reqsig_text(typographic[k][0]).len;
  }
  return to->len != from.len;
}

static bool is_of_setting_name(uint8_t c) {
  return rs_is_digit(c) || c == '_' || (c >= 'A' && c <= 'Z');
}

/* What stands behind NAME= of a settings file. */
static bool behind_name(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                        struct text *to) {
  (void)how;
  (void)at;
  size_t len = 0;
  while (len < from.len && is_of_setting_name(from.data[len])) len++;
  if (len == 0 || len + 1 >= from.len || from.data[len] != '=') return false;
  text_add(to, rs_slice_after(from, len + 1));
  return true;
}

static bool in_hex(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                   struct text *to) {
  (void)how;
  (void)at;
  for (size_t i = 0; i < from.len; i++) text_addf(to, "%02x", from.data[i]);
  return true;
}

const struct mistake mistakes_of_files[] = {
    {"credentials-file", "line-end", 7,
     "The secret in the credentials file ends in a line end, and the signer's has none.",
     .key = {transform_trim, "\r\n"}},
    {"credentials-file", "white-space", 7,
     "The secret in the credentials file has white space at an end, and the signer's has none.",
     .key = {transform_trim, " \t\r\n"}},
    {"credentials-file", "unseen", 7,
     "The secret in the credentials file has a character that nobody sees, such as U+00A0 or U+FEFF, and the "
     "signer's has none.",
     .key = {without_unseen}},
    {"credentials-file", "double-quotes", 7,
     "The secret in the credentials file stands in double quotes, and the signer's does not.",
     .key = {transform_unwrap, "\"", "\""}},
    {"credentials-file", "single-quotes", 7,
     "The secret in the credentials file stands in single quotes, and the signer's does not.",
     .key = {transform_unwrap, "'", "'"}},
    {"credentials-file", "single-quotes-line-end", 7,
     "The secret in the credentials file stands in single quotes with a line end behind them, and the "
     "signer's does not.",
     .key = {transform_unwrap, "'", "'\n"}},
    {"credentials-file", "double-quotes-line-end", 7,
     "The secret in the credentials file stands in double quotes with a line end behind them, and the "
     "signer's does not.",
     .key = {transform_unwrap, "\"", "\"\n"}},
    {"credentials-file", "setting-name", 7,
     "The secret in the credentials file has the name of its setting and = before it, and the signer's has "
     "none.",
     .key = {behind_name}},
    {"credentials-file", "typographic", 7,
     "The secret in the credentials file has a typographic dash or quote, such as U+2014, where the signer's "
     "has a plain one.",
     .key = {as_typed}},
    {"credentials-file", "prefix", 7,
     "The secret in the credentials file begins with whsec_, and the signer's key does not.",
     .key = {transform_unwrap, "whsec_", ""}},
    {"credentials-file", "escapes", 7,
     "The secret in the credentials file has the two characters \\n where the signer's has a line feed.",
     .key = {transform_replace, "\\n", "\n"}},
    {"credentials-file", "decoded", 8,
     "The credentials file has the secret's bytes, and the signer's key is their base64 text.", HAS_TEXT_KEY,
     .key = {transform_base64}},
    {"credentials-file", "decoded-hex", 8,
     "The credentials file has the secret's bytes, and the signer's key is their hex text.", HAS_TEXT_KEY,
     .key = {in_hex}},
    {"credentials-file", "percent-encoded", 7,
     "The secret in the credentials file is percent-encoded, and the signer's is not.",
     .key = {transform_form_decoded}},
    {NULL},
};
