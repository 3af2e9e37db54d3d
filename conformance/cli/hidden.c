#include "hidden.h"

#include "header_rule.h"
#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/context.h"
#include "lib/hex.h"

/* So many characters of a secret in a row tell too much of it. Of long ones the first MAX_SECRET bytes are
 * looked for. */
enum { RUN = 8, MIN_BASE64 = 4, MAX_SECRET = 1024, MAX_FORM_TEXT = 2 * MAX_SECRET };

/* Letter case aside, and base64's two alphabets. */
static uint8_t folded(uint8_t c) {
  return c == '-' ? '+' : c == '_' ? '/' : rs_upper(c);
}

static size_t run_at(reqsig_slice a, reqsig_slice b) {
  size_t len = 0;
  while (len < a.len && len < b.len && folded(a.data[len]) == folded(b.data[len])) len++;
  return len;
}

/* A set of pairs of bytes, folded. */
typedef struct pair_set {
  uint8_t bits[1 << 13];
} pair_set;

static unsigned pair_at(const uint8_t *bytes) {
  return (unsigned)folded(bytes[0]) << 8 | folded(bytes[1]);
}

static void pairs_of(reqsig_slice secret, pair_set *pairs) {
  memset(pairs, 0, sizeof *pairs);
  for (size_t i = 0; i + 1 < secret.len; i++) {
    unsigned pair = pair_at(secret.data + i);
    pairs->bits[pair >> 3] |= (uint8_t)(1u << (pair & 7));
  }
}

static bool starts_run(reqsig_slice bytes, reqsig_slice secret, size_t run) {
  for (size_t k = 0; k + run <= secret.len; k++)
    if (run_at(bytes, rs_slice_after(secret, k)) >= run) return true;
  return false;
}

/* Bodies are long, so only every so manieth pair of bytes is looked at: no run is without one of them. */
static bool has_run(reqsig_slice bytes, reqsig_slice secret, size_t run, const pair_set *pairs) {
  size_t step = run - 1;
  for (size_t at = 0; at + 1 < bytes.len; at += step) {
    unsigned pair = pair_at(bytes.data + at);
    if (!(pairs->bits[pair >> 3] & 1u << (pair & 7))) continue;
    for (size_t i = at < step ? 0 : at + 1 - step; i <= at; i++)
      if (starts_run(rs_slice_after(bytes, i), secret, run)) return true;
  }
  return false;
}

static bool has_byte(reqsig_slice bytes, uint8_t byte) {
  for (size_t i = 0; i < bytes.len; i++)
    if (folded(bytes.data[i]) == folded(byte)) return true;
  return false;
}

/* Whether a run of that length, or all of secret where that is shorter, stands in both. */
static bool shares(reqsig_slice bytes, reqsig_slice secret, size_t run) {
  pair_set pairs;
  if (run > secret.len) run = secret.len;
  if (run < 2) return run == 1 && has_byte(bytes, secret.data[0]);
  pairs_of(secret, &pairs);
  bool found = has_run(bytes, secret, run, &pairs);
  rs_wipe(&pairs, sizeof pairs);
  return found;
}

static bool shares_hex(reqsig_slice bytes, reqsig_slice secret) {
  uint8_t room[MAX_FORM_TEXT];
  reqsig_buffer text = {room, sizeof room, 0};
  rs_hex_encode(secret, &text);
  bool found = shares(bytes, rs_slice(room, text.len), 2 * RUN);
  rs_wipe(room, sizeof room);
  return found;
}

/* In base64 a byte looks different at each of three places. */
static bool shares_base64(reqsig_slice bytes, reqsig_slice secret) {
  uint8_t room[MAX_FORM_TEXT];
  bool found = false;
  for (size_t skipped = 0; !found && skipped < 3 && skipped < secret.len; skipped++) {
    reqsig_buffer text = {room, sizeof room, 0};
    reqsig_slice rest = rs_slice_after(secret, skipped);
    rs_base64_encode(rest, &text);
    size_t len = (rest.len * 4 + 2) / 3; /* without its padding */
    if (rest.len % 3 != 0) len--;        /* and the character that what follows has a part in */
    found = len >= MIN_BASE64 && shares(bytes, rs_slice(room, len), RUN);
  }
  rs_wipe(room, sizeof room);
  return found;
}

/* Secrets may be bytes, and what holds them anything; a text in which all of them are escaped is three times
 * as long, so what is decoded is looked through in steps. */
static bool shares_percent_encoded(reqsig_slice bytes, reqsig_slice secret) {
  uint8_t room[MAX_SECRET];
  size_t len = 0;
  bool found = false;
  if (bytes.len == 0 || !memchr(bytes.data, '%', bytes.len)) return false;
  for (size_t i = 0; !found && i < bytes.len; i++) {
    bool escaped = bytes.data[i] == '%' && bytes.len - i > 2 && rs_hex_value(bytes.data[i + 1]) >= 0 &&
                   rs_hex_value(bytes.data[i + 2]) >= 0;
    room[len++] = escaped ? (uint8_t)(rs_hex_value(bytes.data[i + 1]) * 16 + rs_hex_value(bytes.data[i + 2]))
                          : bytes.data[i];
    if (escaped) i += 2;
    if (len < sizeof room && i + 1 < bytes.len) continue;
    found = shares(rs_slice(room, len), secret, RUN);
    memmove(room, room + len - len / 2, len / 2);
    len /= 2;
  }
  rs_wipe(room, sizeof room);
  return found;
}

static bool tells_of(reqsig_slice bytes, reqsig_slice secret) {
  reqsig_slice head = rs_slice(secret.data, secret.len < MAX_SECRET ? secret.len : MAX_SECRET);
  return shares(bytes, head, RUN) || shares_hex(bytes, head) || shares_base64(bytes, head) ||
         shares_percent_encoded(bytes, head);
}

const char *hidden_secret_in(const struct signing *signing, reqsig_slice bytes) {
  const rs_context *context = rs_context_of(&signing->context);
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && context->recipe.credentials[i].name; i++)
    if (context->recipe.credentials[i].secret && tells_of(bytes, context->credentials[i]))
      return context->recipe.credentials[i].name;
  return NULL;
}

const char *hidden_secret_of(const struct signing *signing, reqsig_slice header_name) {
  const reqsig_scheme *recipe = &rs_context_of(&signing->context)->recipe;
  const rs_header_rule *rule = header_rule_of(recipe, header_name);
  for (size_t k = 0; rule && k < RS_MAX_VALUE_PARTS && rule->value[k].from; k++)
    if (rule->value[k].from == RS_FROM_CREDENTIAL && recipe->credentials[rule->value[k].credential].secret)
      return recipe->credentials[rule->value[k].credential].name;
  return NULL;
}

bool hidden_is_withheld(const struct signing *signing, reqsig_slice header_name) {
  const rs_header_rule *rule = header_rule_of(&rs_context_of(&signing->context)->recipe, header_name);
  return header_rule_part(rule, RS_FROM_MAC) || hidden_secret_of(signing, header_name);
}
