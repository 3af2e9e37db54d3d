/*
 * What people have of a request, such as the output of curl -v or a HAR file: what is taken of it is a
 * request that, written again, is taken as the same, and each change is told.
 */
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

/* Framing is written anew with the body. */
static bool is_framing(reqsig_slice name) {
  return rs_slice_equal_ignoring_case(name, RS_LITERAL("content-length")) ||
         rs_slice_equal_ignoring_case(name, RS_LITERAL("transfer-encoding"));
}

static bool has_host(const reqsig_request *request) {
  bool has = false;
  for (size_t i = 0; i < request->num_headers; i++)
    has |= rs_slice_equal_ignoring_case(request->headers[i].name, RS_LITERAL("host"));
  return has;
}

/* With a text before each line of the head. */
static void write_request(const reqsig_request *request, const char *before, struct text *text) {
  text_add_string(text, before);
  text_add(text, request->method);
  text_add_string(text, " ");
  text_add(text, request->target);
  text_add_string(text, has_host(request) ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
  for (size_t i = 0; i < request->num_headers; i++) {
    if (is_framing(request->headers[i].name)) continue;
    text_add_string(text, before);
    text_add(text, request->headers[i].name);
    text_add_string(text, ": ");
    text_add(text, request->headers[i].value);
    text_add_string(text, "\r\n");
  }
  if (request->body.len > 0) text_addf(text, "%sContent-Length: %zu\r\n", before, request->body.len);
  text_addf(text, "%s\r\n", before);
  text_add(text, request->body);
}

static size_t next_header(const reqsig_request *request, size_t at) {
  while (at < request->num_headers && is_framing(request->headers[at].name)) at++;
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

static bool is_read_as_same(const reqsig_request *request, const char *before) {
  struct text text = {0};
  captured again = {0};
  write_request(request, before, &text);
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

static void check_taken(reqsig_slice text, const captured *found) {
  const reqsig_request *request = request_of(found);
  FUZZ_HOLDS(found->was_request || found->diagnosis.hints.count > 0, "what is changed is told");
  FUZZ_HOLDS(may_be_har(text) || may_be_trace(text) || request->target.len == 1 ||
                 stands_in(request->target, text),
             "a target stands in the capture");
  FUZZ_HOLDS(!is_absolute(request->target), "a target is no address");
  FUZZ_HOLDS(is_read_as_same(request, ""), "what is taken, written again, is taken as the same");
  if (request->body.len == 0)
    FUZZ_HOLDS(is_read_as_same(request, "> "),
               "what is taken, written as curl -v does, is taken as the same");
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
