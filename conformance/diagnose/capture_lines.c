/* The lines of a capture: which of them begin a request or a response, and what stands before them. */
#include <string.h>

#include "diagnose/capture.h"
#include "lib/bytes.h"

static bool has_form(reqsig_slice line, const char *form) {
  size_t len = strlen(form);
  bool has = line.len >= len;
  for (size_t i = 0; i < len && has; i++)
    has = form[i] == '0' ? rs_is_digit(line.data[i]) : line.data[i] == (uint8_t)form[i];
  return has;
}

static reqsig_slice without_ids(reqsig_slice line) {
  const uint8_t *end = has_form(line, "[0") ? memchr(line.data, ']', line.len) : NULL;
  size_t len = end ? (size_t)(end - line.data) + 1 : 0;
  return len > 0 && len < line.len && line.data[len] == ' ' ? rs_slice_after(line, len + 1) : line;
}

reqsig_slice capture_without_time(reqsig_slice line) {
  static const char form[] = "00:00:00.000000 ";
  return without_ids(has_form(line, form) ? rs_slice_after(line, sizeof form - 1) : line);
}

bool capture_is_status_line(reqsig_slice line) {
  return has_form(line, "HTTP/0.0 000") || has_form(line, "HTTP/0 000");
}

static size_t method_len_before(reqsig_slice text) {
  static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
    reqsig_slice method = reqsig_text(methods[i]);
    if (text.len >= method.len && rs_slice_equal(rs_slice_after(text, text.len - method.len), method))
      return method.len;
  }
  return 0;
}

bool capture_find_request_line(reqsig_slice line, size_t *at) {
  reqsig_slice rest = capture_without_end(line);
  size_t end = rest.len, begin;
  while (end > 0 && rest.data[end - 1] != ' ') end--;
  reqsig_slice version = rs_slice_after(rest, end);
  if (end < 2 || (!has_form(version, "HTTP/0") || version.len > sizeof "HTTP/1.1" - 1)) return false;
  for (begin = end - 1; begin > 0 && rest.data[begin - 1] != ' ';) begin--;
  bool is_target =
      rest.data[begin] == '/' || rs_slice_starts_with(rs_slice_after(rest, begin), RS_LITERAL("http"));
  size_t len = is_target && begin > 0 ? method_len_before(rs_slice(rest.data, begin - 1)) : 0;
  *at = begin - 1 - len;
  return len > 0;
}

void capture_tell_of_more(struct capture *capture) {
  capture_tell(
      capture,
      "The input has more than one request: the first is taken. Put each into a file of its own, and "
      "give all of them or their folder: diagnose tells what they have in common.");
}
