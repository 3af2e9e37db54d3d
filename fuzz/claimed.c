#include "claimed.h"

#include "claims.h"
#include "context.h"
#include "message_mac.h"

static reqsig_slice message_claimed(fuzz_heap *heap, rs_builder *builder) {
  reqsig_buffer count = {0};
  rs_sink sink = rs_sink_to_buffer(&count);
  rs_message_emit(builder, &sink, NULL, NULL);
  reqsig_buffer message = rs_fuzz_buffer(heap, count.len);
  sink = rs_sink_to_buffer(&message);
  rs_message_emit(builder, &sink, NULL, NULL);
  return fuzz_bytes_of(&message);
}

/* With what its steps make of it behind it. */
static reqsig_slice key_of(fuzz_heap *heap, rs_builder *builder) {
  const rs_mac_rule *rule = &builder->context->recipe->mac;
  const reqsig_slice *credentials = builder->context->credentials;
  uint8_t derived[2 * RS_MAX_DIGEST];
  size_t len = rule->key_before.len + rule->key_behind.len + sizeof derived;
  for (size_t i = 0; i < RS_MAX_CREDENTIALS; i++) len += 3 * credentials[i].len;
  reqsig_buffer key = rs_fuzz_buffer(heap, len), last = {derived, sizeof derived, 0};
  rs_key_put(rule, credentials, &key);
  if (!rule->steps) return fuzz_bytes_of(&key);
  rs_key_derive(builder, &builder->context->key, &last);
  rs_put(&key, derived, last.len);
  return fuzz_bytes_of(&key);
}

claimed rs_fuzz_read_claims(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c) {
  const reqsig_request request = rs_fuzz_case_request(c);
  rs_builder builder;
  rs_claims claims;
  rs_builder_begin(&builder, context, &request);
  rs_fault fault = rs_claims_read(&claims, &builder);
  claimed read = {.is_right = fault.reason == REQSIG_REASON_NONE && builder.is_signed && !claims.wrong_key &&
                              !claims.wrong_digest};
  if (!read.is_right) return read;
  read.message = message_claimed(heap, &builder);
  read.key = key_of(heap, &builder);
  read.has_several = claims.macs.len > 0;
  read.mac = rs_fuzz_copy(heap, rs_slice(claims.mac, rs_digest_len(builder.context->recipe->mac.digest)));
  return read;
}

static bool has(reqsig_slice text, reqsig_slice part) {
  for (size_t i = 0; part.len > 0 && i + part.len <= text.len; i++)
    if (memcmp(text.data + i, part.data, part.len) == 0) return true;
  return false;
}

/* Whether a credential has a text in it that parts the header's value. */
static bool has_joint(const rs_header_rule *rule, reqsig_slice sent) {
  bool found = has(sent, rule->item_separator);
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    found |= rule->value[i].from == RS_FROM_LITERAL && has(sent, rule->value[i].literal);
  return found;
}

bool rs_fuzz_can_be_parted(const reqsig_context *opaque) {
  const rs_context *context = rs_context_of(opaque);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    const rs_header_rule *rule = &context->recipe->headers[i];
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && rule->value[k].from && rule->place != RS_IN_QUERY; k++)
      if (rule->value[k].from == RS_FROM_CREDENTIAL &&
          has_joint(rule, context->credentials[rule->value[k].credential]))
        return false;
  }
  return true;
}
