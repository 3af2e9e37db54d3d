#include "request_input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "complain.h"
#include "lib/bytes.h"
#include "term.h"
#include "visible.h"

enum { MAX_HEADERS = 1000, SHOWN_BEFORE = 60, SHOWN_BEHIND = 15 };
static const size_t MAX_REQUEST = (size_t)64 * 1024 * 1024;

typedef struct place {
  size_t line; /* from 1 */
  size_t start;
  size_t end; /* behind the line's LF */
} place;

static place place_of(reqsig_slice raw, size_t offset) {
  place p = {1, 0, raw.len};
  for (size_t i = 0; i < offset && i < raw.len; i++) {
    if (raw.data[i] != '\n') continue;
    p.line++;
    p.start = i + 1;
  }
  const uint8_t *lf = raw.len > offset ? memchr(raw.data + offset, '\n', raw.len - offset) : NULL;
  if (lf) p.end = (size_t)(lf - raw.data) + 1;
  return p;
}

/* The line at fault, or what of it is near the fault, and a caret below the first byte at fault. */
static void show_line(reqsig_slice raw, place line, size_t offset) {
  bool utf8 = term_of(stderr).utf8;
  size_t start = offset - line.start > SHOWN_BEFORE ? offset - SHOWN_BEFORE : line.start;
  size_t end = line.end - offset > SHOWN_BEHIND ? offset + SHOWN_BEHIND : line.end;
  const char *before = start > line.start ? "..." : "";
  reqsig_slice shown = rs_slice_after(rs_slice(raw.data, end), start);
  fprintf(stderr, "  %s", before);
  visible_write(stderr, shown, utf8);
  fprintf(stderr, "%s\n", end < line.end ? "..." : "");
  size_t num_columns = 2 + strlen(before) + visible_columns(shown, offset - start, utf8);
  for (size_t i = 0; i < num_columns; i++) fputc(' ', stderr);
  fputs(offset < raw.len ? "^\n" : "^ the input ends here\n", stderr);
}

static void complain_of_request(const char *path, reqsig_slice raw, reqsig_http_error error, size_t offset) {
  const char *label = file_label(path);
  complain("%s: not an HTTP/1.1 request: %s", label, reqsig_http_error_name(error));
  complain_more("%s", reqsig_http_error_text(error));
  if (offset > raw.len) offset = raw.len;
  if (raw.len > 0) {
    place line = place_of(raw, offset);
    complain_more("at line %zu, byte %zu of the line (offset %zu of %zu):", line.line,
                  offset - line.start + 1, offset, raw.len);
    show_line(raw, line, offset);
  }
}

static bool parse(const char *path, request_input *input) {
  reqsig_slice raw = rs_slice(input->raw.data, input->raw.len);
  reqsig_buffer body = {input->body, raw.len, 0};
  size_t num_headers = MAX_HEADERS, offset = 0;
  reqsig_http_error error = REQSIG_HTTP_NONE;
  reqsig_status status =
      reqsig_parse_request(raw, input->headers, &num_headers, &body, &input->request, &error, &offset);
  if (status != REQSIG_OK) complain_of_request(path, raw, error, offset);
  return status == REQSIG_OK;
}

bool request_input_read(const char *path, request_input *input) {
  memset(input, 0, sizeof *input);
  if (strcmp(path, "-") == 0 && isatty(STDIN_FILENO))
    complain("reading the request from the terminal (Ctrl-D ends it)");
  if (!file_read(path, MAX_REQUEST, &input->raw)) return false;
  input->headers = malloc(MAX_HEADERS * sizeof *input->headers);
  input->body = malloc(input->raw.len + 1);
  bool done = input->headers && input->body;
  if (!done) complain("%s: not enough memory", file_label(path));
  done = done && parse(path, input);
  if (!done) request_input_free(input);
  return done;
}

void request_input_free(request_input *input) {
  free(input->headers);
  free(input->body);
  file_free(&input->raw);
  memset(input, 0, sizeof *input);
}
