/* What the catalogue does not have, as no vector shows it: the search alone tries it. */
#include <string.h>

#include "diagnose/search.h"
#include "lib/bytes.h"

static size_t first_underscore(reqsig_slice text) {
  size_t at = 0;
  while (at < text.len && text.data[at] != '_') at++;
  return at;
}

static size_t last_underscore(reqsig_slice text) {
  size_t at = text.len;
  while (at > 0 && text.data[at - 1] != '_') at--;
  return at > 0 ? at - 1 : text.len;
}

/* What stands behind the first underscore; number 1: behind the last one. */
static bool behind_underscore(const struct transform *how, const struct transform_input *at,
                              reqsig_slice from, struct text *to) {
  size_t first = first_underscore(from), last = last_underscore(from);
  size_t end = how->number == 1 ? last : first;
  if (at->recipe->mac.key_cut.len > 0 || end + 1 >= from.len || (how->number == 1 && first == last))
    return false;
  text_add(to, rs_slice_after(from, end + 1));
  return true;
}

static bool decoded_behind_underscore(const struct transform *how, const struct transform_input *at,
                                      reqsig_slice from, struct text *to) {
  size_t end = first_underscore(from);
  return at->recipe->mac.key_cut.len == 0 && end + 1 < from.len &&
         transform_base64_decoded(how, at, rs_slice_after(from, end + 1), to);
}

static void add_setting_name(struct text *to, const char *name) {
  for (; *name; name++) text_add_byte(to, *name == '-' ? '_' : (char)rs_upper((uint8_t)*name));
}

/* The name that a settings file may give the secret, an equals sign and the secret: text, or the
 * credential's name; number 1: the scheme's before that. */
static bool behind_setting_name(const struct transform *how, const struct transform_input *at,
                                reqsig_slice from, struct text *to) {
  if (how->number == 1) {
    add_setting_name(to, at->recipe->name);
    text_add_string(to, "_");
  }
  add_setting_name(to, how->text ? how->text : at->recipe->credentials[at->recipe->mac.key].name);
  text_add_string(to, "=");
  text_add(to, from);
  return true;
}

/* Python's b'...' of the bytes. */
static bool python_bytes(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                         struct text *to) {
  (void)how, (void)at;
  bool has_single = from.len > 0 && memchr(from.data, '\'', from.len);
  char quote = has_single && !memchr(from.data, '"', from.len) ? '"' : '\'';
  text_addf(to, "b%c", quote);
  for (size_t i = 0; i < from.len; i++) {
    uint8_t c = from.data[i];
    if (c == '\n' || c == '\r' || c == '\t')
      text_addf(to, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
    else if (c == '\\' || c == (uint8_t)quote)
      text_addf(to, "\\%c", c);
    else if (c < ' ' || c > '~')
      text_addf(to, "\\x%02x", c);
    else
      text_add_byte(to, (char)c);
  }
  text_addf(to, "%c", quote);
  return true;
}

#define KEEPS_AROUND_SECRET(variant, words, before, behind)                                                  \
  {                                                                                                          \
    "secret-trailing-newline", variant, 7, words, HAS_TEXT_KEY, .key = { transform_wrap, before, behind }    \
  }

#define KEEPS_SETTING_NAME(variant, example, how)                                                            \
  {                                                                                                          \
    "secret-trailing-newline", variant, 7,                                                                   \
        "The secret was copied from a settings file with its setting's name, such as " example ".",          \
        HAS_TEXT_KEY, .key = {                                                                               \
          behind_setting_name,                                                                               \
          how                                                                                                \
        }                                                                                                    \
  }

#define SIGNS_PREFIX(prefix, variant)                                                                        \
  {                                                                                                          \
    "path-prefix", variant, 30,                                                                              \
        "The signer signs " prefix " before the path, as a gateway or a base URL "                           \
        "has it.",                                                                                           \
        .target = {                                                                                          \
          transform_path_prefix,                                                                             \
          prefix                                                                                             \
        }                                                                                                    \
  }

const struct mistake more_mistakes[] = {
    KEEPS_AROUND_SECRET("tab", "The secret was copied with a tab at its end.", "", "\t"),
    KEEPS_AROUND_SECRET("two-line-feeds",
                        "The signer reads the secret from a file and keeps two line ends (LF).", "", "\n\n"),
    KEEPS_AROUND_SECRET(
        "single-quotes-line-feed",
        "The signer takes the single quotes of a file and the line end (LF) as part of the secret.", "'",
        "'\n"),
    KEEPS_AROUND_SECRET(
        "double-quotes-line-feed",
        "The signer takes the double quotes of a file and the line end (LF) as part of the secret.", "\"",
        "\"\n"),
    KEEPS_AROUND_SECRET(
        "byte-order-mark",
        "The signer reads the secret from a file and keeps the byte order mark (U+FEFF) before it.",
        "\xef\xbb\xbf", ""),
    KEEPS_AROUND_SECRET("no-break-space", "The secret was copied with a no-break space (U+00A0) at its end.",
                        "", "\xc2\xa0"),
    KEEPS_SETTING_NAME("setting-name", "SECRET=", .number = 0),
    KEEPS_SETTING_NAME("long-setting-name", "GITHUB_SECRET=", .number = 1),
    KEEPS_SETTING_NAME("webhook-setting-name", "WEBHOOK_SECRET=", .text = "WEBHOOK_SECRET"),
    {"secret-prefix-lost", "first-underscore", 7,
     "The signer removes what stands up to the first _ of the secret, as some other services want.",
     HAS_TEXT_KEY, .key = {behind_underscore}},
    {"secret-prefix-lost", "last-underscore", 7,
     "The signer removes what stands up to the last _ of the secret, as some other services want.",
     HAS_TEXT_KEY, .key = {behind_underscore, .number = 1}},
    {"secret-base64-decoded", "behind-underscore", 8,
     "The signer removes what stands up to the first _ of the secret and decodes the rest as base64, as Svix "
     "wants it.",
     HAS_TEXT_KEY, .key = {decoded_behind_underscore}},
    {"sent-differs-from-signed", "last-space", 14, "The signer signs a space behind the body.", HAS_TEXT_BODY,
     .body = {transform_append, " "}},
    {"python-repr-body", "bytes", 21, "The signer signs Python's str() of the body's bytes: b'...'.",
     HAS_TEXT_BODY, .body = {python_bytes}},
    {"secret-hashed", "sha256-hex", 8, "The signer's key is the SHA-256 of the secret, in hex.",
     .key = {transform_hash, .number = RS_SHA256}},
    {"secret-hashed", "sha256-raw", 8, "The signer's key is the SHA-256 of the secret, its raw bytes.",
     .key = {transform_hash_raw, .number = RS_SHA256}},
    {"secret-hashed", "md5-hex", 8, "The signer's key is the MD5 of the secret, in hex.",
     .key = {transform_hash, .number = RS_MD5}},
    {"secret-ampersand", NULL, 12, "The signer puts & behind the secret, as OAuth 1.0 does.",
     .key = {transform_append, "&"}},
    {"absolute-url", "port-80", 32, "The signer signs the whole URL with its port: http://host:80/path.",
     .target = {transform_absolute, "http://", ":80"}},
    {"absolute-url", "http", 32, "The signer signs the whole URL with http:// before it.",
     .target = {transform_absolute, "http://"}},
    {"path-prefix", "lost-two", 30,
     "The signer signs the path without its first two segments, such as /api/v1 of a base URL.",
     .target = {transform_path_segment, .number = 1}},
    SIGNS_PREFIX("/v1", "v1"),
    SIGNS_PREFIX("/v2", "v2"),
    SIGNS_PREFIX("/v3", "v3"),
    SIGNS_PREFIX("/api/v1", "api-v1"),
    SIGNS_PREFIX("/api/v2", "api-v2"),
    SIGNS_PREFIX("/api/v3", "api-v3"),
    {"message-case", "lower", 33, "The signer signs the whole message in lower case.",
     .message = {transform_lower}},
    {"message-case", "upper", 33, "The signer signs the whole message in capitals.",
     .message = {transform_upper}},
    {NULL},
};
