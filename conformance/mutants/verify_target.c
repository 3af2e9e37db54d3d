#include "lib/bytes.h"
#include "mutants/verifier_tables.h"

struct verifier_answer verify_other_target(struct verification *verification) {
  struct verifier_answer answer = verify_check(verification);
  if (answer.reason != REQSIG_REASON_SIGNATURE_MISMATCH) return answer;
  verification->request.target = verify_changed(verification, verification->request.target);
  return verify_check(verification);
}

static reqsig_header *header_named(struct verification *verification, reqsig_slice name) {
  for (size_t i = 0; i < verification->request.num_headers; i++)
    if (rs_slice_equal_ignoring_case(verification->headers[i].name, name)) return &verification->headers[i];
  return NULL;
}

struct verifier_answer verify_method_header(struct verification *verification) {
  const reqsig_header *header = header_named(verification, RS_LITERAL("X-HTTP-Method-Override"));
  if (header) verification->request.method = header->value;
  return verify_check(verification);
}

struct verifier_answer verify_path_header(struct verification *verification) {
  const reqsig_header *header = header_named(verification, RS_LITERAL("X-Original-URI"));
  if (header) verification->request.target = header->value;
  return verify_check(verification);
}

struct verifier_answer verify_multipart_like(struct verification *verification) {
  reqsig_header *header = header_named(verification, RS_LITERAL("Content-Type"));
  reqsig_slice beginning = RS_LITERAL("multipart");
  bool is_like = header && header->value.len >= beginning.len &&
                 rs_slice_equal_ignoring_case(rs_slice(header->value.data, beginning.len), beginning);
  if (is_like) header->value = RS_LITERAL("multipart/form-data");
  return verify_check(verification);
}
