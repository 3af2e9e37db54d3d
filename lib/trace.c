#include "coded_value.h"
#include "describe.h"
#include "message_mac.h"
#include "sent_query.h"

typedef struct tracer {
  rs_builder *builder;
  reqsig_buffer *scratch;
  size_t told; /* of scratch, up to here */
  size_t most; /* of scratch that was in use at once */
  reqsig_step_fn *on_step;
  void *user;
} tracer;

static void tell(const tracer *trace, reqsig_step_kind kind, const char *what, const char *clause,
                 reqsig_slice bytes, bool secret) {
  const reqsig_step step = {kind, what, clause, bytes, secret};
  trace->on_step(trace->user, &step);
}

static bool is_secret(const reqsig_scheme *recipe, const rs_part *part) {
  return part->from == RS_FROM_CREDENTIAL && recipe->credentials[part->credential].secret;
}

/* What was appended to scratch since the last step; empty if it did not fit. */
static reqsig_slice take_new(tracer *trace) {
  reqsig_slice bytes = {NULL, 0};
  if (rs_buffer_status(trace->scratch) == REQSIG_OK)
    bytes = rs_slice_after(rs_slice(trace->scratch->data, trace->scratch->len), trace->told);
  trace->told = trace->scratch->len;
  return bytes;
}

/* Words stand behind what scratch keeps, while their step is told; "" if they don't fit. */
static const char *end_words(tracer *trace, size_t kept) {
  rs_put_byte(trace->scratch, '\0');
  bool fits = rs_buffer_status(trace->scratch) == REQSIG_OK;
  if (trace->scratch->len > trace->most) trace->most = trace->scratch->len;
  trace->scratch->len = kept;
  return fits ? (const char *)trace->scratch->data + kept : "";
}

static void tell_part(tracer *trace, reqsig_step_kind kind, const rs_part *part) {
  const reqsig_scheme *recipe = trace->builder->context->recipe;
  bool omitted = rs_part_is_omitted(trace->builder, part) && part->omit_clause;
  reqsig_slice bytes = take_new(trace);
  size_t kept = trace->scratch->len;
  if (part->group > 0)
    rs_group_words(&recipe->groups[part->group - 1], trace->scratch);
  else
    rs_part_words(recipe, part, trace->scratch);
  tell(trace, kind, end_words(trace, kept), omitted ? part->omit_clause : part->clause, bytes,
       is_secret(recipe, part));
}

static void tell_message_part(void *user, const rs_part *part) {
  tracer *trace = user;
  if (part)
    tell_part(trace, REQSIG_STEP_PART, part);
  else
    tell(trace, REQSIG_STEP_SEPARATOR, "separator", trace->builder->context->recipe->message_clause,
         take_new(trace), false);
}

static bool message_is_secret(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (is_secret(recipe, &recipe->message[i])) return true;
  return false;
}

static bool group_is_secret(const reqsig_scheme *recipe, size_t group) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++)
    if (recipe->message[i].group == group && is_secret(recipe, &recipe->message[i])) return true;
  return false;
}

/* What is digested, before the message that has its digest. */
static void trace_groups(tracer *trace, rs_builder *builder) {
  const reqsig_scheme *recipe = builder->context->recipe;
  rs_sink sink = rs_sink_to_buffer(trace->scratch);
  size_t told = 0;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    size_t group = recipe->message[i].group;
    if (group == told || group == 0) continue;
    told = group;
    if (!recipe->groups[group - 1].transforms[0] || !rs_group_is_there(builder, &recipe->groups[group - 1]))
      continue;
    rs_group_put(builder, i, &sink);
    tell(trace, REQSIG_STEP_DIGESTED, recipe->groups[group - 1].name, recipe->message_clause, take_new(trace),
         group_is_secret(recipe, group));
  }
}

static void trace_mac(tracer *trace, rs_builder *builder) {
  const reqsig_scheme *recipe = builder->context->recipe;
  if (recipe->groups) trace_groups(trace, builder);
  size_t begin = trace->scratch->len;
  rs_sink sink = rs_sink_to_buffer(trace->scratch);
  rs_message_emit(builder, &sink, tell_message_part, trace);
  if (rs_buffer_status(trace->scratch) == REQSIG_OK)
    tell(trace, REQSIG_STEP_MESSAGE, "message", recipe->message_clause,
         rs_slice_after(rs_slice(trace->scratch->data, trace->scratch->len), begin),
         message_is_secret(recipe));

  uint8_t mac[RS_MAX_DIGEST];
  rs_message_mac(builder, mac);
  rs_builder_take_mac(builder, mac);
  size_t kept = trace->scratch->len;
  rs_key_words(recipe, trace->scratch);
  tell(trace, REQSIG_STEP_KEY, end_words(trace, kept), recipe->credentials[recipe->mac.key].clause,
       rs_slice(NULL, 0), true);
  rs_mac_words(recipe, trace->scratch);
  tell(trace, REQSIG_STEP_MAC, end_words(trace, kept), recipe->mac.clause,
       rs_slice(mac, rs_digest_len(recipe->mac.digest)), false);
}

/* Signing leaves such a header out. */
static bool comes_out_empty(rs_builder *builder, const rs_header_rule *rule) {
  reqsig_buffer counted = {NULL, 0, 0};
  rs_sink sink = rs_sink_to_buffer(&counted);
  rs_header_value_emit(builder, rule, &sink);
  return counted.len == 0;
}

/* The whole target, where the first parameter stands among the headers. */
static void trace_target(tracer *trace, const rs_header_rule *rule) {
  rs_sink sink = rs_sink_to_buffer(trace->scratch);
  for (const rs_header_rule *other = trace->builder->context->recipe->headers; other < rule; other++)
    if (other->place == RS_IN_QUERY) return;
  if (!rs_header_is_added(trace->builder, rule)) return;
  tell(trace, REQSIG_STEP_HEADER, "target", rule->clause, RS_LITERAL(REQSIG_PATH_HEADER), false);
  rs_target_emit(trace->builder, &sink);
  tell(trace, REQSIG_STEP_HEADER_PART, "target with the parameters that are added", rule->clause,
       take_new(trace), false);
}

/* What is encoded is told as one. */
static void trace_coded(tracer *trace, const rs_header_rule *rule, rs_sink *to) {
  const reqsig_scheme *recipe = trace->builder->context->recipe;
  bool secret = false;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++) secret |= is_secret(recipe, &rule->value[i]);
  rs_coded_value_emit(trace->builder, rule, to);
  size_t kept = trace->scratch->len;
  reqsig_slice bytes = take_new(trace);
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++) {
    if (i > 0) rs_put_slice(trace->scratch, RS_LITERAL(", "));
    rs_part_words(recipe, &rule->value[i], trace->scratch);
  }
  rs_put_slice(trace->scratch, RS_LITERAL(", in base64"));
  tell(trace, REQSIG_STEP_HEADER_PART, end_words(trace, kept), rule->clause, bytes, secret);
}

static void trace_header(tracer *trace, const rs_header_rule *rule) {
  reqsig_slice name = rule->name;
  if (rule->place == RS_IN_QUERY) {
    trace_target(trace, rule);
    return;
  }
  if (!rs_header_is_added(trace->builder, rule)) {
    if (rule->sending == RS_SENT_UNLESS_PRESENT)
      tell(trace, REQSIG_STEP_HEADER_KEPT, "the request has it already", rule->clause, name, false);
    return;
  }
  if (comes_out_empty(trace->builder, rule)) return;
  tell(trace, REQSIG_STEP_HEADER, "header", rule->clause, name, false);
  rs_sink sink = rs_sink_to_buffer(trace->scratch);
  if (rule->place == RS_IN_CODED_HEADER) {
    trace_coded(trace, rule, &sink);
    return;
  }
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++) {
    rs_part_emit(trace->builder, &rule->value[i], &sink);
    tell_part(trace, REQSIG_STEP_HEADER_PART, &rule->value[i]);
  }
}

reqsig_status reqsig_trace(const reqsig_context *context, const reqsig_request *request, int64_t now_ms,
                           reqsig_buffer *scratch, reqsig_step_fn *on_step, void *user) {
  if (!scratch || !on_step) return REQSIG_ERR_ARGUMENT;
  rs_builder builder;
  reqsig_status status = rs_builder_begin(&builder, context, request);
  if (status == REQSIG_OK) status = rs_builder_take_time(&builder, now_ms);
  if (status != REQSIG_OK) return status;
  const reqsig_scheme *recipe = builder.context->recipe;
  tracer trace = {&builder, scratch, scratch->len, scratch->len, on_step, user};
  if (builder.is_signed)
    trace_mac(&trace, &builder);
  else
    tell(&trace, REQSIG_STEP_NOT_SIGNED, "the scheme does not sign such a request", recipe->signs.clause,
         rs_slice(NULL, 0), false);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++)
    trace_header(&trace, &recipe->headers[i]);
  if (scratch->len < trace.most) scratch->len = trace.most; /* words stood behind what scratch keeps */
  status = rs_builder_status(&builder);
  return status == REQSIG_OK ? rs_buffer_status(scratch) : status;
}
