#include "mutants/verification.h"

#include <string.h>

#include "lib/context.h"
#include "lib/header_value.h"
#include "lib/message_builder.h"

const struct verifier_answer verify_accepts = {VERIFIER_ACCEPTS, REQSIG_REASON_NONE};
const struct verifier_answer verify_breaks = {VERIFIER_BROKEN, REQSIG_REASON_NONE};

struct verifier_answer verify_rejects(reqsig_reason reason) {
  return (struct verifier_answer){VERIFIER_REJECTS, reason};
}

static reqsig_status begin(const struct verification *verification, reqsig_context *context) {
  rs_context *own = (rs_context *)(void *)context->opaque;
  const struct vector *vector = verification->vector;
  reqsig_status status =
      rs_context_begin(own, &verification->recipe, vector->credentials, vector->num_credentials);
  if (status != REQSIG_OK) return status;
  if (verification->key) rs_mac_key_init(&own->key, own->recipe.mac.digest, *verification->key);
  if (verification->key_id) own->credentials[verification->key_id_at] = *verification->key_id;
  return REQSIG_OK;
}

struct verifier_answer verify_check(struct verification *verification) {
  reqsig_context context;
  reqsig_status status = begin(verification, &context);
  if (status == REQSIG_OK)
    status = reqsig_verify(&context, &verification->request, verification->vector->now_ms,
                           verification->window, &verification->verdict);
  if (status != REQSIG_OK) return verify_breaks;
  reqsig_reason reason = verification->verdict.reason;
  return reason == REQSIG_REASON_NONE ? verify_accepts : verify_rejects(reason);
}

reqsig_slice verify_changed(struct verification *verification, reqsig_slice bytes) {
  struct situation at = {.recipe = &verification->recipe, .request = &verification->request};
  struct text to = {0};
  const struct change *change = verification->change;
  if (change->make && change->make(change, &at, bytes, &to))
    bytes = rs_slice(arena_copy(verification->arena, text_slice(&to)), to.len);
  text_free(&to);
  return bytes;
}

const rs_header_rule *verify_rule(const struct verification *verification, rs_source source) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (verification->recipe.headers[i].value[k].from == source) return &verification->recipe.headers[i];
  return NULL;
}

reqsig_header *verify_header(struct verification *verification, const rs_header_rule *rule) {
  for (size_t i = 0; rule && i < verification->request.num_headers; i++)
    if (rs_slice_equal_ignoring_case(verification->headers[i].name, rule->name))
      return &verification->headers[i];
  return NULL;
}

/* Where the MAC begins in the value; at its end if that has not the rule's form. */
static size_t mac_offset(const struct verification *verification, const rs_header_rule *rule,
                         reqsig_slice value) {
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  size_t part = 0;
  if (rs_header_value_split(&verification->recipe, rule, value, pieces)) return value.len;
  while (rule->value[part].from != RS_FROM_MAC) part++;
  return (size_t)(pieces[part].data - value.data);
}

reqsig_slice verify_mac_text(struct verification *verification) {
  const rs_header_rule *rule = verify_rule(verification, RS_FROM_MAC);
  const reqsig_header *header = verify_header(verification, rule);
  if (!header) return rs_slice(NULL, 0);
  return rs_slice_after(header->value, mac_offset(verification, rule, header->value));
}

void verify_set_mac_text(struct verification *verification, reqsig_slice text) {
  const rs_header_rule *rule = verify_rule(verification, RS_FROM_MAC);
  reqsig_header *header = verify_header(verification, rule);
  if (!header) return;
  struct text value = {0};
  text_add(&value, rs_slice(header->value.data, mac_offset(verification, rule, header->value)));
  text_add(&value, text);
  header->value = rs_slice(arena_copy(verification->arena, text_slice(&value)), value.len);
  text_free(&value);
}

reqsig_slice verify_right_mac_text(struct verification *verification) {
  reqsig_context context;
  rs_builder builder;
  uint8_t mac[RS_MAX_DIGEST];
  if (begin(verification, &context) != REQSIG_OK ||
      rs_builder_begin(&builder, &context, &verification->request) != REQSIG_OK)
    return rs_slice(NULL, 0);
  const reqsig_header *time = verify_header(verification, verify_rule(verification, RS_FROM_TIMESTAMP));
  if (time) builder.timestamp = time->value;
  rs_message_mac(&builder, mac);
  rs_builder_take_mac(&builder, mac);
  return rs_slice(arena_copy(verification->arena, builder.mac), builder.mac.len);
}

void verify_drop_header(struct verification *verification, size_t index) {
  reqsig_header *headers = verification->headers;
  size_t num_left = --verification->request.num_headers - index;
  memmove(&headers[index], &headers[index + 1], num_left * sizeof *headers);
}

static void put_literal(rs_part *part, reqsig_slice literal) {
  if (part->from == RS_FROM_TIMESTAMP) *part = (rs_part){.from = RS_FROM_LITERAL, .literal = literal};
}

void verify_ignore_time(struct verification *verification) {
  reqsig_scheme *recipe = &verification->recipe;
  const reqsig_header *time = verify_header(verification, verify_rule(verification, RS_FROM_TIMESTAMP));
  recipe->time.place = RS_TIME_NOWHERE;
  recipe->time.window.given = false;
  reqsig_slice sent = time ? time->value : rs_slice(NULL, 0);
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) put_literal(&recipe->message[i], sent);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++) put_literal(&recipe->headers[i].value[k], sent);
}
