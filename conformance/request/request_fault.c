#include "request/request_fault.h"

#include <string.h>

#include "base/escape.h"
#include "base/message.h"
#include "base/terminal.h"
#include "lib/bytes.h"
#include "request/secrets.h"

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

static bool is_behind_head(reqsig_slice raw, size_t offset) {
  for (size_t i = 0; i + 1 < offset; i++) {
    if (raw.data[i] != '\n') continue;
    if (raw.data[i + 1] == '\n' || (i + 2 < offset && memcmp(raw.data + i + 1, "\r\n", 2) == 0)) return true;
  }
  return false;
}

/* Tools print requests of HTTP/2 and HTTP/3 as text that was never sent so: with pseudo-header fields, RFC
 * 9113 section 8.3, or with a version that no request line has. */
static bool is_of_later_http(reqsig_slice raw) {
  static const reqsig_slice pseudo[] = {RS_TEXT(":method"), RS_TEXT(":path"), RS_TEXT(":authority"),
                                        RS_TEXT(":scheme")};
  for (size_t i = 0; i < sizeof pseudo / sizeof *pseudo; i++)
    if (rs_slice_starts_with(raw, pseudo[i])) return true;
  if (rs_slice_starts_with(raw, RS_LITERAL("PRI * HTTP/2"))) return true;
  const uint8_t *end = raw.len > 0 ? memchr(raw.data, '\n', raw.len) : NULL;
  size_t len = end ? (size_t)(end - raw.data) : raw.len;
  for (size_t i = 0; i < len; i++) {
    reqsig_slice rest = rs_slice_after(rs_slice(raw.data, len), i);
    if (rs_slice_starts_with(rest, RS_LITERAL(" HTTP/2")) ||
        rs_slice_starts_with(rest, RS_LITERAL(" HTTP/3")))
      return true;
  }
  return false;
}

const char *request_fault_advice(const request_input *input) {
  reqsig_slice raw = raw_of(input);
  if (is_of_later_http(raw))
    return "this is a request of HTTP/2 or HTTP/3 as a tool prints it: write its first line as METHOD PATH "
           "HTTP/1.1, the value of :authority as a Host header, and leave out the other names that begin "
           "with a "
           "colon";
  if (input->error == REQSIG_HTTP_BARE_LF && is_behind_head(raw, offset_of(input)))
    return "a line of the chunked body ends in LF alone: a chunk's size and a chunk's data each end in CR LF";
  return reqsig_http_error_text(input->error);
}

/* A header's name ends at the colon, or where somebody put a blank before it. */
static const char *secret_in_line(const struct opened_request *opened, reqsig_slice line) {
  const char *name = secrets_find(opened, line);
  size_t len = 0;
  while (len < line.len && rs_is_token_char(line.data[len])) len++;
  return name ? name : secrets_in_header(opened, rs_slice(line.data, len));
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

void request_fault_show(FILE *out, const struct opened_request *opened, int indent) {
  reqsig_slice raw = raw_of(&opened->request);
  size_t offset = offset_of(&opened->request);
  if (raw.len == 0) return;
  place line = place_of(raw, offset);
  const char *secret = secret_in_line(opened, rs_slice_after(rs_slice(raw.data, line.end), line.start));
  if (secret)
    fprintf(out, "%*s<the line is not shown: the %s stands in it>\n", indent, "", secret);
  else
    show(out, raw, line, offset, indent);
}

void request_fault_complain(const struct opened_request *opened) {
  const request_input *input = &opened->request;
  char text[MAX_TEXT];
  message_error("%s: not an HTTP/1.1 request: %s", file_label(opened->request_path),
                reqsig_http_error_name(input->error));
  message_hint("%s", request_fault_advice(input));
  request_fault_place(input, text, sizeof text);
  if (*text) message_hint("%s", text);
  request_fault_show(stderr, opened, 2);
}
