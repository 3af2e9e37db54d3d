#include "request/opened_request.h"

#include <stdlib.h>

#include "base/arena.h"
#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/context.h"
#include "lib/hex.h"
#include "lib/utf8.h"
#include "request/recipe_text.h"

enum { BASE64_ALIGNMENTS = 3, MIN_BEGINNING = 3 };

/* The same for both letter cases, and for both alphabets of base64. */
static uint8_t folded(uint8_t c) {
  return c == '-' ? '+' : c == '_' ? '/' : rs_upper(c);
}

/* The algorithm of Knuth, Morris and Pratt: its time grows with the sum of the two lengths. fallback has
 * wanted.len items. */
static void find_fallbacks(reqsig_slice wanted, size_t *fallback) {
  fallback[0] = 0;
  for (size_t i = 1, len = 0; i < wanted.len; i++) {
    while (len > 0 && folded(wanted.data[i]) != folded(wanted.data[len])) len = fallback[len - 1];
    if (folded(wanted.data[i]) == folded(wanted.data[len])) len++;
    fallback[i] = len;
  }
}

/* How much of wanted, from its beginning, bytes end with; all of it if it stands in them anywhere. */
static size_t match(reqsig_slice bytes, reqsig_slice wanted) {
  if (wanted.len == 0) return 0;
  size_t *fallback = memory_get(wanted.len * sizeof *fallback), len = 0;
  uint8_t first = folded(*wanted.data);
  find_fallbacks(wanted, fallback);
  for (size_t i = 0; i < bytes.len && len < wanted.len; i++) {
    uint8_t c = folded(bytes.data[i]);
    if (len == 0 && c != first) continue;
    while (len > 0 && c != folded(wanted.data[len])) len = fallback[len - 1];
    if (c == folded(wanted.data[len])) len++;
  }
  free(fallback);
  return len;
}

static bool stands_in(reqsig_slice bytes, reqsig_slice wanted) {
  return wanted.len > 0 && bytes.len >= wanted.len && match(bytes, wanted) == wanted.len;
}

static bool stands_in_hex(reqsig_slice bytes, reqsig_slice secret) {
  reqsig_buffer hex = {NULL, 0, 0};
  buffer_reserve(&hex, 2 * secret.len);
  rs_hex_encode(secret, &hex);
  bool found = stands_in(bytes, rs_slice(hex.data, hex.len));
  buffer_release(&hex);
  return found;
}

/* A byte has another text at each of three places in a group. The characters at both ends depend on other
 * bytes too, so they are left out. */
static bool stands_in_base64(reqsig_slice bytes, reqsig_slice secret) {
  bool found = false;
  for (size_t skipped = 0; !found && skipped < BASE64_ALIGNMENTS; skipped++) {
    reqsig_slice rest = rs_slice_after(secret, skipped);
    reqsig_buffer text = {NULL, 0, 0};
    buffer_reserve(&text, (rest.len + 2) / 3 * 4);
    rs_base64_encode(rs_slice(rest.data, rest.len / 3 * 3), &text);
    found = stands_in(bytes, rs_slice(text.data, text.len));
    buffer_release(&text);
  }
  return found;
}

/* Writes what the notation at the beginning of bytes stands for, and gives its length; 0 if none is there. */
typedef size_t decode_fn(reqsig_slice bytes, reqsig_buffer *to);

static int hex_pair(const uint8_t *digits) {
  int high = rs_hex_value(digits[0]), low = rs_hex_value(digits[1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static size_t decode_percent(reqsig_slice bytes, reqsig_buffer *to) {
  int byte = bytes.len > 2 && bytes.data[0] == '%' ? hex_pair(bytes.data + 1) : -1;
  if (byte < 0) return 0;
  rs_put_byte(to, (uint8_t)byte);
  return 3;
}

static bool code_unit(reqsig_slice bytes, uint32_t *unit) {
  if (bytes.len < 6 || bytes.data[0] != '\\' || bytes.data[1] != 'u') return false;
  int high = hex_pair(bytes.data + 2), low = hex_pair(bytes.data + 4);
  *unit = high < 0 || low < 0 ? 0 : (uint32_t)(high * 256 + low);
  return high >= 0 && low >= 0;
}

static size_t decode_code_units(reqsig_slice bytes, reqsig_buffer *to) {
  uint32_t unit, next;
  if (!code_unit(bytes, &unit)) return 0;
  bool high = unit >= 0xD800 && unit <= 0xDBFF;
  bool pair = high && code_unit(rs_slice_after(bytes, 6), &next) && next >= 0xDC00 && next <= 0xDFFF;
  uint8_t character[RS_UTF8_MAX_LEN];
  rs_put(to, character, rs_utf8_write(pair ? rs_utf16_character(unit, next) : unit, character));
  return pair ? 12 : 6;
}

/* RFC 8259 section 7 */
static size_t decode_json_escape(reqsig_slice bytes, reqsig_buffer *to) {
  static const char escapes[] = "\"\\/bfnrt", bytes_of[] = "\"\\/\b\f\n\r\t";
  if (bytes.len < 2 || bytes.data[0] != '\\') return 0;
  const char *escape = memchr(escapes, bytes.data[1], sizeof escapes - 1);
  if (!escape) return decode_code_units(bytes, to);
  rs_put_byte(to, (uint8_t)bytes_of[escape - escapes]);
  return 2;
}

/* Decoded text is never longer than its notation. */
static bool stands_in_decoded(reqsig_slice bytes, reqsig_slice secret, uint8_t mark, decode_fn *decode) {
  if (bytes.len == 0 || !memchr(bytes.data, mark, bytes.len)) return false;
  reqsig_buffer decoded = {NULL, 0, 0};
  buffer_reserve(&decoded, bytes.len);
  for (size_t at = 0; at < bytes.len;) {
    size_t taken = bytes.data[at] == mark ? decode(rs_slice_after(bytes, at), &decoded) : 0;
    if (taken == 0) rs_put_byte(&decoded, bytes.data[at]);
    at += taken > 0 ? taken : 1;
  }
  bool found = stands_in(rs_slice(decoded.data, decoded.len), secret);
  buffer_release(&decoded);
  return found;
}

static bool stands_in_any_notation(reqsig_slice bytes, reqsig_slice secret) {
  return secret.len >= SECRETS_MIN_LEN &&
         (stands_in(bytes, secret) || stands_in_hex(bytes, secret) || stands_in_base64(bytes, secret) ||
          stands_in_decoded(bytes, secret, '%', decode_percent) ||
          stands_in_decoded(bytes, secret, '\\', decode_json_escape));
}

/* A half is searched for, as a secret may be cut at either end. */
static bool tells_of(reqsig_slice bytes, reqsig_slice secret) {
  size_t half = secret.len / 2;
  return stands_in_any_notation(bytes, secret) ||
         stands_in_any_notation(bytes, rs_slice(secret.data, half)) ||
         stands_in_any_notation(bytes, rs_slice_after(secret, secret.len - half));
}

/* The value of that number of the credential: first the one in use, then all that the file has for it. */
static bool value_at(const struct opened_request *opened, size_t credential, size_t number,
                     reqsig_slice *value) {
  const rs_context *context = rs_context_of(&opened->context);
  const char *name = context->recipe->credentials[credential].name;
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(opened->credentials.json, name);
  if (number == 0) *value = context->credentials[credential];
  if (number == 0 || !cJSON_IsArray(member)) return number == 0;
  const cJSON *item = cJSON_GetArrayItem(member, (int)number - 1);
  if (item) *value = reqsig_text(item->valuestring);
  return item != NULL;
}

static const char *find(const struct opened_request *opened, reqsig_slice bytes,
                        bool (*shows)(reqsig_slice bytes, reqsig_slice secret)) {
  const reqsig_scheme *recipe = rs_context_of(&opened->context)->recipe;
  reqsig_slice value;
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && recipe->credentials[i].name; i++)
    for (size_t k = 0; recipe->credentials[i].secret && value_at(opened, i, k, &value); k++)
      if (shows(bytes, value)) return recipe->credentials[i].name;
  return NULL;
}

const char *secrets_find(const struct opened_request *opened, reqsig_slice bytes) {
  return find(opened, bytes, tells_of);
}

static bool ends_with_beginning(reqsig_slice bytes, reqsig_slice secret) {
  return match(bytes, secret) >= MIN_BEGINNING;
}

const char *secrets_find_cut_off(const struct opened_request *opened, reqsig_slice bytes) {
  return find(opened, bytes, ends_with_beginning);
}

/* Whether a secret, all of it or a half, stands in both but in neither of the two. */
static bool stands_across(reqsig_slice first, reqsig_slice second, reqsig_slice both, reqsig_slice secret) {
  bool whole = stands_in_any_notation(first, secret) || stands_in_any_notation(second, secret);
  if (!whole && stands_in_any_notation(both, secret)) return true;
  return !tells_of(first, secret) && !tells_of(second, secret) && tells_of(both, secret);
}

const char *secrets_find_across(const struct opened_request *opened, reqsig_slice first,
                                reqsig_slice second) {
  const reqsig_scheme *recipe = rs_context_of(&opened->context)->recipe;
  const char *name = NULL;
  reqsig_slice value;
  reqsig_buffer both = {NULL, 0, 0};
  buffer_reserve(&both, first.len + second.len);
  rs_put_slice(&both, first);
  rs_put_slice(&both, second);
  for (size_t i = 0; !name && i < RS_MAX_CREDENTIALS && recipe->credentials[i].name; i++) {
    const rs_credential_rule *rule = &recipe->credentials[i];
    for (size_t k = 0; rule->secret && !name && value_at(opened, i, k, &value); k++)
      if (stands_across(first, second, rs_slice(both.data, both.len), value)) name = rule->name;
  }
  buffer_release(&both);
  return name;
}

const char *secrets_in_header(const struct opened_request *opened, reqsig_slice header_name) {
  const reqsig_scheme *recipe = rs_context_of(&opened->context)->recipe;
  const rs_header_rule *rule = recipe_header_rule(recipe, header_name);
  for (size_t k = 0; rule && k < RS_MAX_VALUE_PARTS && rule->value[k].from; k++)
    if (rule->value[k].from == RS_FROM_CREDENTIAL && recipe->credentials[rule->value[k].credential].secret)
      return recipe->credentials[rule->value[k].credential].name;
  return NULL;
}

bool secrets_withhold(const struct opened_request *opened, reqsig_slice header_name) {
  const rs_header_rule *rule = recipe_header_rule(rs_context_of(&opened->context)->recipe, header_name);
  return recipe_header_part(rule, RS_FROM_MAC) || secrets_in_header(opened, header_name);
}
