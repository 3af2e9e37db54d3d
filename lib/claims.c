#include "claim_value.h"
#include "header_list.h"
#include "json.h"
#include "list.h"
#include "parameters.h"

static const rs_fault no_fault = {.reason = REQSIG_REASON_NONE};

static rs_fault header_fault(const rs_header_rule *rule, reqsig_reason reason, const char *expected) {
  return (rs_fault){reason, rule->name, expected, rule->clause};
}

static rs_fault check_names(const rs_claims *claims, rs_builder *builder) {
  if (!claims->names_rule) return no_fault;
  rs_fault fault = header_fault(claims->names_rule, REQSIG_REASON_NONE, NULL);
  fault.reason = rs_check_sent_names(builder, &fault.field, &fault.expected);
  return fault;
}

/* A header of fixed text claims nothing; a parameter must be as it is. */
static bool is_read(const rs_header_rule *rule) {
  if (rule->place == RS_IN_QUERY) return true;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    if (rule->value[i].from != RS_FROM_LITERAL) return true;
  return false;
}

/* A header whose value would be empty is not sent, so it is right that it is absent. */
static bool may_be_absent(rs_builder *builder, const rs_header_rule *rule) {
  uint8_t byte;
  reqsig_buffer text = {&byte, 0, 0};
  rs_sink sink = rs_sink_to_buffer(&text);
  if (rule->sending == RS_SENT_IF_SIGNED && !builder->is_signed) return true;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++) {
    if (rule->value[i].omit == RS_OMIT_NEVER) return false;
    rs_part_emit(builder, &rule->value[i], &sink);
  }
  return text.len == 0;
}

static rs_fault read_header(rs_claims *claims, rs_builder *builder, const rs_header_rule *rule) {
  rs_named_headers found = rs_headers_named(builder->request, rule->name);
  if (found.num == 0 && may_be_absent(builder, rule)) return no_fault;
  if (found.num == 0) return header_fault(rule, REQSIG_REASON_MISSING, "this header, exactly once");
  if (found.num > 1) return header_fault(rule, REQSIG_REASON_MALFORMED, "this header exactly once");
  reqsig_slice value = found.first->value;
  if (value.len == 0) return header_fault(rule, REQSIG_REASON_MALFORMED, "a value that is not empty");
  const char *expected = rule->place == RS_IN_HEADER ? rs_claim_read_value(claims, builder, rule, value)
                                                     : rs_claim_read_coded(claims, builder, rule, value);
  return expected ? header_fault(rule, REQSIG_REASON_MALFORMED, expected) : no_fault;
}

static rs_fault read_parameter(rs_claims *claims, rs_builder *builder, const rs_header_rule *rule) {
  reqsig_slice written;
  size_t num = rs_parameter_find(rs_bare_query_of(builder->request->target), rule->name, &written);
  if (num == 0 && (!builder->is_signed || rs_part_is_omitted(builder, &rule->value[0]))) return no_fault;
  if (num == 0) return header_fault(rule, REQSIG_REASON_MISSING, "this parameter of the query, exactly once");
  if (num > 1) return header_fault(rule, REQSIG_REASON_MALFORMED, "this parameter of the query exactly once");
  if (written.len == 0) return header_fault(rule, REQSIG_REASON_MALFORMED, "a value that is not empty");
  const char *expected = rs_claim_read_parameter(claims, builder, rule, written);
  return expected ? header_fault(rule, REQSIG_REASON_MALFORMED, expected) : no_fault;
}

static rs_fault check_day(const rs_claims *claims, rs_builder *builder) {
  uint8_t room[RS_MAX_TIMESTAMP];
  reqsig_buffer text = {room, sizeof room, 0};
  rs_sink sink = rs_sink_to_buffer(&text);
  if (!claims->day_rule) return no_fault;
  rs_part_emit(builder, claims->day_part, &sink);
  if (rs_slice_equal(claims->day, rs_slice(room, text.len))) return no_fault;
  return header_fault(claims->day_rule, REQSIG_REASON_MALFORMED, "the day of the timestamp");
}

/* A field of the form. */
static rs_fault check_single(const rs_builder *builder, const rs_list *list, const rs_part *part) {
  reqsig_slice value;
  size_t num = rs_list_find_single(builder->request, list, &value);
  if (num == 1) return no_fault;
  return (rs_fault){num == 0 ? REQSIG_REASON_MISSING : REQSIG_REASON_MALFORMED, list->single,
                    "this field of the form exactly once", part->clause};
}

/* Whether the message of this request has the part. */
static bool is_signed_part(const rs_builder *builder, const rs_part *part) {
  return part->group == 0 || rs_group_is_there(builder, &builder->context->recipe->groups[part->group - 1]);
}

/* A list that is too long can't be sorted, and so not signed. */
static rs_fault check_lists(rs_builder *builder) {
  const reqsig_scheme *recipe = builder->context->recipe;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    const rs_part *part = &recipe->message[i];
    reqsig_slice lacking;
    if (part->from != RS_FROM_LIST || !is_signed_part(builder, part)) continue;
    if (rs_list_lacks(builder, &recipe->lists[part->list], &lacking))
      return (rs_fault){REQSIG_REASON_MISSING, lacking, "this header, which is signed", part->clause};
    if (recipe->lists[part->list].single.len > 0) {
      rs_fault fault = check_single(builder, &recipe->lists[part->list], part);
      if (fault.reason != REQSIG_REASON_NONE) return fault;
    }
    if (!rs_list_fits(builder, &recipe->lists[part->list]))
      return (rs_fault){REQSIG_REASON_MALFORMED, RS_LITERAL("query"), "at most 256 parameters or headers",
                        recipe->message_clause};
  }
  return no_fault;
}

static rs_fault read_body_time(rs_claims *claims, const rs_builder *builder) {
  const rs_time_rule *time = &builder->context->recipe->time;
  rs_fault fault = {REQSIG_REASON_MALFORMED, reqsig_text(time->name), NULL, time->clause};
  reqsig_slice value;
  switch (rs_json_member(builder->request->body, fault.field, &value)) {
  case RS_JSON_MALFORMED: fault.expected = "a body that is a JSON object"; return fault;
  case RS_JSON_DUPLICATE: fault.expected = "this member exactly once"; return fault;
  case RS_JSON_ABSENT:
    fault.reason = REQSIG_REASON_MISSING;
    fault.expected = "this member at the top of the body's object";
    return fault;
  case RS_JSON_FOUND: break;
  }
  int64_t number, unit = time->format == RS_UNIX_SECONDS ? 1000 : 1;
  if (rs_json_int64(value, &number) != REQSIG_OK || number > INT64_MAX / unit || number < INT64_MIN / unit) {
    fault.expected = unit == 1 ? "a number without fraction or exponent, milliseconds since 1970"
                               : "a number without fraction or exponent, seconds since 1970";
    return fault;
  }
  claims->timestamp_ms = number * unit;
  claims->time_field = fault.field;
  claims->time_clause = time->clause;
  return no_fault;
}

bool rs_claims_carry_signature(const reqsig_scheme *recipe, const reqsig_request *request) {
  reqsig_slice query = rs_bare_query_of(request->target), value;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++) {
    const rs_header_rule *rule = &recipe->headers[i];
    if (rule->sending != RS_SENT_IF_SIGNED) continue;
    if (rule->place != RS_IN_QUERY ? rs_header_find(request, rule->name) != NULL
                                   : rs_parameter_find(query, rule->name, &value) > 0)
      return true;
  }
  return false;
}

bool rs_claims_depend_on_content_type(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++)
    if (recipe->message[i].omit == RS_OMIT_IF_MULTIPART ||
        (recipe->message[i].from == RS_FROM_LIST &&
         recipe->lists[recipe->message[i].list].each & RS_PAIRS_OF_FORM))
      return true;
  return false;
}

/* Headers of the request's own that are signed. */
static rs_fault check_signed_headers(const rs_builder *builder) {
  const reqsig_scheme *recipe = builder->context->recipe;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    const rs_part *part = &recipe->message[i];
    if (part->from != RS_FROM_HEADER || !is_signed_part(builder, part)) continue;
    size_t num = rs_headers_named(builder->request, part->literal).num;
    if (num == 0 && part->omit != RS_OMIT_IF_EMPTY)
      return (rs_fault){REQSIG_REASON_MISSING, part->literal, "this header, exactly once", part->clause};
    if (num > 1)
      return (rs_fault){REQSIG_REASON_MALFORMED, part->literal, "this header exactly once", part->clause};
  }
  return no_fault;
}

static rs_fault read_rules(rs_claims *claims, rs_builder *builder) {
  const rs_header_rule *rules = builder->context->recipe->headers;
  rs_fault fault = no_fault;
  for (size_t i = 0;
       fault.reason == REQSIG_REASON_NONE && i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++) {
    if (!is_read(&rules[i])) continue;
    fault = rules[i].place == RS_IN_QUERY ? read_parameter(claims, builder, &rules[i])
                                          : read_header(claims, builder, &rules[i]);
  }
  return fault;
}

/* By name: the room for the MAC is most of it. */
static void begin_claims(rs_claims *claims) {
  claims->wrong_key = claims->wrong_digest = claims->signature = NULL;
  claims->macs = rs_slice(NULL, 0);
  claims->time_field = rs_slice(NULL, 0);
  claims->day_rule = claims->names_rule = NULL;
}

rs_fault rs_claims_read(rs_claims *claims, rs_builder *builder) {
  const reqsig_scheme *recipe = builder->context->recipe;
  begin_claims(claims);
  builder->is_signed = builder->is_signed || rs_claims_carry_signature(recipe, builder->request);
  rs_fault fault = read_rules(claims, builder);
  if (fault.reason == REQSIG_REASON_NONE && recipe->time.has_day) fault = check_day(claims, builder);
  if (fault.reason == REQSIG_REASON_NONE && recipe->lists) fault = check_names(claims, builder);
  if (fault.reason != REQSIG_REASON_NONE) return fault;
  if (rs_claims_depend_on_content_type(recipe) &&
      rs_headers_named(builder->request, RS_LITERAL("content-type")).num > 1)
    return (rs_fault){REQSIG_REASON_MALFORMED, RS_LITERAL("content-type"), "this header at most once",
                      recipe->message_clause};
  if (!builder->is_signed) return no_fault;
  if (recipe->time.place == RS_TIME_IN_BODY_MEMBER) fault = read_body_time(claims, builder);
  if (fault.reason == REQSIG_REASON_NONE) fault = check_signed_headers(builder);
  if (fault.reason == REQSIG_REASON_NONE && recipe->lists) fault = check_lists(builder);
  return fault;
}
