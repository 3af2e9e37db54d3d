#include "claims.h"

#include "date.h"
#include "header_index.h"
#include "header_list.h"
#include "header_value.h"
#include "json.h"
#include "mac_text.h"
#include "parameters.h"
#include "timestamp.h"

static const rs_fault no_fault = {.reason = REQSIG_REASON_NONE};

static rs_fault header_fault(const rs_header_rule *rule, reqsig_reason reason, const char *expected) {
  return (rs_fault){reason, rule->name, expected, rule->clause};
}

static bool is_credential(reqsig_slice sent, reqsig_slice own) {
  return sent.len == own.len && rs_equal_in_constant_time(sent.data, own.data, own.len);
}

static bool is_sent_credential(rs_builder *builder, const rs_part *part, reqsig_slice sent) {
  uint8_t room[2 * RS_MAX_DIGEST];
  reqsig_buffer text = {room, sizeof room, 0};
  rs_sink sink = rs_sink_to_buffer(&text);
  if (!rs_is_hmac(part->transforms[0]))
    return is_credential(sent, builder->context->credentials[part->credential]);
  rs_part_emit(builder, part, &sink);
  return is_credential(sent, rs_slice(room, text.len));
}

/* A header that is being read. */
typedef struct claims_reader {
  rs_claims *claims;
  rs_builder *builder;
  const rs_header_rule *rule;
} claims_reader;

static const char *read_body_digest(claims_reader *reader, const rs_part *part, reqsig_slice sent) {
  uint8_t expected[2 * RS_MAX_DIGEST];
  reqsig_buffer text = {expected, sizeof expected, 0};
  rs_sink sink = rs_sink_to_buffer(&text);
  rs_part_emit(reader->builder, part, &sink);
  if (rs_slice_equal(sent, rs_slice(expected, text.len))) return NULL;
  reader->claims->wrong_digest = reader->rule;
  return rs_digest_is_well_formed(part->transforms[0], sent) ? NULL : rs_digest_words(part->transforms[0]);
}

/* A decoded parameter is there until the next one is read; no time is longer than its room. */
static reqsig_slice keep_timestamp(rs_builder *builder, reqsig_slice sent) {
  reqsig_buffer kept = {builder->timestamp_room, sizeof builder->timestamp_room, 0};
  return rs_put_if_fits(&kept, sent) ? rs_slice(kept.data, kept.len) : sent;
}

static bool has_day(int64_t ms) {
  return ms >= 0 && ms / 1000 <= RS_DATE_MAX;
}

/* Which day is right is known when the time has been read. */
static const char *keep_day(claims_reader *reader, const rs_part *part, reqsig_slice sent) {
  reader->claims->day_rule = reader->rule;
  reader->claims->day_part = part;
  reader->claims->day = sent;
  return NULL;
}

/* They are checked when all headers have been read. */
static const char *keep_names(claims_reader *reader, const rs_part *part, reqsig_slice sent) {
  reader->builder->sent_list = &reader->builder->context->recipe.lists[part->list];
  reader->builder->sent_names = sent;
  reader->claims->names_rule = reader->rule;
  return sent.len <= RS_MAX_SENT_NAMES ? NULL : "at most 4096 bytes of names";
}

static rs_fault check_names(const rs_claims *claims, rs_builder *builder) {
  if (!claims->names_rule) return no_fault;
  rs_fault fault = header_fault(claims->names_rule, REQSIG_REASON_NONE, NULL);
  fault.reason = rs_check_sent_names(builder, &fault.field, &fault.expected);
  return fault;
}

static const char *read_nonce(rs_builder *builder, reqsig_slice sent) {
  reqsig_buffer kept = {builder->nonce_room, sizeof builder->nonce_room, 0};
  if (sent.len == 0 || !rs_put_if_fits(&kept, sent)) return "a nonce of 1 to 128 bytes";
  builder->nonce = rs_slice(kept.data, kept.len);
  return NULL;
}

static const char *read_timestamp(claims_reader *reader, reqsig_slice sent) {
  const rs_time_rule *time = &reader->builder->context->recipe.time;
  if (reader->rule->place == RS_IN_QUERY) sent = keep_timestamp(reader->builder, sent);
  reader->builder->timestamp = sent;
  reader->claims->time_field = reader->rule->name;
  reader->claims->time_clause = time->clause;
  if (rs_time_read(time->format, sent, &reader->claims->timestamp_ms))
    return time->has_day && !has_day(reader->claims->timestamp_ms) ? "a time from 1970 to the year 9999"
                                                                   : NULL;
  if (time->format == RS_IMF_FIXDATE)
    return "a date such as \"Mon, 10 Apr 2017 04:43:12 GMT\", two-digit day, in GMT";
  return rs_is_date(time->format) ? "a date in UTC, written as the scheme wants it"
                                  : "digits only, without a leading zero, and in the range of the clock";
}

/* What was expected instead, or NULL. */
static const char *read_piece(claims_reader *reader, const rs_part *part, reqsig_slice sent) {
  const rs_context *context = reader->builder->context;
  switch (part->from) {
  case RS_FROM_CREDENTIAL:
    if (!is_sent_credential(reader->builder, part, sent)) reader->claims->wrong_key = reader->rule;
    return NULL;
  case RS_FROM_TIMESTAMP:
    return rs_is_day(part->transforms[0]) ? keep_day(reader, part, sent) : read_timestamp(reader, sent);
  case RS_FROM_MAC:
    reader->claims->signature = reader->rule;
    if (rs_mac_text_read(&context->recipe, sent, reader->claims->mac)) return NULL;
    return rs_mac_text_words(&context->recipe.encoding);
  case RS_FROM_LIST: return keep_names(reader, part, sent);
  case RS_FROM_NONCE: return read_nonce(reader->builder, sent);
  default: return read_body_digest(reader, part, sent);
  }
}

/* Each MAC of a list must be one, also those behind the first. */
static const char *read_macs(claims_reader *reader, reqsig_slice value) {
  const reqsig_scheme *recipe = &reader->builder->context->recipe;
  uint8_t mac[RS_MAX_DIGEST];
  reader->claims->macs = value;
  for (reqsig_slice text; rs_header_value_next_mac(reader->rule, &value, &text);)
    if (!rs_mac_text_read(recipe, text, mac)) return rs_mac_text_words(&recipe->encoding);
  return NULL;
}

/* What was expected instead, or NULL. */
static const char *read_value(claims_reader *reader, reqsig_slice value) {
  const rs_part *parts = reader->rule->value;
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  if (rs_header_value_split(&reader->builder->context->recipe, reader->rule, value, pieces))
    return "the form that the scheme gives it";
  const char *expected = NULL;
  for (size_t i = 0; !expected && i < RS_MAX_VALUE_PARTS && parts[i].from; i++)
    if (parts[i].from != RS_FROM_LITERAL) expected = read_piece(reader, &parts[i], pieces[i]);
  if (!expected && reader->rule->item_separator.len > 0) expected = read_macs(reader, value);
  return expected;
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

static rs_fault read_header(rs_claims *claims, rs_builder *builder, const rs_header_rule *rule,
                            const rs_named_headers *found) {
  if (found->num == 0 && may_be_absent(builder, rule)) return no_fault;
  if (found->num == 0) return header_fault(rule, REQSIG_REASON_MISSING, "this header, exactly once");
  if (found->num > 1) return header_fault(rule, REQSIG_REASON_MALFORMED, "this header exactly once");
  reqsig_slice value = found->first->value;
  if (value.len == 0) return header_fault(rule, REQSIG_REASON_MALFORMED, "a value that is not empty");
  claims_reader reader = {claims, builder, rule};
  const char *expected = read_value(&reader, value);
  return expected ? header_fault(rule, REQSIG_REASON_MALFORMED, expected) : no_fault;
}

/* A parameter of fixed text. */
static const char *read_fixed(const rs_header_rule *rule, reqsig_slice written) {
  return rs_parameter_is(written, rule->value[0].literal) ? NULL : "the value that the scheme gives it";
}

static const char *read_parameter_value(claims_reader *reader, reqsig_slice written) {
  const rs_part *first = &reader->rule->value[0];
  rs_builder *builder = reader->builder;
  if (first->from == RS_FROM_LITERAL && !reader->rule->value[1].from)
    return read_fixed(reader->rule, written);
  if (first->from == RS_FROM_CREDENTIAL) {
    if (!rs_parameter_is(written, builder->context->credentials[first->credential]))
      reader->claims->wrong_key = reader->rule;
    return NULL;
  }
  reqsig_buffer decoded = {builder->parameter_room, sizeof builder->parameter_room, 0};
  rs_parameter_decode(written, &decoded);
  if (rs_buffer_status(&decoded) != REQSIG_OK) return "a value of at most 512 bytes";
  return read_value(reader, rs_slice(decoded.data, decoded.len));
}

static rs_fault read_parameter(rs_claims *claims, rs_builder *builder, const rs_header_rule *rule) {
  reqsig_slice written;
  size_t num = rs_parameter_find(rs_bare_query_of(builder->request->target), rule->name, &written);
  if (num == 0 && (!builder->is_signed || rs_part_is_omitted(builder, &rule->value[0]))) return no_fault;
  if (num == 0) return header_fault(rule, REQSIG_REASON_MISSING, "this parameter of the query, exactly once");
  if (num > 1) return header_fault(rule, REQSIG_REASON_MALFORMED, "this parameter of the query exactly once");
  if (written.len == 0) return header_fault(rule, REQSIG_REASON_MALFORMED, "a value that is not empty");
  claims_reader reader = {claims, builder, rule};
  const char *expected = read_parameter_value(&reader, written);
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

/* A list that is too long can't be sorted, and so not signed. */
static rs_fault check_lists(rs_builder *builder) {
  const reqsig_scheme *recipe = &builder->context->recipe;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    const rs_part *part = &recipe->message[i];
    reqsig_slice lacking;
    if (part->from == RS_FROM_LIST && rs_list_lacks(builder, &recipe->lists[part->list], &lacking))
      return (rs_fault){REQSIG_REASON_MISSING, lacking, "this header, which is signed", part->clause};
    if (part->from == RS_FROM_LIST && recipe->lists[part->list].single.len > 0) {
      rs_fault fault = check_single(builder, &recipe->lists[part->list], part);
      if (fault.reason != REQSIG_REASON_NONE) return fault;
    }
    if (recipe->message[i].from == RS_FROM_LIST &&
        !rs_list_fits(builder, &recipe->lists[recipe->message[i].list]))
      return (rs_fault){REQSIG_REASON_MALFORMED, RS_LITERAL("query"), "at most 256 parameters or headers",
                        recipe->message_clause};
  }
  return no_fault;
}

static rs_fault read_body_time(rs_claims *claims, const rs_builder *builder) {
  const rs_time_rule *time = &builder->context->recipe.time;
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

static bool carries_signature(const reqsig_scheme *recipe, const reqsig_request *request,
                              const rs_header_index *found) {
  reqsig_slice query = rs_bare_query_of(request->target), value;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++) {
    const rs_header_rule *rule = &recipe->headers[i];
    if (rule->sending != RS_SENT_IF_SIGNED) continue;
    if (rule->place == RS_IN_HEADER ? found->of_rules[i].num > 0
                                    : rs_parameter_find(query, rule->name, &value) > 0)
      return true;
  }
  return false;
}

bool rs_claims_carry_signature(const reqsig_scheme *recipe, const reqsig_request *request) {
  rs_header_index found;
  rs_header_index_find(recipe, request, &found);
  return carries_signature(recipe, request, &found);
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
static rs_fault check_signed_headers(const reqsig_scheme *recipe, const rs_header_index *found) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    const rs_part *part = &recipe->message[i];
    if (part->from != RS_FROM_HEADER) continue;
    if (found->of_parts[i].num == 0 && part->omit != RS_OMIT_IF_EMPTY)
      return (rs_fault){REQSIG_REASON_MISSING, part->literal, "this header, exactly once", part->clause};
    if (found->of_parts[i].num > 1)
      return (rs_fault){REQSIG_REASON_MALFORMED, part->literal, "this header exactly once", part->clause};
  }
  return no_fault;
}

static rs_fault read_rules(rs_claims *claims, rs_builder *builder, const rs_header_index *found) {
  const rs_header_rule *rules = builder->context->recipe.headers;
  rs_fault fault = no_fault;
  for (size_t i = 0;
       fault.reason == REQSIG_REASON_NONE && i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++) {
    if (!is_read(&rules[i])) continue;
    fault = rules[i].place == RS_IN_QUERY ? read_parameter(claims, builder, &rules[i])
                                          : read_header(claims, builder, &rules[i], &found->of_rules[i]);
  }
  return fault;
}

rs_fault rs_claims_read(rs_claims *claims, rs_builder *builder) {
  const reqsig_scheme *recipe = &builder->context->recipe;
  rs_header_index found;
  rs_header_index_find(recipe, builder->request, &found);
  *claims = (rs_claims){0};
  builder->is_signed = builder->is_signed || carries_signature(recipe, builder->request, &found);
  rs_fault fault = read_rules(claims, builder, &found);
  if (fault.reason == REQSIG_REASON_NONE && recipe->time.has_day) fault = check_day(claims, builder);
  if (fault.reason == REQSIG_REASON_NONE && recipe->lists) fault = check_names(claims, builder);
  if (fault.reason != REQSIG_REASON_NONE) return fault;
  if (found.content_type.num > 1 && rs_claims_depend_on_content_type(recipe))
    return (rs_fault){REQSIG_REASON_MALFORMED, RS_LITERAL("content-type"), "this header at most once",
                      recipe->message_clause};
  if (!builder->is_signed) return no_fault;
  if (recipe->time.place == RS_TIME_IN_BODY_MEMBER) fault = read_body_time(claims, builder);
  if (fault.reason == REQSIG_REASON_NONE) fault = check_signed_headers(recipe, &found);
  if (fault.reason == REQSIG_REASON_NONE && recipe->lists) fault = check_lists(builder);
  return fault;
}
