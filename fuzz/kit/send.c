#include <stdio.h>

#include "kit/output.h"
#include "utf8.h"

static reqsig_slice write_raw(fuzz_heap *heap, const fuzz_case *c) {
  char length[64];
  size_t room = c->request.method.len + c->request.target.len + c->request.body.len + 256;
  for (size_t i = 0; i < c->request.num_headers; i++)
    room += c->headers[i].name.len + c->headers[i].value.len + 4;
  reqsig_buffer raw = rs_fuzz_buffer(heap, room);
  rs_put_slice(&raw, c->request.method);
  rs_put_byte(&raw, ' ');
  rs_put_slice(&raw, c->request.target);
  rs_put_slice(&raw, RS_LITERAL(" HTTP/1.1\r\n"));
  if (rs_fuzz_case_num_headers(c, RS_LITERAL("host")) == 0)
    rs_put_slice(&raw, RS_LITERAL("Host: api.example\r\n"));
  for (size_t i = 0; i < c->request.num_headers; i++) {
    rs_put_slice(&raw, c->headers[i].name);
    rs_put_slice(&raw, RS_LITERAL(": "));
    rs_put_slice(&raw, c->headers[i].value);
    rs_put_slice(&raw, RS_LITERAL("\r\n"));
  }
  snprintf(length, sizeof length, "Content-Length: %zu\r\n", c->request.body.len);
  bool framed = rs_fuzz_case_num_headers(c, RS_LITERAL("content-length")) > 0;
  if (!framed && c->request.body.len > 0) rs_put_slice(&raw, reqsig_text(length));
  rs_put_slice(&raw, RS_LITERAL("\r\n"));
  rs_put_slice(&raw, c->request.body);
  return rs_fuzz_copy(heap, fuzz_bytes_of(&raw));
}

static bool is_text(reqsig_slice body) {
  return rs_utf8_is_valid(body) && (body.len == 0 || !memchr(body.data, 0, body.len));
}

bool rs_fuzz_send(fuzz_heap *heap, const fuzz_frame *frame, fuzz_case *c) {
  reqsig_http_error error;
  size_t offset, num_headers = REQSIG_FUZZ_MAX_HEADERS;
  reqsig_request request;
  if (frame->setup->text_bodies && !is_text(c->request.body)) return false;
  reqsig_slice body = c->request.body;
  c->raw = write_raw(heap, c);
  /* a body that is chunked is no case's: it has the same bytes otherwise */
  if (reqsig_parse_request(c->raw, c->headers, &num_headers, NULL, &request, &error, &offset) != REQSIG_OK ||
      !rs_slice_equal(request.body, body))
    return false;
  request.body = rs_fuzz_copy(heap, request.body);
  c->request = request;
  c->request.headers = c->headers;
  return true;
}
