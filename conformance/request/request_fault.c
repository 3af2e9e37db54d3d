#include "request/request_fault.h"

#include <string.h>

#include "base/escape.h"
#include "base/message.h"
#include "base/terminal.h"
#include "lib/bytes.h"
#include "request/hidden.h"

enum { SHOWN_BEFORE = 60, SHOWN_BEHIND = 15, MAX_TEXT = 128 };

typedef struct place {
  size_t line; /* from 1 */
  size_t start;
  size_t end; /* behind the line's LF */
} place;

static reqsig_slice raw_of(const request_input *input) {
  return rs_slice(input->raw.data, input->raw.len);
}

static size_t offset_of(const request_input *input) {
  return input->offset > input->raw.len ? input->raw.len : input->offset;
}

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

void request_fault_place(const request_input *input, char *text, size_t size) {
  reqsig_slice raw = raw_of(input);
  size_t offset = offset_of(input);
  place line = place_of(raw, offset);
  text[0] = '\0';
  if (raw.len == 0) return;
  snprintf(text, size, "at line %zu, byte %zu of the line (offset %zu of %zu):", line.line,
           offset - line.start + 1, offset, raw.len);
}

/* A header's name ends at the colon, or where somebody put a blank before it. */
static const char *secret_in_line(const struct signing *signing, reqsig_slice line) {
  const char *name = hidden_secret_in(signing, line);
  size_t len = 0;
  while (len < line.len && rs_is_token_char(line.data[len])) len++;
  return name ? name : hidden_secret_of(signing, rs_slice(line.data, len));
}

static void show(FILE *out, reqsig_slice raw, place line, size_t offset, int indent) {
  bool utf8 = terminal_of(out).utf8;
  size_t start = offset - line.start > SHOWN_BEFORE ? offset - SHOWN_BEFORE : line.start;
  size_t end = line.end - offset > SHOWN_BEHIND ? offset + SHOWN_BEHIND : line.end;
  const char *before = start > line.start ? "..." : "";
  reqsig_slice shown = rs_slice_after(rs_slice(raw.data, end), start);
  fprintf(out, "%*s%s", indent, "", before);
  escape_write(out, shown, utf8);
  fprintf(out, "%s\n", end < line.end ? "..." : "");
  size_t num_columns = (size_t)indent + strlen(before) + escape_columns(shown, offset - start, utf8);
  for (size_t i = 0; i < num_columns; i++) fputc(' ', out);
  fputs(offset < raw.len ? "^\n" : "^ the input ends here\n", out);
}

void request_fault_show(FILE *out, const struct signing *signing, int indent) {
  reqsig_slice raw = raw_of(&signing->request);
  size_t offset = offset_of(&signing->request);
  if (raw.len == 0) return;
  place line = place_of(raw, offset);
  const char *secret = secret_in_line(signing, rs_slice_after(rs_slice(raw.data, line.end), line.start));
  if (secret)
    fprintf(out, "%*s<the line is not shown: it bears the %s>\n", indent, "", secret);
  else
    show(out, raw, line, offset, indent);
}

void request_fault_complain(const struct signing *signing) {
  const request_input *input = &signing->request;
  char text[MAX_TEXT];
  message_error("%s: not an HTTP/1.1 request: %s", file_label(signing->request_path),
                reqsig_http_error_name(input->error));
  message_hint("%s", reqsig_http_error_text(input->error));
  request_fault_place(input, text, sizeof text);
  if (*text) message_hint("%s", text);
  request_fault_show(stderr, signing, 2);
}
