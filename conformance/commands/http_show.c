#include "commands/http_show.h"

#include <string.h>

#include "base/escape.h"
#include "base/terminal.h"
#include "base/text.h"
#include "commands/show_parts.h"
#include "lib/bytes.h"

static void print_limit(FILE *out, const char *what, size_t limit) {
  if (limit != SIZE_MAX) fprintf(out, "  %-14s%zu %s\n", "room for", limit, what);
}

static void print_telling(FILE *out, const struct http_vector *vector, terminal t) {
  fprintf(out, "%s%s%s  %s\n", terminal_style_on(t, STYLE_BOLD), vector->id,
          terminal_style_on(t, STYLE_PLAIN), http_class_name(vector->class));
  show_string(out, "tests", vector->tests, t);
  show_string(out, "clause", vector->clause, t);
  show_string(out, "from", vector->source, t);
  if (vector->choice) show_string(out, "choice", vector->choice, t);
  show_rows(out, "bugs", &vector->bugs);
  print_limit(out, "headers", vector->max_headers);
  print_limit(out, "bytes of body", vector->max_body);
  if (!vector->twin) return;
  show_string(out, "differs from", vector->twin, t);
  show_string(out, "edit", vector->edit, t);
}

/* Up to and with its LF. Every byte but printable ASCII is shown by its number: here each one counts. */
static size_t line_end(reqsig_slice raw, size_t start) {
  const uint8_t *lf = raw.len > start ? memchr(raw.data + start, '\n', raw.len - start) : NULL;
  return lf ? (size_t)(lf - raw.data) + 1 : raw.len;
}

static void print_line(FILE *out, reqsig_slice raw, size_t start, size_t end) {
  fprintf(out, "%6zu  ", start);
  escape_write(out, rs_slice_after(rs_slice(raw.data, end), start), false);
  fputs("\n", out);
}

static void print_mark(FILE *out, const struct http_vector *vector, size_t start, terminal t) {
  reqsig_slice line = rs_slice_after(vector->raw, start);
  int columns = 8 + (int)escape_columns(line, vector->offset - start, false);
  fprintf(out, "%*s%s^ %s at offset %zu%s%s\n", columns, "", terminal_style_on(t, STYLE_YELLOW),
          reqsig_http_error_name(vector->reason), vector->offset,
          vector->offset == vector->raw.len ? ", where the input ends" : "",
          terminal_style_on(t, STYLE_PLAIN));
}

/* Line by line, each behind its offset, and the fault below its byte. */
static void print_raw(FILE *out, const struct http_vector *vector, terminal t) {
  reqsig_slice raw = vector->raw;
  bool refused = vector->reason != REQSIG_HTTP_NONE;
  size_t start = 0;
  while (start < raw.len) {
    size_t end = line_end(raw, start);
    bool holds_fault = refused && vector->offset >= start && vector->offset < end;
    bool ends_unfinished =
        refused && vector->offset == raw.len && end == raw.len && raw.data[end - 1] != '\n';
    print_line(out, raw, start, end);
    if (holds_fault || ends_unfinished) print_mark(out, vector, start, t);
    if (ends_unfinished) return;
    start = end;
  }
  if (!refused || vector->offset < raw.len) return;
  print_line(out, raw, raw.len, raw.len);
  print_mark(out, vector, raw.len, t);
}

void http_show(const struct http_vector *vector, FILE *out) {
  terminal t = terminal_of(out);
  char head[64];
  snprintf(head, sizeof head, "raw request, %zu byte%s", vector->raw.len, text_plural(vector->raw.len));
  print_telling(out, vector, t);
  show_head(out, head, t);
  print_raw(out, vector, t);
  show_head(out, "expected", t);
  if (vector->reason != REQSIG_HTTP_NONE) {
    fprintf(out, "  %-14sreject %s\n", "verdict", reqsig_http_error_name(vector->reason));
    fprintf(out, "  %-14s%zu\n", "offset", vector->offset);
    fprintf(out, "  %-14s%s\n", "meaning", reqsig_http_error_text(vector->reason));
    return;
  }
  t.utf8 = false;
  show_string(out, "verdict", "accept", t);
  show_bytes(out, "method", vector->request.method, t);
  show_bytes(out, "target", vector->request.target, t);
  show_headers(out, "headers", vector->request.headers, vector->request.num_headers, t);
  show_bytes(out, "body", vector->request.body, t);
}
