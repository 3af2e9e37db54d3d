#include "claim_value.h"

#include "coded_value.h"
#include "date.h"
#include "header_list.h"
#include "header_value.h"
#include "mac_text.h"
#include "parameters.h"
#include "timestamp.h"

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
  reader->builder->sent_list = &reader->builder->context->recipe->lists[part->list];
  reader->builder->sent_names = sent;
  reader->claims->names_rule = reader->rule;
  return sent.len <= RS_MAX_SENT_NAMES ? NULL : "at most 4096 bytes of names";
}

static const char *read_timestamp(claims_reader *reader, reqsig_slice sent) {
  const rs_time_rule *time = &reader->builder->context->recipe->time;
  if (reader->rule->place != RS_IN_HEADER) sent = keep_timestamp(reader->builder, sent);
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

static const char *read_nonce(rs_builder *builder, reqsig_slice sent) {
  reqsig_buffer kept = {builder->nonce_room, sizeof builder->nonce_room, 0};
  if (sent.len == 0 || !rs_put_if_fits(&kept, sent)) return "a nonce of 1 to 128 bytes";
  builder->nonce = rs_slice(kept.data, kept.len);
  return NULL;
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
    if (rs_mac_text_read(context->recipe, sent, reader->claims->mac)) return NULL;
    return rs_mac_text_words(&context->recipe->encoding);
  case RS_FROM_LIST: return keep_names(reader, part, sent);
  case RS_FROM_NONCE: return read_nonce(reader->builder, sent);
  default: return read_body_digest(reader, part, sent);
  }
}

/* Each MAC of a list must be one, also those behind the first. */
static const char *read_macs(claims_reader *reader, reqsig_slice value) {
  const reqsig_scheme *recipe = reader->builder->context->recipe;
  uint8_t mac[RS_MAX_DIGEST];
  reader->claims->macs = value;
  for (reqsig_slice text; rs_header_value_next_mac(reader->rule, &value, &text);)
    if (!rs_mac_text_read(recipe, text, mac)) return rs_mac_text_words(&recipe->encoding);
  return NULL;
}

const char *rs_claim_read_value(rs_claims *claims, rs_builder *builder, const rs_header_rule *rule,
                                reqsig_slice value) {
  claims_reader reader = {claims, builder, rule};
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  if (!rule->value[1].from) return read_piece(&reader, &rule->value[0], value);
  if (rs_header_value_split(builder->context->recipe, rule, value, pieces))
    return "the form that the scheme gives it";
  const char *expected = NULL;
  for (size_t i = 0; !expected && i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    if (rule->value[i].from != RS_FROM_LITERAL) expected = read_piece(&reader, &rule->value[i], pieces[i]);
  if (!expected && rule->item_separator.len > 0 && claims->signature == rule)
    expected = read_macs(&reader, value);
  return expected;
}

/* A parameter of fixed text. */
static const char *read_fixed(const rs_header_rule *rule, reqsig_slice written) {
  return rs_parameter_is(written, rule->value[0].literal) ? NULL : "the value that the scheme gives it";
}

const char *rs_claim_read_parameter(rs_claims *claims, rs_builder *builder, const rs_header_rule *rule,
                                    reqsig_slice written) {
  const rs_part *first = &rule->value[0];
  if (first->from == RS_FROM_LITERAL && !rule->value[1].from) return read_fixed(rule, written);
  if (first->from == RS_FROM_CREDENTIAL) {
    if (!rs_parameter_is(written, builder->context->credentials[first->credential])) claims->wrong_key = rule;
    return NULL;
  }
  reqsig_buffer decoded = {builder->parameter_room, sizeof builder->parameter_room, 0};
  rs_parameter_decode(written, &decoded);
  if (rs_buffer_status(&decoded) != REQSIG_OK) return "a value of at most 512 bytes";
  return rs_claim_read_value(claims, builder, rule, rs_slice(decoded.data, decoded.len));
}

const char *rs_claim_read_coded(rs_claims *claims, rs_builder *builder, const rs_header_rule *rule,
                                reqsig_slice sent) {
  reqsig_buffer plain = {builder->parameter_room, sizeof builder->parameter_room, 0};
  if (!rs_coded_value_read(rule, sent, &plain))
    return "base64 of at most 512 bytes, behind the text before it";
  return rs_claim_read_value(claims, builder, rule, rs_slice(plain.data, plain.len));
}
