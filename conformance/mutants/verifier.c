#include "mutants/verifier.h"

#include <string.h>

#include "lib/context.h"
#include "lib/header_value.h"
#include "lib/message_mac.h"
#include "lib/parameters.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

const struct verifier_answer verify_accepts = {VERIFIER_ACCEPTS, REQSIG_REASON_NONE};
const struct verifier_answer verify_breaks = {VERIFIER_BREAKS, REQSIG_REASON_NONE};

struct verifier_answer verify_rejects(reqsig_reason reason) {
  return (struct verifier_answer){VERIFIER_REJECTS, reason};
}

/* Of an empty one, what stands around the secret is left. */
static void take_key(rs_context *context, reqsig_slice key) {
  const rs_mac_rule *rule = &context->recipe->mac;
  reqsig_slice credentials[RS_MAX_CREDENTIALS];
  uint8_t room[8192];
  reqsig_buffer made = {room, sizeof room, 0};
  memcpy(credentials, context->credentials, sizeof credentials);
  credentials[rule->key] = key;
  if (key.len == 0) {
    rs_key_put(rule, credentials, &made);
    key = rs_slice(room, made.len <= sizeof room ? made.len : 0);
  }
  rs_mac_key_init(&context->key, rule->digest, key);
}

static reqsig_status begin(const struct verifier *verifier, reqsig_context *context) {
  rs_context *own = (rs_context *)(void *)context->opaque;
  const struct mutant_input *input = verifier->input;
  reqsig_status status =
      reqsig_context_init(context, &verifier->recipe, input->credentials, input->num_credentials);
  if (status != REQSIG_OK) return status;
  if (verifier->key) take_key(own, *verifier->key);
  if (verifier->key_id) own->credentials[verifier->key_id_at] = *verifier->key_id;
  return REQSIG_OK;
}

struct verifier_answer verify_check(struct verifier *verifier) {
  reqsig_context context;
  reqsig_status status = begin(verifier, &context);
  if (status == REQSIG_OK)
    status = reqsig_verify(&context, &verifier->request, verifier->input->now_ms, verifier->window,
                           &verifier->verdict);
  if (status != REQSIG_OK) return verify_breaks;
  reqsig_reason reason = verifier->verdict.reason;
  return reason == REQSIG_REASON_NONE ? verify_accepts : verify_rejects(reason);
}

reqsig_slice verify_changed(struct verifier *verifier, reqsig_slice bytes) {
  struct transform_input at = {.recipe = &verifier->recipe, .request = &verifier->request};
  struct text to = {0};
  const struct transform *change = verifier->change;
  if (change->make && change->make(change, &at, bytes, &to))
    bytes = rs_slice(arena_copy(verifier->arena, text_slice(&to)), to.len);
  text_free(&to);
  return bytes;
}

const rs_header_rule *verify_rule(const struct verifier *verifier, rs_source source) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (verifier->recipe.headers[i].value[k].from == source) return &verifier->recipe.headers[i];
  return NULL;
}

reqsig_header *verify_header(struct verifier *verifier, const rs_header_rule *rule) {
  for (size_t i = 0; rule && i < verifier->request.num_headers; i++)
    if (rs_slice_equal_ignoring_case(verifier->headers[i].name, rule->name)) return &verifier->headers[i];
  return NULL;
}

bool verify_sent_time(struct verifier *verifier, reqsig_slice *time) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_TIMESTAMP);
  const reqsig_header *field = rule ? sent_field(verifier->arena, &verifier->request, rule) : NULL;
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  size_t part = 0;
  if (!field || rs_header_value_split(&verifier->recipe, rule, field->value, pieces)) return false;
  while (rule->value[part].from != RS_FROM_TIMESTAMP) part++;
  *time = pieces[part];
  return true;
}

/* The MAC in the value; nothing, at its end, if that has not the rule's form. */
static reqsig_slice mac_in(const struct verifier *verifier, const rs_header_rule *rule, reqsig_slice value) {
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  size_t part = 0;
  if (rs_header_value_split(&verifier->recipe, rule, value, pieces)) return rs_slice_after(value, value.len);
  while (rule->value[part].from != RS_FROM_MAC) part++;
  return pieces[part];
}

reqsig_slice verify_mac_text(struct verifier *verifier) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_MAC);
  const reqsig_header *header = rule ? sent_field(verifier->arena, &verifier->request, rule) : NULL;
  if (!header) return rs_slice(NULL, 0);
  return mac_in(verifier, rule, header->value);
}

static void add_encoded(struct text *text, reqsig_slice value) {
  for (size_t i = 0; i < value.len; i++)
    text_addf(text, rs_is_unreserved(value.data[i]) ? "%c" : "%%%02X", value.data[i]);
}

/* Puts the value into the first parameter of the rule's name. */
static void set_parameter(struct verifier *verifier, const rs_header_rule *rule, reqsig_slice value) {
  reqsig_slice target = verifier->request.target, written, all = rs_bare_query_of(target);
  struct text changed = {0};
  if (rs_parameter_find(all, rule->name, &written) == 0) return;
  size_t before = (size_t)(written.data - target.data);
  text_add(&changed, rs_slice(target.data, before));
  add_encoded(&changed, value);
  text_add(&changed, rs_slice_after(target, before + written.len));
  verifier->request.target = rs_slice(arena_copy(verifier->arena, text_slice(&changed)), changed.len);
  text_free(&changed);
}

void verify_set_mac_text(struct verifier *verifier, reqsig_slice text) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_MAC);
  const reqsig_header *sent = rule ? sent_field(verifier->arena, &verifier->request, rule) : NULL;
  if (!sent) return;
  struct text value = {0};
  reqsig_slice mac = mac_in(verifier, rule, sent->value);
  size_t before = (size_t)(mac.data - sent->value.data);
  text_add(&value, rs_slice(sent->value.data, before));
  text_add(&value, text);
  text_add(&value, rs_slice_after(sent->value, before + mac.len));
  reqsig_slice kept = rs_slice(arena_copy(verifier->arena, text_slice(&value)), value.len);
  text_free(&value);
  if (rule->place == RS_IN_CODED_HEADER) kept = sent_code_value(verifier->arena, rule, kept);
  if (rule->place == RS_IN_QUERY)
    set_parameter(verifier, rule, kept);
  else
    verify_header(verifier, rule)->value = kept;
}

reqsig_slice verify_right_mac_text(struct verifier *verifier) {
  reqsig_context context;
  rs_builder builder;
  uint8_t mac[RS_MAX_DIGEST];
  if (begin(verifier, &context) != REQSIG_OK ||
      rs_builder_begin(&builder, &context, &verifier->request) != REQSIG_OK)
    return rs_slice(NULL, 0);
  reqsig_slice time;
  if (verify_sent_time(verifier, &time)) builder.timestamp = time;
  builder.nonce = recipe_sent_nonce(verifier->arena, &verifier->recipe, &verifier->request);
  rs_message_mac(&builder, mac);
  rs_builder_take_mac(&builder, mac);
  return rs_slice(arena_copy(verifier->arena, builder.mac), builder.mac.len);
}

void verify_drop_header(struct verifier *verifier, size_t index) {
  reqsig_header *headers = verifier->headers;
  size_t num_left = --verifier->request.num_headers - index;
  memmove(&headers[index], &headers[index + 1], num_left * sizeof *headers);
}

static void put_literal(rs_part *part, reqsig_slice literal) {
  if (part->from == RS_FROM_TIMESTAMP) *part = (rs_part){.from = RS_FROM_LITERAL, .literal = literal};
}

void verify_ignore_time(struct verifier *verifier) {
  reqsig_scheme *recipe = &verifier->recipe;
  reqsig_slice sent = rs_slice(NULL, 0);
  verify_sent_time(verifier, &sent);
  recipe->time.place = RS_TIME_NOWHERE;
  recipe->time.window.given = false;
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_TIMESTAMP);
  if (rule && rule->place == RS_IN_QUERY && sent.len == 0 && !rule->value[1].from)
    rs_variation_apply(&(rs_variation){.kind = RS_VARY_UNSENT, .at = RS_FROM_TIMESTAMP}, recipe);
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) put_literal(&recipe->message[i], sent);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++) put_literal(&recipe->headers[i].value[k], sent);
}

struct verifier_answer mutant_verify(struct arena *arena, const struct mistake *mistake,
                                     const struct mutant_input *input) {
  const reqsig_request *request = input->request;
  struct verifier *verifier = arena_get(arena, sizeof *verifier);
  *verifier = (struct verifier){.arena = arena,
                                .input = input,
                                .change = &mistake->change,
                                .recipe = *input->scheme,
                                .request = *request};
  /* One more, for a mistake that adds a header. */
  verifier->headers = arena_get_array(arena, request->num_headers + 1, sizeof *verifier->headers);
  if (request->num_headers > 0)
    memcpy(verifier->headers, request->headers, request->num_headers * sizeof *request->headers);
  verifier->request.headers = verifier->headers;
  mistake_vary(arena, mistake, &verifier->recipe);
  return mistake->verify(verifier);
}
