/* What a mistaken signer signs, and the key that it signs with. */
#include <string.h>

#include "lib/coded_value.h"
#include "lib/hex.h"
#include "lib/message_mac.h"
#include "lib/parameters.h"
#include "lib/sent_query.h"
#include "lib/timestamp.h"
#include "mutants/signer.h"

static void emit(struct signer *signer, enum emission what, const rs_header_rule *rule, rs_sink *to) {
  switch (what) {
  case EMIT_MESSAGE: rs_message_emit(&signer->builder, to, NULL, NULL); break;
  case EMIT_TARGET: rs_target_emit(&signer->builder, to); break;
  case EMIT_HEADER:
    if (rule->place == RS_IN_CODED_HEADER)
      rs_coded_value_emit(&signer->builder, rule, to);
    else
      rs_header_value_emit(&signer->builder, rule, to);
    break;
  }
}

reqsig_slice signer_emit(struct signer *signer, enum emission what, const rs_header_rule *rule) {
  uint8_t room[512];
  reqsig_buffer buffer = {room, sizeof room, 0};
  rs_sink sink = rs_sink_to_buffer(&buffer);
  emit(signer, what, rule, &sink);
  if (buffer.len <= sizeof room)
    return rs_slice(arena_copy(signer->arena, rs_slice(room, buffer.len)), buffer.len);
  buffer = (reqsig_buffer){arena_get_unset(signer->arena, buffer.len), buffer.len, 0};
  emit(signer, what, rule, &sink);
  return rs_slice(buffer.data, buffer.len);
}

/* The text of the list alone, by a recipe that signs nothing else. */
static reqsig_slice list_text(struct signer *signer, size_t list) {
  reqsig_scheme *recipe = signer_own_recipe(signer);
  rs_part kept[RS_MAX_MESSAGE_PARTS];
  memcpy(kept, recipe->message, sizeof kept);
  memset(recipe->message, 0, sizeof recipe->message);
  recipe->message[0] = (rs_part){.from = RS_FROM_LIST, .list = (uint8_t)list};
  reqsig_slice text = signer_emit(signer, EMIT_MESSAGE, NULL);
  memcpy(recipe->message, kept, sizeof kept);
  return text;
}

/* The list's text, changed, stands in its place. */
static void change_list_texts(struct signer *signer) {
  const reqsig_scheme *recipe = signer->recipe;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->lists; i++) {
    const rs_part *part = &recipe->message[i];
    const rs_list *list = part->from == RS_FROM_LIST ? &recipe->lists[part->list] : NULL;
    if (!list || list->single.len > 0 || list->names) continue;
    bool of_headers = list->each & RS_PAIRS_OF_HEADERS;
    const struct transform *change =
        of_headers ? &signer->mistake->header_lines : &signer->mistake->parameters;
    if (!change->make) continue;
    reqsig_slice text = signer_change(signer, change, list_text(signer, part->list));
    rs_part *own = &signer_own_recipe(signer)->message[i];
    own->from = RS_FROM_LITERAL;
    own->literal = text;
  }
}

static rs_header_rule *rule_of_mac(reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (recipe->headers[i].value[k].from == RS_FROM_MAC) return &recipe->headers[i];
  return NULL;
}

/* The target as it is signed, of a request that was sent: with no value of that parameter. */
static reqsig_slice without_value(struct signer *signer, reqsig_slice target, reqsig_slice name) {
  reqsig_slice value;
  struct text text = {0};
  if (rs_parameter_find(rs_bare_query_of(target), name, &value) == 0) return target;
  size_t before = (size_t)(value.data - target.data);
  text_add(&text, rs_slice(target.data, before));
  text_add(&text, rs_slice_after(target, before + value.len));
  return signer_keep(signer, &text);
}

static reqsig_slice message_with_mac_parameter(struct signer *signer) {
  rs_header_rule *rule = rule_of_mac(signer_own_recipe(signer)), kept = *rule;
  reqsig_slice target = signer->request.target;
  memset(rule->value, 0, sizeof rule->value);
  rule->value[0] = (rs_part){.from = RS_FROM_LITERAL, .literal = rs_slice("", 0)};
  signer->request.target = without_value(signer, target, rule->name);
  reqsig_slice message = signer_emit(signer, EMIT_MESSAGE, NULL);
  signer->request.target = target;
  *rule = kept;
  return message;
}

reqsig_slice signer_message(struct signer *signer) {
  reqsig_slice nonce = signer->request.nonce, message;
  signer->request.nonce = signer->builder.nonce =
      signer_change(signer, &signer->mistake->signed_nonce, nonce);
  change_list_texts(signer);
  message = signer->mistake->mac_signed ? message_with_mac_parameter(signer)
                                        : signer_emit(signer, EMIT_MESSAGE, NULL);
  signer->request.nonce = signer->builder.nonce = nonce;
  return message;
}

/* The text of a step. */
static reqsig_slice step_text(struct signer *signer, const rs_part *step) {
  uint8_t room[RS_MAX_TIMESTAMP];
  reqsig_buffer text = {room, sizeof room, 0};
  if (!rs_is_day(step->transforms[0])) return rs_source_bytes(&signer->builder, step);
  rs_sink sink = rs_sink_to_buffer(&text);
  rs_part_emit(&signer->builder, step, &sink);
  return rs_slice(arena_copy(signer->arena, rs_slice(room, text.len)), text.len);
}

static reqsig_slice key_by_hex(struct signer *signer, const rs_mac_rule *rule) {
  reqsig_slice key = signer->key;
  for (const rs_part *step = rule->steps; step->from; step++) {
    uint8_t mac[RS_MAX_DIGEST];
    size_t room = 2 * RS_MAX_DIGEST;
    reqsig_buffer text = {arena_get(signer->arena, room), room, 0};
    mutant_mac(&(struct mac_input){key, step_text(signer, step), rule->digest, MAC_HMAC}, mac);
    rs_hex_encode(rs_slice(mac, rs_digest_len(rule->digest)), &text);
    key = rs_slice(text.data, text.len);
  }
  return key;
}

static reqsig_slice time_of_key(struct signer *signer) {
  reqsig_slice sent = signer->builder.timestamp;
  reqsig_buffer text = {arena_get(signer->arena, RS_MAX_TIMESTAMP), RS_MAX_TIMESTAMP, 0};
  rs_time_format format = signer->recipe->time.format;
  int64_t ms;
  bool is_known = signer->mistake->key_clock_ms != 0 && rs_time_read(format, sent, &ms) &&
                  rs_time_write(format, ms + signer->mistake->key_clock_ms, &text) == REQSIG_OK;
  return is_known ? rs_slice(text.data, text.len) : sent;
}

static reqsig_slice derived_key(struct signer *signer, const rs_mac_rule *rule) {
  if (signer->mistake->steps_in_hex) return key_by_hex(signer, rule);
  reqsig_buffer derived = {arena_get(signer->arena, 2 * RS_MAX_DIGEST), 2 * RS_MAX_DIGEST, 0};
  rs_mac_key first;
  rs_mac_key_init(&first, rule->digest, signer->key);
  rs_key_derive(&signer->builder, &first, &derived);
  return rs_slice(derived.data, derived.len);
}

reqsig_slice signer_last_key(struct signer *signer) {
  const rs_mac_rule *rule = &signer->recipe->mac;
  reqsig_slice sent = signer->builder.timestamp;
  if (!rule->steps) return signer->key;
  signer->builder.timestamp = time_of_key(signer);
  reqsig_slice key = derived_key(signer, rule);
  signer->builder.timestamp = sent;
  return key;
}
