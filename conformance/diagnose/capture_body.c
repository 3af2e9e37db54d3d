#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diagnose/capture.h"
#include "lib/bytes.h"
#include "lib/json.h"

size_t capture_head_len(const struct capture *capture) {
  size_t at = 0;
  for (reqsig_slice line; (line = capture_next_line(rs_slice_after(capture_text(capture), at))).len > 0;) {
    at += line.len;
    if (capture_is_empty_line(line)) break;
  }
  return at;
}

/* Where the header of that name begins, and how long its line is without its end; false if there is none. */
static bool find_header(const struct capture *capture, reqsig_slice name, size_t *at, size_t *len) {
  *at = 0;
  for (reqsig_slice line; (line = capture_next_line(rs_slice_after(capture_text(capture), *at))).len > 0;
       *at += line.len) {
    if (capture_is_empty_line(line)) return false;
    *len = capture_without_end(line).len;
    if (line.len > name.len && line.data[name.len] == ':' &&
        rs_slice_equal_ignoring_case(rs_slice(line.data, name.len), name))
      return true;
  }
  return false;
}

static void set_length(struct capture *capture, size_t body_len) {
  char header[48];
  size_t at, len;
  snprintf(header, sizeof header, "Content-Length: %zu", body_len);
  if (find_header(capture, RS_LITERAL("content-length"), &at, &len)) {
    capture_splice(capture, at, len, header);
    return;
  }
  at = capture_next_line(capture_text(capture)).len;
  capture_splice(capture, at, 0, "\r\n");
  capture_splice(capture, at, 0, header);
}

static unsigned long length_due(const struct capture *capture) {
  size_t at, len, name_len = sizeof "Content-Length:" - 1;
  bool has_length = find_header(capture, RS_LITERAL("content-length"), &at, &len) && len > name_len;
  return has_length ? strtoul((const char *)capture->parsed.data + at + name_len, NULL, 10) : 0;
}

/* A whole JSON text that lacks more than the line end that an editor may take off. */
static bool was_written_anew(const struct capture *capture) {
  reqsig_slice body = rs_slice_after(capture_text(capture), capture_head_len(capture));
  size_t offset;
  return length_due(capture) > body.len + 2 && rs_json_check(body, &offset) == REQSIG_OK;
}

static void tell_missing_body(struct capture *capture) {
  size_t at, len;
  struct text sentence = {0};
  if (find_header(capture, RS_LITERAL("expect"), &at, &len))
    text_add_string(
        &sentence,
        "The body is missing, as the client waits for 100 Continue before it sends it: capture with a server "
        "that answers it, or send the header Expect with an empty value.");
  else
    text_addf(&sentence,
              "The body is not in the input: %s says that there is one, and nothing stands behind the head. "
              "Without it a signature of it can't be judged: put it behind the empty line, byte for byte. "
              "curl -v does not write it; curl --trace FILE does, and is read as well.",
              length_due(capture) > 0 ? "Content-Length" : "Transfer-Encoding");
  capture_tell(capture, text_string(&sentence));
  text_free(&sentence);
  capture->diagnosis->lacks_body = true;
}

bool capture_mend_short_body(struct capture *capture) {
  size_t at, len, body_len = capture->parsed.len - capture_head_len(capture);
  bool is_chunked = find_header(capture, RS_LITERAL("transfer-encoding"), &at, &len);
  if (is_chunked && body_len > 0) return false;
  if (body_len == 0)
    tell_missing_body(capture);
  else if (was_written_anew(capture))
    capture_tell(
        capture,
        "The body is whole JSON, and shorter than Content-Length says: it was parsed and written anew "
        "before it was captured, as JSON.stringify(req.body) does. Take the bytes as they came: "
        "express.raw() in Node, request.get_data() in Flask, php://input in PHP.");
  else
    capture_tell(
        capture,
        "The body is shorter than Content-Length says: bytes at its end were lost in the capture. It is "
        "judged as it is.");
  if (is_chunked)
    capture_splice(capture, at, len, "Content-Length: 0");
  else
    set_length(capture, body_len);
  return true;
}

static bool is_blank(reqsig_slice bytes) {
  size_t i = 0;
  while (i < bytes.len && memchr(" \t\r\n", bytes.data[i], 4)) i++;
  return i == bytes.len;
}

static void cut_behind(struct capture *capture, size_t end) {
  capture_splice(capture, end, capture->parsed.len - end, "");
}

/* What ends the request where it was pasted or dumped: a fence of Markdown, or tcpdump's next packet. */
static bool is_end_mark(reqsig_slice line) {
  if (rs_slice_starts_with(line, RS_LITERAL("```"))) return true;
  for (; line.len > 9; line = rs_slice_after(line, 1))
    if (rs_slice_starts_with(line, RS_LITERAL(": Flags ["))) return true;
  return false;
}

/* A second request, a response, or a mark behind the request. */
static bool cut_next_message(struct capture *capture, size_t from) {
  reqsig_slice rest = rs_slice_after(capture_text(capture), from), line;
  size_t unused;
  for (; (line = capture_next_line(rest)).len > 0; rest = rs_slice_after(rest, line.len)) {
    bool is_response = capture_is_status_line(line), is_mark = is_end_mark(line);
    if (!is_response && !is_mark && !(capture_find_request_line(line, &unused) && unused == 0)) continue;
    reqsig_slice body = rs_slice(capture->parsed.data + from, capture->parsed.len - from - rest.len);
    cut_behind(capture, is_blank(body) ? from : from + body.len);
    if (is_mark)
      capture_tell(capture, "Text that is not of the request follows it: it is left out.");
    else if (is_response)
      capture_tell(capture, "A response follows the request: it is left out.");
    else
      capture_tell_of_more(capture);
    return true;
  }
  return false;
}

/* Behind the end, or in the place of a body that is missing. */
static bool cut_other_messages(struct capture *capture) {
  size_t head = capture_head_len(capture), unused;
  reqsig_slice first = capture_next_line(rs_slice_after(capture_text(capture), head));
  bool lacks_body =
      capture_is_status_line(first) || (capture_find_request_line(first, &unused) && unused == 0);
  return cut_next_message(capture, lacks_body ? head : capture->offset);
}

bool body_is_indented_json(reqsig_slice body) {
  return body.len > 3 && (body.data[0] == '{' || body.data[0] == '[') &&
         (rs_slice_starts_with(rs_slice_after(body, 1), RS_LITERAL("\n ")) ||
          rs_slice_starts_with(rs_slice_after(body, 1), RS_LITERAL("\r\n ")) ||
          rs_slice_starts_with(rs_slice_after(body, 1), RS_LITERAL("\n\t")));
}

static bool is_laid_out(reqsig_slice body) {
  size_t offset;
  return body_is_indented_json(body) && rs_json_check(body, &offset) == REQSIG_OK;
}

bool capture_mend_long_body(struct capture *capture) {
  size_t at, len, head = capture_head_len(capture);
  if (cut_other_messages(capture)) return true;
  reqsig_slice behind = rs_slice_after(capture_text(capture), capture->offset);
  if (find_header(capture, RS_LITERAL("transfer-encoding"), &at, &len)) return false;
  if (capture_without_end(behind).len == 0) {
    capture_splice(capture, capture->offset, behind.len, "");
    capture_tell(capture, "A line end stands behind the body, as an editor writes it: it is left out.");
  } else {
    bool has_length = find_header(capture, RS_LITERAL("content-length"), &at, &len);
    if (has_length)
      capture->diagnosis->is_laid_out = is_laid_out(rs_slice_after(capture_text(capture), head));
    set_length(capture, capture->parsed.len - head);
    capture_tell(
        capture,
        capture->diagnosis->is_laid_out
            ? "The body is indented JSON, and longer than Content-Length says: a tool such as HTTPie or jq "
              "has laid it out anew and may have sorted its members, so these are not the bytes that were "
              "sent. Capture those, with http --pretty=none or curl --trace FILE."
        : has_length
            ? "The body is longer than Content-Length says: it was changed after it was sent, or bytes of "
              "another request follow. It is judged as it is."
            : "The request has no Content-Length: all that stands behind the head is taken as the body.");
  }
  return true;
}
