#include <string.h>

#include "diagnose/capture.h"
#include "lib/bytes.h"

static bool take_version(struct capture *capture) {
  reqsig_slice line = capture_without_end(capture_next_line(capture_text(capture)));
  size_t at = line.len;
  while (at > 0 && line.data[at - 1] != ' ') at--;
  reqsig_slice version = rs_slice_after(line, at);
  if (!rs_slice_starts_with(version, RS_LITERAL("HTTP/")) || rs_slice_equal(version, RS_LITERAL("HTTP/1.1")))
    return false;
  capture_splice(capture, at, version.len, "HTTP/1.1");
  capture_tell(
      capture,
      "The first line has another version than HTTP/1.1, as curl and proxies print a request of HTTP/2 or "
      "HTTP/3. It is taken as HTTP/1.1; the signature is not touched by that.");
  return true;
}

static bool can_stand_in_target(reqsig_slice rest) {
  uint8_t c = rest.data[0];
  if (c == '%') return rest.len > 2 && rs_hex_value(rest.data[1]) >= 0 && rs_hex_value(rest.data[2]) >= 0;
  return c > ' ' && c < 0x7f && !memchr("\"#<>[\\]^`{|}", c, 12);
}

/* A target's bytes that RFC 3986 forbids are judged as they were sent. */
static bool mask_target_bytes(struct capture *capture) {
  bool is_changed = false;
  for (size_t at = capture->offset; at < capture->parsed.len; at++) {
    reqsig_slice rest = rs_slice_after(capture_text(capture), at);
    if (memchr(" \r\n", rest.data[0], 3)) break;
    if (can_stand_in_target(rest)) continue;
    capture->parsed.data[at] = 'x';
    is_changed = true;
  }
  if (is_changed)
    capture_tell(capture, "The target has a byte that RFC 3986 does not allow there, such as [ or ]: "
                          "percent-encode it, as some "
                          "servers reject it and some change it. The signature is judged all the same.");
  return is_changed;
}

/* The lines of the first len bytes, each with CR LF. */
static void end_lines(struct text *text, size_t len) {
  struct text changed = {0};
  for (size_t i = 0; i < text->len; i++) {
    bool is_bare = i < len && text->data[i] == '\n' && (i == 0 || text->data[i - 1] != '\r');
    text_add(&changed, is_bare ? RS_LITERAL("\r\n") : rs_slice(text->data + i, 1));
  }
  text_free(text);
  *text = changed;
}

static bool mend_line_ends(struct capture *capture) {
  size_t head = capture_head_len(capture), len = capture->parsed.len;
  end_lines(&capture->parsed, head);
  end_lines(&capture->sent, head);
  if (capture->parsed.len == len) return false;
  capture_tell(capture,
               "The lines of the head end in LF alone, as an editor writes them: they are taken as CR LF.");
  return true;
}

static bool mend_missing_host(struct capture *capture) {
  capture_splice(capture, capture_next_line(capture_text(capture)).len, 0, "Host: \r\n");
  capture_tell(capture,
               "The request has no Host, which HTTP/1.1 wants: the capture may lack other headers too.");
  return true;
}

static bool mend_cut_head(struct capture *capture) {
  reqsig_slice all = capture_text(capture);
  bool is_whole_line = all.len > 0 && all.data[all.len - 1] == '\n';
  capture_splice(capture, all.len, 0, is_whole_line ? "\r\n" : "\r\n\r\n");
  capture_tell(
      capture,
      "The head does not end in an empty line: the capture was cut, or a tool trimmed it. There is no body.");
  return true;
}

static bool drop_beginning(struct capture *capture) {
  reqsig_slice all = capture_text(capture);
  size_t len = rs_slice_starts_with(all, RS_LITERAL("\xEF\xBB\xBF")) ? 3 : 0;
  while (len < all.len && memchr(" \t\r\n", all.data[len], 4)) len++;
  if (len == 0) return false;
  capture_splice(capture, 0, len, "");
  capture_tell(capture, "White space or a byte order mark stands before the request: it is left out.");
  return true;
}

/* What a log, tcpdump -A or wget -d writes before it. */
static bool drop_up_to_request_line(struct capture *capture) {
  reqsig_slice all = capture_text(capture), rest = all, line;
  size_t at = 0;
  while ((line = capture_next_line(rest)).len > 0 && !capture_find_request_line(line, &at))
    rest = rs_slice_after(rest, line.len);
  size_t len = all.len - rest.len + at;
  if (line.len == 0 || len == 0) return false;
  capture_splice(capture, 0, len, "");
  capture_tell(capture, "Text stands before the request line, as in a log or a dump: it is left out.");
  return true;
}

bool capture_mend(struct capture *capture) {
  switch (capture->error) {
  case REQSIG_HTTP_METHOD:
  case REQSIG_HTTP_TARGET:
  case REQSIG_HTTP_LEADING_EMPTY_LINE: return drop_beginning(capture) || drop_up_to_request_line(capture);
  case REQSIG_HTTP_TARGET_BYTE:
  case REQSIG_HTTP_TARGET_ESCAPE: return mask_target_bytes(capture);
  case REQSIG_HTTP_VERSION: return take_version(capture);
  case REQSIG_HTTP_BARE_LF: return mend_line_ends(capture);
  case REQSIG_HTTP_HEAD_TRUNCATED: return mend_cut_head(capture);
  case REQSIG_HTTP_HOST_MISSING: return mend_missing_host(capture);
  case REQSIG_HTTP_BODY_TRUNCATED: return capture_mend_short_body(capture);
  case REQSIG_HTTP_TRAILING_BYTES: return capture_mend_long_body(capture);
  default: return false;
  }
}
