#include "kit/output.h"

typedef struct parsed {
  reqsig_header headers[FUZZ_MAX_OUTPUT_HEADERS];
  size_t num_headers, offset;
  reqsig_request request;
  reqsig_http_error error;
  bool accepted;
} parsed;

static void parse(fuzz_heap *heap, reqsig_slice raw, parsed *p) {
  reqsig_buffer body = rs_fuzz_buffer(heap, raw.len);
  p->num_headers = FUZZ_MAX_OUTPUT_HEADERS;
  p->accepted = reqsig_parse_request(raw, p->headers, &p->num_headers, &body, &p->request, &p->error,
                                     &p->offset) == REQSIG_OK;
}

static bool same_headers(const parsed *p, const reqsig_fuzz_output *output) {
  bool same = p->num_headers == output->num_headers;
  for (size_t i = 0; same && i < p->num_headers; i++)
    same = rs_slice_equal_ignoring_case(p->headers[i].name, output->headers[i].name) &&
           rs_slice_equal(p->headers[i].value, output->headers[i].value);
  return same;
}

/* The part that the two read in different ways, or NULL. */
static const char *differing(const parsed *p, const reqsig_fuzz_output *output) {
  if (output->has_line && !rs_slice_equal(p->request.method, output->method)) return "the method";
  if (output->has_line && !rs_slice_equal(p->request.target, output->target)) return "the target";
  if (output->num_headers > 0 && !same_headers(p, output)) return "the headers";
  return output->has_body && !rs_slice_equal(p->request.body, output->body) ? "the body" : NULL;
}

int rs_fuzz_test_parser(fuzz_heap *heap, const fuzz_frame *frame, reqsig_slice raw) {
  const reqsig_fuzz_setup *setup = frame->setup;
  reqsig_fuzz_output output = {.heap = heap};
  parsed p;
  parse(heap, raw, &p);
  reqsig_fuzz_answer answer = setup->parse(raw, &output, setup->user);
  if (answer == REQSIG_FUZZ_SKIP || p.error == REQSIG_HTTP_TOO_MANY_HEADERS) return -1;
  fuzz_finding finding = {0};
  if (p.accepted && answer == REQSIG_FUZZ_REJECT && !(setup->allow & REQSIG_FUZZ_ALLOW_REFUSAL)) {
    finding.sentence = "the parser rejects a request that is right";
  } else if (!p.accepted && answer == REQSIG_FUZZ_ACCEPT && !(setup->allow & REQSIG_FUZZ_ALLOW_LENIENT)) {
    finding.sentence = "the parser accepts what is no request";
    finding.reason = reqsig_http_error_name(p.error);
    finding.expected = reqsig_http_error_text(p.error);
  } else if (p.accepted && answer == REQSIG_FUZZ_ACCEPT) {
    finding.reason = differing(&p, &output);
    finding.sentence = finding.reason ? "the parser reads another request" : NULL;
  }
  if (finding.sentence) rs_fuzz_tell(frame, &finding, NULL, raw);
  return 0;
}
