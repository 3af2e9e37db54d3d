/*
 * What people have of a request, such as the output of curl -v or a HAR file: what is taken of it is a
 * request that, written again, is taken as the same, and each change is told.
 */
#include "capture_forms.h"
#include "diagnose/capture.h"
#include "support.h"

enum { MAX_HEADERS = 1000 };

typedef struct captured {
  fuzz_heap heap;
  struct arena arena;
  struct opened_request opened;
  struct diagnosis diagnosis;
  bool was_request, taken;
} captured;

/* As the command reads a file. */
static void read_capture(reqsig_slice text, captured *found) {
  request_input *input = &found->opened.request;
  size_t num_headers = MAX_HEADERS;
  input->raw = (file_content){rs_fuzz_take(&found->heap, text.len), text.len};
  if (text.len > 0) memcpy(input->raw.data, text.data, text.len);
  input->headers = arena_get_array(&found->arena, MAX_HEADERS, sizeof *input->headers);
  input->body = arena_get(&found->arena, text.len + 1);
  reqsig_buffer body = {input->body, text.len, 0};
  found->was_request =
      reqsig_parse_request(rs_slice(input->raw.data, text.len), input->headers, &num_headers, &body,
                           &input->request, &input->error, &input->offset) == REQSIG_OK;
  found->taken = capture_read(&found->arena, &found->opened, &found->diagnosis);
}

static void release(captured *found) {
  arena_free(&found->arena);
  rs_fuzz_release(&found->heap);
}

static const reqsig_request *request_of(const captured *found) {
  return &found->opened.request.request;
}

static size_t next_header(const reqsig_request *request, size_t at) {
  while (at < request->num_headers && capture_form_is_framing(request->headers[at].name)) at++;
  return at;
}

static bool is_same(const reqsig_request *a, const reqsig_request *b) {
  size_t i = next_header(a, 0), k = next_header(b, 0);
  for (; i < a->num_headers && k < b->num_headers; i = next_header(a, i + 1), k = next_header(b, k + 1))
    if (!rs_slice_equal(a->headers[i].name, b->headers[k].name) ||
        !rs_slice_equal(a->headers[i].value, b->headers[k].value))
      return false;
  return i == a->num_headers && k == b->num_headers && rs_slice_equal(a->method, b->method) &&
         rs_slice_equal(a->target, b->target) && rs_slice_equal(a->body, b->body);
}

static bool is_read_as_same(const reqsig_request *request, capture_form *form) {
  struct text text = {0};
  captured again = {0};
  form(request, &text);
  read_capture(text_slice(&text), &again);
  bool same = again.taken && is_same(request, request_of(&again));
  release(&again);
  text_free(&text);
  return same;
}

static bool stands_in(reqsig_slice part, reqsig_slice text) {
  for (size_t i = 0; i + part.len <= text.len; i++)
    if (memcmp(text.data + i, part.data, part.len) == 0) return true;
  return false;
}

/* JSON escapes what it holds. */
static bool may_be_har(reqsig_slice text) {
  while (text.len > 0 && memchr(" \t\r\n", text.data[0], 4)) text = rs_slice_after(text, 1);
  return text.len > 0 && text.data[0] == '{';
}

/* A target may go on in a further row, or stand in hex. */
static bool may_be_trace(reqsig_slice text) {
  return stands_in(RS_LITERAL("=> Send header, "), text);
}

static bool is_absolute(reqsig_slice target) {
  return rs_slice_starts_with(target, RS_LITERAL("http://")) ||
         rs_slice_starts_with(target, RS_LITERAL("https://"));
}

static void check_forms(const reqsig_request *request) {
  bool has_body = request->body.len > 0, fits_log = capture_form_fits_log(request);
  FUZZ_HOLDS(is_read_as_same(request, capture_form_plain),
             "what is taken, written again, is taken as the same");
  FUZZ_HOLDS(has_body || is_read_as_same(request, capture_form_curl_v),
             "what is taken, written as curl -v does, is taken as the same");
  FUZZ_HOLDS(has_body || !fits_log || is_read_as_same(request, capture_form_log),
             "what is taken, written as a log does, is taken as the same");
  FUZZ_HOLDS(is_read_as_same(request, capture_form_trace),
             "what is taken, written as curl --trace does, is taken as the same");
  FUZZ_HOLDS(!capture_form_fits_har(request) || is_read_as_same(request, capture_form_har),
             "what is taken, written as a HAR file, is taken as the same");
  FUZZ_HOLDS(!fits_log || is_read_as_same(request, capture_form_python),
             "what is taken, written as Python does, is taken as the same");
  FUZZ_HOLDS(!capture_form_fits_wire(request) || is_read_as_same(request, capture_form_wire),
             "what is taken, written as a wire log does, is taken as the same");
}

static void check_taken(reqsig_slice text, const captured *found) {
  const reqsig_request *request = request_of(found);
  FUZZ_HOLDS(found->was_request || found->diagnosis.hints.count > 0, "what is changed is told");
  FUZZ_HOLDS(may_be_har(text) || may_be_trace(text) || request->target.len == 1 ||
                 stands_in(request->target, text),
             "a target stands in the capture");
  FUZZ_HOLDS(!is_absolute(request->target), "a target is no address");
  check_forms(request);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  captured found = {0};
  reqsig_slice text = rs_slice(data, size);
  read_capture(text, &found);
  FUZZ_HOLDS(found.taken || !found.was_request, "a request is taken");
  if (found.taken)
    check_taken(text, &found);
  else
    FUZZ_HOLDS(found.diagnosis.hints.count == 1, "a refusal says why, once");
  release(&found);
  return FUZZ_TRIED;
}
