/* The REQUEST of a command: a whole HTTP/1.1 request in a file or on standard input, and what is wrong with
 * bytes that are none. */
#ifndef REQSIG_REQUEST_INPUT_H
#define REQSIG_REQUEST_INPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/file.h"
#include "base/text.h"
#include "reqsig.h"

typedef struct request_input {
  reqsig_request request; /* slices of what follows */
  file_content raw;
  reqsig_header *headers;
  uint8_t *body;
  reqsig_http_error error; /* why raw is no request as RFC 9112 has it, and where: reqsig_parse_request */
  size_t offset;
} request_input;

/* Reads and parses. False, after a message on standard error, if it can't be read; input then needs no
 * request_input_free. */
bool request_input_read(const char *path, request_input *input);
void request_input_free(request_input *input);

/* Of bytes that are no HTTP request: what to do. It is the library's text of the error, or tells of what the
 * bytes show to be a capture or a chunk. */
const char *request_fault_advice(const request_input *input);

/* Adds "at line 3, byte 2 of the line (offset 27 of 40):"; nothing if there are no bytes. */
void request_fault_add_place(struct text *text, const request_input *input);

struct opened_request;

/* The line at fault, or what of it is near the fault, and a caret below the first byte at fault, indented by
 * that many columns. In place of a line that holds a secret, or may, as each line of JSON, it says so. */
void request_fault_show(FILE *out, const struct opened_request *opened, int indent);

/* All of it on standard error. */
void request_fault_complain(const struct opened_request *opened);

#endif
