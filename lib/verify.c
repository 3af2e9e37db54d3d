#include "claims.h"
#include "header_value.h"
#include "message_mac.h"
#include "window.h"

static void verdict_reject(reqsig_verdict *verdict, reqsig_reason reason, reqsig_slice field,
                           const char *expected, const char *clause) {
  verdict->reason = reason;
  verdict->field = field;
  verdict->expected = expected;
  verdict->clause = clause;
}

static bool check_claims(rs_claims *claims, rs_builder *builder, int64_t now_ms, reqsig_verdict *verdict) {
  rs_fault fault = rs_claims_read(claims, builder);
  verdict->well_formed = fault.reason == REQSIG_REASON_NONE ? REQSIG_YES : REQSIG_NO;
  if (fault.reason != REQSIG_REASON_NONE) {
    verdict_reject(verdict, fault.reason, fault.field, fault.expected, fault.clause);
    return false;
  }
  if (claims->time_field.len > 0) {
    verdict->has_timestamp = 1;
    verdict->timestamp_ms = claims->timestamp_ms;
    verdict->age_ms = rs_window_age(now_ms, claims->timestamp_ms);
  }
  return true;
}

/* Whether one of the MACs in a list is right; the first was looked at already. */
static bool another_is_right(const rs_claims *claims, const reqsig_scheme *recipe, const uint8_t *mac) {
  bool right = false;
  for (reqsig_slice rest = claims->macs, text; rs_header_value_next_mac(claims->signature, &rest, &text);) {
    uint8_t other[RS_MAX_DIGEST];
    rs_mac_text_read(recipe, text, other);
    right |= rs_equal_in_constant_time(mac, other, rs_digest_len(recipe->mac.digest));
  }
  return right;
}

static bool mac_is_right(const rs_claims *claims, rs_builder *builder) {
  const reqsig_scheme *recipe = builder->context->recipe;
  uint8_t mac[RS_MAX_DIGEST];
  rs_message_mac(builder, mac);
  bool equal = rs_equal_in_constant_time(mac, claims->mac, rs_digest_len(recipe->mac.digest));
  if (claims->macs.len > 0) equal |= another_is_right(claims, recipe, mac);
  rs_wipe(mac, sizeof mac); /* it is a valid signature, which the sender of a forged request must not get */
  return equal;
}

static void check_authenticity(const rs_claims *claims, rs_builder *builder, reqsig_verdict *verdict) {
  verdict->authentic = REQSIG_NO;
  if (claims->wrong_key)
    verdict_reject(verdict, REQSIG_REASON_UNKNOWN_KEY, claims->wrong_key->name,
                   "the key id of the credentials", claims->wrong_key->clause);
  else if (claims->wrong_digest)
    verdict_reject(verdict, REQSIG_REASON_DIGEST_MISMATCH, claims->wrong_digest->name,
                   "the digest of the body as received", claims->wrong_digest->clause);
  else if (builder->is_signed && !mac_is_right(claims, builder))
    verdict_reject(verdict, REQSIG_REASON_SIGNATURE_MISMATCH, claims->signature->name,
                   "the MAC of this message under this secret", builder->context->recipe->message_clause);
  else
    verdict->authentic = builder->is_signed ? REQSIG_YES : REQSIG_UNKNOWN;
}

/* Says of any request whether it is fresh; the reason of one that is rejected already stays. */
static void check_freshness(const rs_claims *claims, const rs_window *window, reqsig_verdict *verdict) {
  if (!verdict->has_timestamp || !window->given) return;
  reqsig_reason reason = rs_window_check(window, verdict->age_ms);
  verdict->fresh = reason == REQSIG_REASON_NONE ? REQSIG_YES : REQSIG_NO;
  if (reason != REQSIG_REASON_NONE && verdict->reason == REQSIG_REASON_NONE)
    verdict_reject(verdict, reason, claims->time_field, "a time within the window around now",
                   claims->time_clause);
}

reqsig_status reqsig_verify(const reqsig_context *context, const reqsig_request *request, int64_t now_ms,
                            const reqsig_window *window, reqsig_verdict *verdict) {
  if (!verdict) return REQSIG_ERR_ARGUMENT;
  *verdict = (reqsig_verdict){.reason = REQSIG_REASON_MALFORMED, .expected = "a request"};
  rs_builder builder;
  reqsig_status status = rs_builder_begin(&builder, context, request);
  if (status != REQSIG_OK) return status;
  rs_window used;
  status = rs_window_choose(&builder.context->recipe->time, window, &used);
  if (status != REQSIG_OK) return status;

  *verdict = (reqsig_verdict){.reason = REQSIG_REASON_NONE};
  rs_claims claims;
  if (!check_claims(&claims, &builder, now_ms, verdict)) return REQSIG_OK;
  check_authenticity(&claims, &builder, verdict);
  check_freshness(&claims, &used, verdict);
  return REQSIG_OK;
}
