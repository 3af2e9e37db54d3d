#include "request/hidden.h"

#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/context.h"
#include "lib/hex.h"
#include "request/header_rule.h"

/* So many characters of a secret in a row tell too much of it. Of long ones the first MAX_SECRET bytes are
 * looked for. */
enum { RUN = 8, MIN_BASE64 = 4, MAX_SECRET = 1024, MAX_FORM_TEXT = 2 * MAX_SECRET };
/* A filter of a million bits for at most two thousand runs, so that time grows with the bytes alone. */
enum { FILTER_BITS = 20 };
#define HASH_BASE UINT32_C(0x9e3779b1)

/* Letter case aside, and base64's two alphabets. */
static uint8_t folded(uint8_t c) {
  return c == '-' ? '+' : c == '_' ? '/' : rs_upper(c);
}

/* What is looked for: the runs of that length in the text, as a filter of the hashes that they have. */
typedef struct run_set {
  reqsig_slice text;
  size_t run;
  uint32_t weight; /* of the first byte of a run in its hash */
  uint8_t filter[1 << (FILTER_BITS - 3)];
} run_set;

static uint32_t hash_next(uint32_t hash, uint8_t byte) {
  return hash * HASH_BASE + folded(byte) + 1;
}

/* The hash of the run that ends at a byte, from that of the one before it. */
static uint32_t hash_at(const run_set *set, uint32_t hash, reqsig_slice bytes, size_t at) {
  if (at >= set->run) hash -= (folded(bytes.data[at - set->run]) + 1u) * set->weight;
  return hash_next(hash, bytes.data[at]);
}

static size_t filter_bit(uint32_t hash) {
  return hash >> (32 - FILTER_BITS);
}

/* Runs of that length, or all of text where that is shorter. */
static void run_set_begin(run_set *set, reqsig_slice text, size_t run) {
  uint32_t hash = 0;
  memset(set, 0, sizeof *set);
  set->text = text;
  set->run = run < text.len ? run : text.len;
  set->weight = 1;
  for (size_t i = 1; i < set->run; i++) set->weight *= HASH_BASE;
  for (size_t at = 0; at < text.len; at++) {
    hash = hash_at(set, hash, text, at);
    if (at + 1 >= set->run) set->filter[filter_bit(hash) >> 3] |= (uint8_t)(1u << (filter_bit(hash) & 7));
  }
}

static bool is_run(const run_set *set, const uint8_t *bytes) {
  for (size_t k = 0; k + set->run <= set->text.len; k++) {
    size_t len = 0;
    while (len < set->run && folded(bytes[len]) == folded(set->text.data[k + len])) len++;
    if (len == set->run) return true;
  }
  return false;
}

static bool has_run(const run_set *set, reqsig_slice bytes) {
  uint32_t hash = 0;
  if (set->run == 0) return false;
  for (size_t at = 0; at < bytes.len; at++) {
    hash = hash_at(set, hash, bytes, at);
    if (at + 1 < set->run || !(set->filter[filter_bit(hash) >> 3] & 1u << (filter_bit(hash) & 7))) continue;
    if (is_run(set, bytes.data + at + 1 - set->run)) return true;
  }
  return false;
}

/* Whether a run of that length, or all of text where that is shorter, stands in bytes. */
static bool shares(reqsig_slice bytes, reqsig_slice text, size_t run) {
  run_set set;
  run_set_begin(&set, text, run);
  bool found = has_run(&set, bytes);
  rs_wipe(&set, sizeof set);
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
  run_set set;
  if (bytes.len == 0 || !memchr(bytes.data, '%', bytes.len)) return false;
  run_set_begin(&set, secret, RUN);
  for (size_t i = 0; !found && i < bytes.len; i++) {
    bool escaped = bytes.data[i] == '%' && bytes.len - i > 2 && rs_hex_value(bytes.data[i + 1]) >= 0 &&
                   rs_hex_value(bytes.data[i + 2]) >= 0;
    room[len++] = escaped ? (uint8_t)(rs_hex_value(bytes.data[i + 1]) * 16 + rs_hex_value(bytes.data[i + 2]))
                          : bytes.data[i];
    if (escaped) i += 2;
    if (len < sizeof room && i + 1 < bytes.len) continue;
    found = has_run(&set, rs_slice(room, len));
    memmove(room, room + len - len / 2, len / 2);
    len /= 2;
  }
  rs_wipe(&set, sizeof set);
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
