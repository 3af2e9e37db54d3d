#include "http.h"

/* Senders that pad their sizes stay below this; an endless run of zeros does not. */
#define MAX_SIZE_DIGITS 16

static size_t left(const rs_http *http) {
  return http->raw.len - http->at;
}

static bool fail_at_end(rs_http *http) {
  http->at = http->raw.len;
  rs_http_fail(http, http->truncated);
  return false;
}

static bool read_sized(rs_http *http, uint64_t length, reqsig_slice *body) {
  if (length > left(http)) return fail_at_end(http);
  *body = rs_slice(http->raw.data + http->at, (size_t)length);
  http->at += body->len;
  return true;
}

/* RFC 9112 section 7.1: the size and its line's end. */
static bool read_chunk_size(rs_http *http, uint64_t *size) {
  size_t start = http->at;
  int digit;
  *size = 0;
  for (; rs_http_has(http) && (digit = rs_hex_value(http->raw.data[http->at])) >= 0; http->at++) {
    if (http->at - start == MAX_SIZE_DIGITS || *size > INT64_MAX >> 4)
      return rs_http_fail(http, REQSIG_HTTP_CHUNK_SIZE);
    *size = *size << 4 | (uint64_t)digit;
  }
  if (http->at == start) return rs_http_fail(http, REQSIG_HTTP_CHUNK_SIZE);
  if (rs_http_at(http, ';')) return rs_http_fail(http, REQSIG_HTTP_CHUNK_EXTENSION);
  return rs_http_take_line_end(http, REQSIG_HTTP_CHUNK_SIZE);
}

/* What stands here instead of CRLF is mostly the rest of data that are longer than the size says, so a single
 * CR or LF is not reported as a bad line end. */
static bool read_chunk_end(rs_http *http) {
  if (rs_http_take(http, '\r') && rs_http_take(http, '\n')) return true;
  return rs_http_has(http) ? rs_http_fail_exactly(http, REQSIG_HTTP_CHUNK_END) : fail_at_end(http);
}

static size_t room(const reqsig_buffer *buffer) {
  return buffer->capacity > buffer->len ? buffer->capacity - buffer->len : 0;
}

/* Chunks up to and including the last, which is empty; trailer fields would follow it. *overflow is
 * the offset of the first byte that does not fit, SIZE_MAX if all do. */
static bool read_chunks(rs_http *http, reqsig_buffer *joined, size_t *overflow) {
  for (;;) {
    uint64_t size;
    reqsig_slice data;
    if (!read_chunk_size(http, &size)) return false;
    if (size == 0) return rs_http_take_line_end(http, REQSIG_HTTP_TRAILER);
    size_t start = http->at;
    if (!read_sized(http, size, &data) || !read_chunk_end(http)) return false;
    if (data.len > room(joined) && *overflow == SIZE_MAX) *overflow = start + room(joined);
    rs_put_slice(joined, data);
  }
}

static bool check_end(rs_http *http) {
  if (rs_http_has(http)) return rs_http_fail_exactly(http, REQSIG_HTTP_TRAILING_BYTES);
  return true;
}

static bool read_chunked(rs_http *http, reqsig_buffer *joined, reqsig_slice *body) {
  size_t start = joined->len, overflow = SIZE_MAX;
  if (!read_chunks(http, joined, &overflow) || !check_end(http)) {
    joined->len = start;
    return false;
  }
  if (overflow != SIZE_MAX)
    return rs_http_fail_within(http, REQSIG_HTTP_BODY_BUFFER_TOO_SMALL, http->raw, overflow);
  *body = rs_slice_after(rs_slice(joined->data, joined->len), start);
  return true;
}

bool rs_http_read_body(rs_http *http, const rs_http_head *head, reqsig_buffer *joined, reqsig_slice *body) {
  http->truncated = REQSIG_HTTP_BODY_TRUNCATED;
  if (head->encoding_field) return read_chunked(http, joined, body);
  return read_sized(http, head->content_length, body) && check_end(http);
}
