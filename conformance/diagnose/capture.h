/*
 * What people have of a request: the output of curl -v or --trace, a HAR file, text that an editor saved. It
 * is made a request of HTTP/1.1 where all its bytes are there, and each change is told as a hint.
 */
#ifndef REQSIG_CAPTURE_H
#define REQSIG_CAPTURE_H

#include "diagnose/diagnose.h"

/* Where opened->request could not be parsed, tries to make a request of it, in the arena. Takes the host off
 * a target in absolute form too. False if there is no request in it: hints say what it is. */
bool capture_read(struct arena *arena, struct opened_request *opened, struct diagnosis *diagnosis);

/* A capture on its way to a request: the text as it was sent, and the same with bytes that no parser takes
 * replaced: both of one length. */
struct capture {
  struct arena *arena;
  const reqsig_scheme *recipe;
  struct diagnosis *diagnosis;
  struct text sent, parsed;
  reqsig_header *headers;
  uint8_t *body;
  reqsig_request request;
  reqsig_http_error error;
  size_t offset;
};

/* Adds a hint. */
void capture_tell(struct capture *capture, const char *sentence);

/* Another text in the place of all; frees it. */
void capture_replace(struct capture *capture, struct text *text);

/* In place of len bytes at that place. */
void capture_splice(struct capture *capture, size_t at, size_t len, const char *with);

/* The text that is parsed. */
reqsig_slice capture_text(const struct capture *capture);

/* The line at the beginning of rest, with its end. */
reqsig_slice capture_next_line(reqsig_slice rest);
reqsig_slice capture_without_end(reqsig_slice line);
bool capture_is_empty_line(reqsig_slice line);

/* The line of a capture behind the time and the number of the connection that curl writes with --trace-time
 * and --trace-ids. */
reqsig_slice capture_without_time(reqsig_slice line);

/* capture_lines.c: where on the line a request line begins that goes up to its end, as "GET / HTTP/1.1" does;
 * false if none does. */
bool capture_find_request_line(reqsig_slice line, size_t *at);
/* "HTTP/1.1 200 OK" */
bool capture_is_status_line(reqsig_slice line);

void capture_tell_of_more(struct capture *capture);

/* What tools print; false if it is none of that. */
bool capture_read_format(struct capture *capture);

/* capture_har.c: of several requests the one that is signed. */
bool capture_read_har(struct capture *capture);

/* Why no request could be taken of what is JSON; NULL if it is none. */
const char *capture_har_fault(const struct capture *capture);

/* capture_clients.c: what clients print of a request when they are told to. */
bool capture_read_client(struct capture *capture);

/* capture_trace.c: what curl --trace and --trace-ascii write. */
bool capture_read_trace(struct capture *capture);

/* capture_mends.c: changes what the parser rejected last; false if that can't be. */
bool capture_mend(struct capture *capture);

/* capture_headers.c: what the parser rejected of a header's layout. */
bool capture_mend_line_ends(struct capture *capture);
bool capture_mend_header(struct capture *capture);

/* capture_body.c: what the parser rejected of the body's length. */
bool capture_mend_short_body(struct capture *capture);
bool capture_mend_long_body(struct capture *capture);
bool body_is_indented_json(reqsig_slice body);

/* With the empty line. */
size_t capture_head_len(const struct capture *capture);

#endif
