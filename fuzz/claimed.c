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
  const rs_mac_rule *rule = &builder->context->recipe.mac;
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
  read.mac = rs_fuzz_copy(heap, rs_slice(claims.mac, rs_digest_len(builder.context->recipe.mac.digest)));
  return read;
}
