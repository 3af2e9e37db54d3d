#include "lib/bytes.h"
#include "lib/utf8.h"
#include "mutants/verifier_tables.h"

struct verifier_answer verify_throws_on_length(struct verification *verification) {
  reqsig_slice sent = verify_mac_text(verification);
  const reqsig_header *header = verify_header(verification, verify_rule(verification, RS_FROM_MAC));
  if (header && sent.len != verify_right_mac_text(verification).len) return verify_breaks;
  return verify_check(verification);
}

static bool is_ascii(reqsig_slice text) {
  for (size_t i = 0; i < text.len; i++)
    if (text.data[i] > 0x7f) return false;
  return true;
}

static struct verifier_answer throw_on_headers(struct verification *verification, bool any) {
  const rs_header_rule *rule = verify_rule(verification, RS_FROM_MAC);
  for (size_t i = 0; i < verification->request.num_headers; i++) {
    const reqsig_header *header = &verification->headers[i];
    if ((any || rs_slice_equal_ignoring_case(header->name, rule->name)) && !is_ascii(header->value))
      return verify_breaks;
  }
  return verify_check(verification);
}

struct verifier_answer verify_throws_on_header(struct verification *verification) {
  return throw_on_headers(verification, false);
}

struct verifier_answer verify_throws_on_any_header(struct verification *verification) {
  return throw_on_headers(verification, true);
}

struct verifier_answer verify_throws_on_body(struct verification *verification) {
  return rs_utf8_is_valid(verification->request.body) ? verify_check(verification) : verify_breaks;
}

static struct verifier_answer with_reason(struct verifier_answer answer, reqsig_reason reason) {
  return answer.kind == VERIFIER_REJECTS ? verify_rejects(reason) : answer;
}

struct verifier_answer verify_one_reason(struct verification *verification) {
  return with_reason(verify_check(verification), REQSIG_REASON_SIGNATURE_MISMATCH);
}

struct verifier_answer verify_malformed_only(struct verification *verification) {
  return with_reason(verify_check(verification), REQSIG_REASON_MALFORMED);
}

struct verifier_answer verify_malformed_missing(struct verification *verification) {
  struct verifier_answer answer = verify_check(verification);
  return answer.reason == REQSIG_REASON_MISSING ? verify_rejects(REQSIG_REASON_MALFORMED) : answer;
}
