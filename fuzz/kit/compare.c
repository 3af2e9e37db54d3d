#include "kit/output.h"
#include "kit/resign.h"

static reqsig_verdict verdict_of(fuzz_heap *heap, const fuzz_case *c) {
  reqsig_context context;
  reqsig_verdict verdict = {.reason = REQSIG_REASON_MALFORMED};
  const reqsig_request request = rs_fuzz_case_request(c);
  if (rs_fuzz_case_context(heap, c, &context) == REQSIG_OK)
    reqsig_verify(&context, &request, c->now_ms, c->has_window ? &c->window : NULL, &verdict);
  reqsig_context_wipe(&context);
  return verdict;
}

static bool is_allowed(const reqsig_fuzz_setup *setup, const reqsig_verdict *verdict) {
  switch (verdict->reason) {
  case REQSIG_REASON_NONE: return (setup->allow & REQSIG_FUZZ_ALLOW_REFUSAL) != 0;
  case REQSIG_REASON_MALFORMED: return (setup->allow & REQSIG_FUZZ_ALLOW_LENIENT) != 0;
  case REQSIG_REASON_EXPIRED:
  case REQSIG_REASON_NOT_YET_VALID: return (setup->allow & REQSIG_FUZZ_ALLOW_STALE) != 0;
  default: return false;
  }
}

static void tell_verdict(const fuzz_frame *frame, const char *sentence, const reqsig_verdict *verdict,
                         const fuzz_case *c) {
  fuzz_finding finding = {sentence, reqsig_reason_name(verdict->reason), verdict->expected, verdict->clause,
                          verdict->field};
  if (verdict->reason == REQSIG_REASON_NONE) finding.reason = NULL;
  rs_fuzz_tell(frame, &finding, c, c->raw);
}

static int test_verifier(fuzz_heap *heap, const fuzz_frame *frame, const fuzz_case *c) {
  const reqsig_verdict verdict = verdict_of(heap, c);
  bool accepted = verdict.reason == REQSIG_REASON_NONE;
  if (accepted && verdict.authentic != REQSIG_YES) return -1;
  reqsig_fuzz_answer answer = frame->setup->verify(c, frame->setup->user);
  if (answer == REQSIG_FUZZ_SKIP) return -1;
  if ((answer == REQSIG_FUZZ_ACCEPT) != accepted && !is_allowed(frame->setup, &verdict))
    tell_verdict(frame,
                 accepted ? "the verifier rejects what is signed right"
                          : "the verifier accepts what the scheme rejects",
                 &verdict, c);
  return 0;
}

/* Whether signing gives something that is accepted: not where the body's own time is wrong. */
static bool can_be_signed(fuzz_heap *heap, const fuzz_case *c) {
  fuzz_case done = *c;
  reqsig_context context;
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_buffer text = rs_fuzz_buffer(heap, 8192 + 3 * c->request.target.len);
  if (c->request.num_headers + REQSIG_MAX_ADDED_HEADERS > REQSIG_FUZZ_MAX_HEADERS ||
      rs_fuzz_case_context(heap, c, &context) != REQSIG_OK)
    return false;
  reqsig_status status = reqsig_sign(&context, &request, c->now_ms, &text, added, &num);
  reqsig_context_wipe(&context);
  for (size_t i = 0; status == REQSIG_OK && i < num; i++) rs_fuzz_take_signed(&done, &added[i]);
  reqsig_verdict verdict = verdict_of(heap, &done);
  return status == REQSIG_OK && verdict.reason == REQSIG_REASON_NONE && verdict.authentic == REQSIG_YES;
}

static int test_signer(fuzz_heap *heap, const fuzz_frame *frame, const fuzz_case *c) {
  static const fuzz_finding refused = {.sentence = "the signer refuses what can be signed"};
  static const fuzz_finding too_many = {.sentence =
                                            "the signer adds more headers than a request has room for"};
  reqsig_fuzz_output output = {.heap = heap};
  fuzz_case done = *c;
  if (!can_be_signed(heap, c)) return -1;
  reqsig_fuzz_answer answer = frame->setup->sign(c, &output, frame->setup->user);
  if (answer == REQSIG_FUZZ_SKIP) return -1;
  if (answer == REQSIG_FUZZ_REJECT) {
    if (frame->setup->allow & REQSIG_FUZZ_ALLOW_REFUSAL) return 0;
    rs_fuzz_tell(frame, &refused, c, c->raw);
  }
  for (size_t i = 0; i < output.num_headers; i++) rs_fuzz_take_signed(&done, &output.headers[i]);
  if (output.too_many || done.request.num_headers == REQSIG_FUZZ_MAX_HEADERS)
    rs_fuzz_tell(frame, &too_many, c, c->raw);
  if (!rs_fuzz_send(heap, frame, &done)) {
    static const fuzz_finding unsent = {.sentence = "what the signer gives can't be sent as HTTP"};
    rs_fuzz_tell(frame, &unsent, c, c->raw);
  }
  const reqsig_verdict verdict = verdict_of(heap, &done);
  if (verdict.reason != REQSIG_REASON_NONE)
    tell_verdict(frame, "what the signer signs is rejected", &verdict, &done);
  return 0;
}

static int test_case(fuzz_heap *heap, const fuzz_frame *frame, reqsig_slice input) {
  fuzz_case c;
  reqsig_context context;
  if (!rs_fuzz_case_read(heap, frame, input, &c) || rs_fuzz_case_context(heap, &c, &context) != REQSIG_OK)
    return -1;
  reqsig_context_wipe(&context);
  if (frame->setup->sign) rs_fuzz_unsign(heap, &c);
  if (!rs_fuzz_send(heap, frame, &c)) return -1;
  return frame->setup->sign ? test_signer(heap, frame, &c) : test_verifier(heap, frame, &c);
}

int reqsig_fuzz_test(const reqsig_fuzz_setup *setup, const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  fuzz_frame frame = rs_fuzz_frame_of(setup);
  reqsig_slice input = rs_slice(data, size);
  int result = setup->parse ? rs_fuzz_test_parser(&heap, &frame, rs_fuzz_copy(&heap, input))
                            : test_case(&heap, &frame, input);
  rs_fuzz_release(&heap);
  return result;
}
