/* Rows of tables for the request parser, each parsed up against a page that may not be read. */
#ifndef REQSIG_TESTS_HTTP_CASE_H
#define REQSIG_TESTS_HTTP_CASE_H

#include <criterion/criterion.h>

#include "guard.h"

/* A string literal, which may hold NUL, as the initialiser of a slice. */
#define HTTP_TEXT(text)                                                                                      \
  { (const uint8_t *)(text), sizeof(text) - 1 }

#define HTTP_GET  "GET / HTTP/1.1\r\nHost: a\r\n"
#define HTTP_POST "POST / HTTP/1.1\r\nHost: a\r\n"

enum { HTTP_MAX_HEADERS = 4, HTTP_MAX_BODY = 64 };

typedef struct http_parsed {
  reqsig_request request;
  reqsig_status status;
  reqsig_http_error error;
  size_t offset;
  size_t num_headers;
  reqsig_header headers[HTTP_MAX_HEADERS];
  uint8_t body[HTTP_MAX_BODY];
} http_parsed;

static inline void http_parse(reqsig_slice raw, http_parsed *to) {
  reqsig_buffer body = {to->body, sizeof to->body, 0};
  to->num_headers = HTTP_MAX_HEADERS;
  to->status =
      reqsig_parse_request(raw, to->headers, &to->num_headers, &body, &to->request, &to->error, &to->offset);
}

/* The fault is the first byte of rest, so that the offset is the length of good. */
typedef struct http_rejection {
  const char *label;
  reqsig_slice good, rest;
  reqsig_http_error error;
} http_rejection;

static inline guarded http_join(reqsig_slice a, reqsig_slice b) {
  uint8_t room[2048];
  reqsig_buffer joined = {room, sizeof room, 0};
  rs_put_slice(&joined, a);
  rs_put_slice(&joined, b);
  cr_assert_eq(rs_buffer_status(&joined), REQSIG_OK);
  return guard_copy(rs_slice(room, joined.len));
}

static inline void http_expect_rejection(const http_rejection *row) {
  http_parsed parsed;
  guarded raw = http_join(row->good, row->rest);
  http_parse(raw.slice, &parsed);
  guard_free(raw);
  cr_expect(parsed.error == row->error, "%s: %s, not %s", row->label, reqsig_http_error_name(parsed.error),
            reqsig_http_error_name(row->error));
  cr_expect(parsed.offset == row->good.len, "%s: at %zu, not %zu", row->label, parsed.offset, row->good.len);
  cr_expect(parsed.status == (row->error == REQSIG_HTTP_TOO_MANY_HEADERS        ? REQSIG_ERR_TOO_MANY_HEADERS
                              : row->error == REQSIG_HTTP_BODY_BUFFER_TOO_SMALL ? REQSIG_ERR_BUFFER_TOO_SMALL
                                                                                : REQSIG_ERR_MALFORMED),
            "%s: status %d", row->label, (int)parsed.status);
}

/* Puts each byte but those of except at text[at], a request's, and expects that exactly those of
 * allowed are taken and all others are rejected with error right there. */
static inline void http_expect_bytes(char *text, size_t at, const char *allowed, const char *except,
                                     reqsig_http_error error) {
  char was = text[at];
  size_t len = strlen(text);
  for (unsigned byte = 0; byte < 256; byte++) {
    http_parsed parsed;
    if (byte != 0 && strchr(except, (int)byte)) continue;
    text[at] = (char)byte;
    http_parse(rs_slice(text, len), &parsed);
    bool is_allowed = byte != 0 && strchr(allowed, (int)byte);
    cr_expect(parsed.error == (is_allowed ? REQSIG_HTTP_NONE : error), "byte %u at %zu: %s", byte, at,
              reqsig_http_error_name(parsed.error));
    if (!is_allowed) cr_expect(parsed.offset == at, "byte %u at %zu: at %zu", byte, at, parsed.offset);
  }
  text[at] = was;
}

#define HTTP_ALPHA "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define HTTP_DIGIT "0123456789"
#define HTTP_HEX   HTTP_DIGIT "abcdefABCDEF"

#define HTTP_EXPECT_REFUSALS(rows)                                                                           \
  for (size_t row_ = 0; row_ < sizeof(rows) / sizeof *(rows); row_++) http_expect_rejection(&(rows)[row_])

#endif
