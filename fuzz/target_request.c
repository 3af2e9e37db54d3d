/*
 * The request parser. An accepted request lies within its input, is the same again when it is written anew
 * and parsed, and ends exactly where the input does. A second parser accepts the same, reads the same, and
 * refuses for the same reason at the same place.
 */
#include "reference/reference.h"

enum { MAX_HEADERS = REFERENCE_MAX_HEADERS };

typedef struct parsed {
  reqsig_header headers[MAX_HEADERS];
  size_t num_headers;
  reqsig_request request;
  reqsig_buffer body;
  reqsig_http_error error;
  size_t offset;
  reqsig_status status;
} parsed;

static void parse_into(reqsig_buffer body, reqsig_slice raw, parsed *p) {
  p->num_headers = MAX_HEADERS;
  p->body = body;
  p->status =
      reqsig_parse_request(raw, p->headers, &p->num_headers, &p->body, &p->request, &p->error, &p->offset);
}

static void parse(fuzz_heap *heap, reqsig_slice raw, parsed *p) {
  parse_into(rs_fuzz_buffer(heap, raw.len), raw, p);
}

static bool lies_within(reqsig_slice part, reqsig_slice whole) {
  return part.len == 0 || (part.data >= whole.data && part.data + part.len <= whole.data + whole.len);
}

static void check_slices(reqsig_slice raw, const parsed *p) {
  const reqsig_request *request = &p->request;
  bool within = lies_within(request->method, raw) && lies_within(request->target, raw);
  for (size_t i = 0; i < p->num_headers; i++)
    within = within && lies_within(p->headers[i].name, raw) && lies_within(p->headers[i].value, raw);
  FUZZ_HOLDS(within, "the parts of the head lie within the input");
  FUZZ_HOLDS(lies_within(request->body, raw) || lies_within(request->body, fuzz_bytes_of(&p->body)),
             "the body lies within the input, or in the buffer of its chunks");
}

static void put_chunked(reqsig_buffer *to, reqsig_slice body) {
  for (size_t i = 0; i < body.len; i++) {
    rs_put_slice(to, RS_LITERAL("1\r\n"));
    rs_put_byte(to, body.data[i]);
    rs_put_slice(to, RS_LITERAL("\r\n"));
  }
  rs_put_slice(to, RS_LITERAL("0\r\n\r\n"));
}

static void put_request(reqsig_buffer *to, const parsed *p, reqsig_slice version) {
  bool chunked = false;
  rs_put_slice(to, p->request.method);
  rs_put_byte(to, ' ');
  rs_put_slice(to, p->request.target);
  rs_put_slice(to, version);
  for (size_t i = 0; i < p->num_headers; i++) {
    chunked |= reference_equal_ignoring_case(p->headers[i].name, RS_LITERAL("transfer-encoding"));
    rs_put_slice(to, p->headers[i].name);
    rs_put_slice(to, RS_LITERAL(":\t "));
    rs_put_slice(to, p->headers[i].value);
    rs_put_slice(to, RS_LITERAL(" \r\n"));
  }
  rs_put_slice(to, RS_LITERAL("\r\n"));
  if (chunked)
    put_chunked(to, p->request.body);
  else
    rs_put_slice(to, p->request.body);
}

static bool is_same(const parsed *a, const parsed *b) {
  bool same = rs_slice_equal(a->request.method, b->request.method) &&
              rs_slice_equal(a->request.target, b->request.target) &&
              rs_slice_equal(a->request.body, b->request.body) && a->num_headers == b->num_headers;
  for (size_t i = 0; same && i < a->num_headers; i++)
    same = rs_slice_equal(a->headers[i].name, b->headers[i].name) &&
           rs_slice_equal(a->headers[i].value, b->headers[i].value);
  return same;
}

/* Written with other white space and other chunks, it is the same request. */
static void check_again(fuzz_heap *heap, reqsig_slice raw, const parsed *p) {
  parsed again;
  size_t line_end = p->request.method.len + 1 + p->request.target.len;
  reqsig_buffer text = rs_fuzz_buffer(heap, raw.len + 8 * p->request.body.len + 8 * p->num_headers + 32);
  put_request(&text, p, rs_slice(raw.data + line_end, sizeof " HTTP/1.1\r\n" - 1));
  parse(heap, rs_fuzz_copy(heap, fuzz_bytes_of(&text)), &again);
  FUZZ_HOLDS(again.status == REQSIG_OK, "a request that is written anew is taken");
  FUZZ_HOLDS(is_same(p, &again), "a request that is written anew is the same");
}

/* No more and no less is a request. */
static void check_ends(fuzz_heap *heap, reqsig_slice raw) {
  parsed p;
  reqsig_buffer longer = rs_fuzz_buffer(heap, raw.len + 1);
  rs_put_slice(&longer, raw);
  rs_put_byte(&longer, '\n');
  parse(heap, fuzz_bytes_of(&longer), &p);
  FUZZ_HOLDS(p.error == REQSIG_HTTP_TRAILING_BYTES && p.offset == raw.len, "a byte behind it is refused");
  parse(heap, rs_fuzz_copy(heap, rs_slice(raw.data, raw.len - 1)), &p);
  FUZZ_HOLDS(p.status == REQSIG_ERR_MALFORMED && p.offset == raw.len - 1, "a byte less is too few");
}

/* Chunks are joined in the buffer; other bodies need none. */
static void check_room(fuzz_heap *heap, reqsig_slice raw, const parsed *p) {
  parsed same, less;
  size_t len = p->body.len;
  parse_into(rs_fuzz_buffer(heap, len), raw, &same);
  FUZZ_HOLDS(same.status == REQSIG_OK && is_same(p, &same),
             "the body's length is room enough for its chunks");
  if (len == 0) return;
  size_t num = MAX_HEADERS;
  reqsig_status status =
      reqsig_parse_request(raw, less.headers, &num, NULL, &less.request, &less.error, &less.offset);
  FUZZ_HOLDS(status == REQSIG_ERR_BUFFER_TOO_SMALL, "without a buffer there is no room for chunks");
  parse_into(rs_fuzz_buffer(heap, len - 1), raw, &less);
  FUZZ_HOLDS(less.status == REQSIG_ERR_BUFFER_TOO_SMALL && less.error == REQSIG_HTTP_BODY_BUFFER_TOO_SMALL,
             "a byte less is too little room for chunks");
}

static void check_arguments(reqsig_slice raw, parsed *p) {
  reqsig_slice absent = {NULL, 1};
  size_t none = 0, one = 1;
  reqsig_header *headers = p->headers;
  bool refused = true;
#define REFUSED(text, headers, num, request, error, offset)                                                  \
  (reqsig_parse_request(text, headers, num, NULL, request, error, offset) == REQSIG_ERR_ARGUMENT)
  refused &= REFUSED(absent, headers, &one, &p->request, &p->error, &p->offset);
  refused &= REFUSED(raw, NULL, &one, &p->request, &p->error, &p->offset);
  refused &= REFUSED(raw, headers, NULL, &p->request, &p->error, &p->offset);
  refused &= REFUSED(raw, headers, &one, NULL, &p->error, &p->offset);
  refused &= REFUSED(raw, headers, &one, &p->request, NULL, &p->offset);
  refused &= REFUSED(raw, headers, &one, &p->request, &p->error, NULL);
  FUZZ_HOLDS(refused, "a missing argument is refused");
  FUZZ_HOLDS(!REFUSED(rs_slice(NULL, 0), NULL, &none, &p->request, &p->error, &p->offset),
             "no bytes and no room for headers are no missing argument");
}

static bool has_parts(const parsed *p, const reference_request *expected) {
  bool same = rs_slice_equal(p->request.method, expected->method) &&
              rs_slice_equal(p->request.target, expected->target) &&
              rs_slice_equal(p->request.body, expected->body) && p->num_headers == expected->num_headers;
  for (size_t i = 0; same && i < p->num_headers; i++)
    same = rs_slice_equal(p->headers[i].name, expected->headers[i].name) &&
           rs_slice_equal(p->headers[i].value, expected->headers[i].value);
  return same;
}

static void check_against(fuzz_heap *heap, reqsig_slice raw, const parsed *p) {
  reference_request expected;
  reference_read_request(heap, raw, &expected);
  bool accepted = p->status == REQSIG_OK;
  FUZZ_HOLDS(accepted == (expected.error == REQSIG_HTTP_NONE), "two parsers take the same requests");
  FUZZ_HOLDS(!accepted || has_parts(p, &expected), "two parsers read the same parts");
  FUZZ_HOLDS(p->error == expected.error, "two parsers refuse for the same reason");
  FUZZ_HOLDS(p->offset == expected.offset, "two parsers find a fault at the same place");
}

static void check_refusal(fuzz_heap *heap, reqsig_slice raw, const parsed *p) {
  parsed shorter;
  FUZZ_HOLDS(p->error != REQSIG_HTTP_NONE && p->offset <= raw.len, "a refusal has its reason and its place");
  FUZZ_HOLDS((p->status == REQSIG_ERR_TOO_MANY_HEADERS) == (p->error == REQSIG_HTTP_TOO_MANY_HEADERS) &&
                 p->status != REQSIG_ERR_BUFFER_TOO_SMALL,
             "the input's length suffices for the body's buffer");
  FUZZ_HOLDS(p->num_headers == MAX_HEADERS && p->body.len == 0, "a refusal leaves the outputs as they were");
  parse(heap, rs_fuzz_copy(heap, rs_slice(raw.data, p->offset)), &shorter);
  bool whole = p->error == REQSIG_HTTP_TRAILING_BYTES;
  FUZZ_HOLDS((shorter.status == REQSIG_OK) == whole,
             "what stands before the fault is no request, if no rest is");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  reqsig_slice raw = rs_fuzz_copy(&heap, rs_slice(data, size));
  parsed p;
  parse(&heap, raw, &p);
  if (p.status == REQSIG_OK) {
    FUZZ_HOLDS(p.error == REQSIG_HTTP_NONE && p.offset == raw.len, "a request is read to its end");
    check_slices(raw, &p);
    check_again(&heap, raw, &p);
    check_ends(&heap, raw);
    check_room(&heap, raw, &p);
  } else {
    check_refusal(&heap, raw, &p);
  }
  check_against(&heap, raw, &p);
  check_arguments(raw, &p);
  rs_fuzz_release(&heap);
  return FUZZ_TRIED;
}
