/* The REQUEST of a command: a whole HTTP/1.1 request in a file or on standard input. */
#ifndef REQSIG_REQUEST_INPUT_H
#define REQSIG_REQUEST_INPUT_H

#include <stdbool.h>

#include "base/file.h"
#include "reqsig.h"

typedef struct request_input {
  reqsig_request request; /* slices of what follows */
  file_content raw;
  reqsig_header *headers;
  uint8_t *body;
  reqsig_http_error error; /* why raw is no request as RFC 9112 has it, and where: reqsig_parse_request */
  size_t offset;
} request_input;

/* Reads and parses. False, said on standard error, if it can't be read; input then needs no
 * request_input_free. */
bool request_input_read(const char *path, request_input *input);
void request_input_free(request_input *input);

#endif
