/*
 * The request parser's inner parts: a cursor over the whole message, and the readers of its pieces
 * in the order of the wire. Each reader returns true with the cursor behind its piece, or false with
 * the reason and the cursor at the first byte at fault. reqsig_parse_request says what is
 * accepted and what is rejected.
 */
#ifndef REQSIG_HTTP_H
#define REQSIG_HTTP_H

#include "bytes.h"

typedef struct rs_http {
  reqsig_slice raw;
  size_t at;
  reqsig_http_error truncated; /* the reason if raw ends here: whether head or body is being read */
  reqsig_http_error error;
} rs_http;

/* What the head says beyond its list of fields. Pointers are into the caller's header array. */
typedef struct rs_http_head {
  bool is_http_1_0;
  reqsig_slice authority;      /* the target's; empty in origin-form and asterisk-form */
  reqsig_slice authority_host; /* CONNECT: the same without its port; else equal to authority */
  const reqsig_header *host;
  const reqsig_header *length_field;
  const reqsig_header *encoding_field;
  uint64_t content_length; /* 0 without Content-Length */
} rs_http_head;

/* http_cursor.c */

static inline bool rs_http_has(const rs_http *http) {
  return http->at < http->raw.len;
}

static inline bool rs_http_at(const rs_http *http, uint8_t byte) {
  return rs_http_has(http) && http->raw.data[http->at] == byte;
}

static inline bool rs_http_at_space(const rs_http *http) {
  return rs_http_at(http, ' ') || rs_http_at(http, '\t');
}

/* Moves over byte if it is the next one. */
static inline bool rs_http_take(rs_http *http, uint8_t byte) {
  if (!rs_http_at(http, byte)) return false;
  http->at++;
  return true;
}

/*
 * Both reject at the cursor and return false. rs_http_fail replaces the reason by a more helpful
 * one where the input ends there, or has a bare LF or a bare CR.
 */
bool rs_http_fail(rs_http *http, reqsig_http_error error);
bool rs_http_fail_exactly(rs_http *http, reqsig_http_error error);

/* Rejects what is no CRLF as rs_http_fail does; a CR that ends the input may be half of one. */
bool rs_http_fail_line_end(rs_http *http, reqsig_http_error error);

/* Moves over CRLF, or rejects. */
static inline bool rs_http_take_line_end(rs_http *http, reqsig_http_error otherwise) {
  const uint8_t *next = http->raw.data + http->at;
  if (http->raw.len - http->at < 2 || next[0] != '\r' || next[1] != '\n')
    return rs_http_fail_line_end(http, otherwise);
  http->at += 2;
  return true;
}

/* Rejects at index i of a slice of raw; returns false. i may be the slice's length. */
bool rs_http_fail_within(rs_http *http, reqsig_http_error error, reqsig_slice part, size_t i);

/* From offset start to the cursor. */
static inline reqsig_slice rs_http_since(const rs_http *http, size_t start) {
  return rs_slice(http->raw.data + start, http->at - start);
}

/* http_target.c: the target and the space behind it. The request's method is set. */
bool rs_http_read_target(rs_http *http, reqsig_request *request, rs_http_head *head);

/* http_authority.c */
typedef enum rs_http_port { RS_HTTP_PORT_OPTIONAL, RS_HTTP_PORT_REQUIRED } rs_http_port;

/* Moves *at over uri-host and ":" port (RFC 3986 sections 3.2.2 and 3.2.3) as far as text follows
 * that grammar. True if what it moved over is complete, so that something else may begin at *at. */
bool rs_http_match_authority(reqsig_slice text, size_t *at, rs_http_port port);

/* http_field.c: one field line with its CRLF, RFC 9112 section 5. */
bool rs_http_read_field(rs_http *http, reqsig_header *header);

/* http_framing.c */

/* Notes Host, Content-Length and Transfer-Encoding in head, and checks them; others pass. */
bool rs_http_note_field(rs_http *http, const reqsig_header *header, rs_http_head *head);

/* Checks of Host that need the whole head; its empty line begins at empty_line. */
bool rs_http_check_host(rs_http *http, const rs_http_head *head, size_t empty_line);

/* http_body.c: the body and the end of the input behind it. */
bool rs_http_read_body(rs_http *http, const rs_http_head *head, reqsig_buffer *joined, reqsig_slice *body);

#endif
