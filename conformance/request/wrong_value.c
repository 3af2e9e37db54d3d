#include "request/wrong_value.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/text.h"
#include "lib/bytes.h"
#include "lib/context.h"
#include "lib/header_value.h"
#include "lib/mac_text.h"

enum { MAX_REMARK = 160, MAX_SHOWN = 16 };

/* The remarks on a value, each behind a semicolon. */
typedef struct remarks {
  const rs_context *context;
  char *text;
  size_t size;
} remarks;

static void add(const remarks *to, const char *remark) {
  size_t len = strlen(to->text);
  snprintf(to->text + len, to->size - len, "; %s", remark);
}

static void add_length(const remarks *to, const char *what, size_t len, size_t expected) {
  char remark[MAX_REMARK];
  if (len == expected) return;
  snprintf(remark, sizeof remark, "the %s has %zu character%s, the right one %zu", what, len,
           text_plural(len), expected);
  add(to, remark);
}

static const char *shown_byte(uint8_t byte, char text[MAX_SHOWN]) {
  char escaped[MAX_SHOWN];
  if (byte == ' ' || byte == '\t') return byte == ' ' ? "a space" : "a tab";
  snprintf(text, MAX_SHOWN, "\"%s\"", escape_text(rs_slice(&byte, 1), false, escaped, MAX_SHOWN - 2));
  return text;
}

/* Of a public key the first character that differs, of a secret one none. */
static void add_key(const remarks *to, uint8_t credential, reqsig_slice sent) {
  const rs_credential_rule *rule = &to->context->recipe.credentials[credential];
  reqsig_slice own = to->context->credentials[credential];
  char remark[MAX_REMARK], found[MAX_SHOWN], expected[MAX_SHOWN];
  size_t at = 0;
  if (rs_slice_equal(sent, own)) return;
  add_length(to, rule->name, sent.len, own.len);
  while (at < sent.len && at < own.len && sent.data[at] == own.data[at]) at++;
  if (rule->secret || at == sent.len || at == own.len)
    snprintf(remark, sizeof remark, "it is another %s", rule->name);
  else
    snprintf(remark, sizeof remark, "character %zu of the %s is %s, of the right one %s", at + 1, rule->name,
             shown_byte(sent.data[at], found), shown_byte(own.data[at], expected));
  add(to, remark);
}

static bool is_letter(uint8_t c) {
  return rs_upper(c) >= 'A' && rs_upper(c) <= 'Z';
}

/* What no signature has there, or NULL. */
static const char *words_character(const rs_encoding_rule *encoding, uint8_t c, bool is_padding) {
  if (encoding->encoding == RS_HEX && rs_hex_value(c) < 0) return "which is no hex digit";
  if (encoding->encoding == RS_HEX)
    return is_letter(c) && c == rs_upper(c) && !encoding->upper_case_accepted ? "a hex digit in upper case"
                                                                              : NULL;
  if (is_padding) return c == '=' ? NULL : "where = is the padding";
  return rs_is_digit(c) || is_letter(c) || c == '+' || c == '/' ? NULL : "which is not of the alphabet";
}

/* The first wrong one, and nothing else of the text. */
static bool add_wrong_character(const remarks *to, reqsig_slice text, size_t num_padding) {
  char remark[MAX_REMARK], shown[MAX_SHOWN];
  for (size_t i = 0; i < text.len; i++) {
    const char *wrong =
        words_character(&to->context->recipe.encoding, text.data[i], i + num_padding >= text.len);
    if (!wrong) continue;
    snprintf(remark, sizeof remark, "character %zu of the signature is %s, %s", i + 1,
             shown_byte(text.data[i], shown), wrong);
    add(to, remark);
    return true;
  }
  return false;
}

static void add_signature(const remarks *to, reqsig_slice text) {
  const reqsig_scheme *recipe = &to->context->recipe;
  size_t expected = rs_mac_text_len_at_end(recipe, text), whole = rs_mac_text_len(recipe);
  uint8_t mac[RS_MAX_DIGEST];
  if (text.len != expected) expected = whole;
  add_length(to, "signature", text.len, expected);
  bool padded = text.len == whole;
  if (add_wrong_character(to, text, padded ? rs_mac_text_padding(recipe) : 0) || text.len != expected) return;
  if (!rs_mac_text_read(recipe, text, mac))
    add(to, "the last character that is not padding has bits that belong to no byte");
}

static void add_literal(const remarks *to, reqsig_slice literal, reqsig_slice rest) {
  char remark[MAX_REMARK];
  bool is_other_case =
      rest.len >= literal.len && rs_slice_equal_ignoring_case(rs_slice(rest.data, literal.len), literal);
  snprintf(remark, sizeof remark, "it does not begin with \"%.*s\"%s", (int)literal.len,
           (const char *)literal.data, is_other_case ? " in this letter case" : "");
  add(to, remark);
}

static void add_parts(const remarks *to, const rs_header_rule *rule, reqsig_slice value) {
  const rs_part *parts = rule->value;
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  const rs_part *missing = rs_header_value_split(&to->context->recipe, rule, value, pieces);
  if (missing == parts) add_literal(to, parts->literal, value);
  if (missing && missing != parts) add(to, "it has not all parts of the form");
  for (size_t i = 0; !missing && i < RS_MAX_VALUE_PARTS && parts[i].from; i++) {
    if (parts[i].from == RS_FROM_CREDENTIAL) add_key(to, parts[i].credential, pieces[i]);
    if (parts[i].from == RS_FROM_MAC) add_signature(to, pieces[i]);
  }
}

void wrong_value_words(const struct opened_request *opened, const rs_header_rule *rule, reqsig_slice value,
                       char *text, size_t size) {
  const remarks to = {rs_context_of(&opened->context), text, size};
  text[0] = '\0';
  add_parts(&to, rule, value);
}
