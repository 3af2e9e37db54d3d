#include "request/request_input.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/message.h"
#include "lib/bytes.h"

enum { MAX_HEADERS = 1000 };
static const size_t MAX_REQUEST = (size_t)64 * 1024 * 1024;

static void parse(request_input *input) {
  reqsig_slice raw = rs_slice(input->raw.data, input->raw.len);
  reqsig_buffer body = {input->body, raw.len, 0};
  size_t num_headers = MAX_HEADERS;
  reqsig_parse_request(raw, input->headers, &num_headers, &body, &input->request, &input->error,
                       &input->offset);
}

bool request_input_read(const char *path, request_input *input) {
  memset(input, 0, sizeof *input);
  if (strcmp(path, "-") == 0 && isatty(STDIN_FILENO))
    message_error("reading the request from the terminal (Ctrl-D ends it)");
  if (!file_read(path, MAX_REQUEST, &input->raw)) return false;
  input->headers = memory_get(MAX_HEADERS * sizeof *input->headers);
  input->body = memory_get(input->raw.len + 1);
  parse(input);
  return true;
}

void request_input_free(request_input *input) {
  free(input->headers);
  free(input->body);
  file_free(&input->raw);
  memset(input, 0, sizeof *input);
}
