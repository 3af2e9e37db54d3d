#include <string.h>

#include "diagnose/capture.h"
#include "lib/bytes.h"

/* "POST https://a.example/" of a file for an HTTP client. */
static bool add_version(struct capture *capture, reqsig_slice line) {
  struct text with_version = {0};
  size_t at;
  text_add(&with_version, line);
  text_add_string(&with_version, " HTTP/1.1");
  bool is_it = capture_find_request_line(text_slice(&with_version), &at) && at == 0;
  text_free(&with_version);
  if (!is_it) return false;
  capture_splice(capture, line.len, 0, " HTTP/1.1");
  capture_tell(capture,
               "The first line has no version, as in a file for an HTTP client: it is taken as HTTP/1.1.");
  return true;
}

static bool take_version(struct capture *capture) {
  reqsig_slice line = capture_without_end(capture_next_line(capture_text(capture)));
  size_t at = line.len;
  while (at > 0 && line.data[at - 1] != ' ') at--;
  reqsig_slice version = rs_slice_after(line, at);
  if (rs_slice_equal(version, RS_LITERAL("HTTP/1.1"))) return false;
  if (!rs_slice_starts_with(version, RS_LITERAL("HTTP/"))) return add_version(capture, line);
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

/* The host of a target that is a whole address; empty if it is none. */
static reqsig_slice host_of_target(const struct capture *capture) {
  reqsig_slice line = capture_without_end(capture_next_line(capture_text(capture)));
  size_t at = 0, len = 0;
  while (at < line.len && line.data[at] != ' ') at++;
  reqsig_slice target = rs_slice_after(line, at < line.len ? at + 1 : at);
  at = rs_slice_starts_with(target, RS_LITERAL("http://"))    ? 7
       : rs_slice_starts_with(target, RS_LITERAL("https://")) ? 8
                                                              : target.len;
  while (at + len < target.len && !memchr("/? ", target.data[at + len], 3)) len++;
  return rs_slice(target.data + at, len);
}

static bool mend_missing_host(struct capture *capture) {
  reqsig_slice host = host_of_target(capture);
  struct text header = {0};
  text_addf(&header, "Host: %.*s\r\n", (int)host.len, (const char *)host.data);
  capture_splice(capture, capture_next_line(capture_text(capture)).len, 0, text_string(&header));
  text_free(&header);
  capture_tell(
      capture,
      host.len > 0
          ? "The request has no Host: the one of its target is taken."
          : "The request has no Host, which HTTP/1.1 wants: the capture may lack other headers too.");
  return true;
}

/* A line of blanks, where a page that was copied has an empty line. */
static bool mend_blank_line(struct capture *capture) {
  size_t at = capture->offset;
  reqsig_slice line = capture_without_end(capture_next_line(rs_slice_after(capture_text(capture), at)));
  size_t len = 0;
  while (len < line.len && memchr(" \t", line.data[len], 2)) len++;
  if (len == 0 || len < line.len) return false;
  capture_splice(capture, at, len, "");
  capture_tell(capture,
               "A line of blanks stands where the head ends, as in text that was copied from a page: it is "
               "taken as empty. Compare the body's bytes with those that were sent.");
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

static bool is_alike(reqsig_slice a, reqsig_slice b) {
  bool is = b.len >= a.len;
  for (size_t i = 0; i < a.len && is; i++)
    is = a.data[i] == b.data[i] || (rs_is_digit(a.data[i]) && rs_is_digit(b.data[i]));
  return is;
}

/* What a log writes before each line, with other digits in a later time. The first line has lost it. */
static void drop_before_each_line(struct capture *capture, reqsig_slice before) {
  size_t at = capture_next_line(capture_text(capture)).len;
  if (before.len == 0 || !is_alike(before, rs_slice_after(capture_text(capture), at))) return;
  for (reqsig_slice rest; is_alike(before, rest = rs_slice_after(capture_text(capture), at));
       at += capture_next_line(rs_slice_after(capture_text(capture), at)).len)
    capture_splice(capture, at, before.len, "");
  capture_tell(capture, "The same text stands before each line: it is left out.");
}

static bool drop_first_bytes(struct capture *capture, size_t len, const char *sentence) {
  reqsig_slice dropped = rs_slice(capture->parsed.data, len);
  size_t line = len;
  while (line > 0 && dropped.data[line - 1] != '\n') line--;
  const char *kept = arena_copy(capture->arena, dropped);
  if (len == 0) return false;
  capture_splice(capture, 0, len, "");
  capture_tell(capture, sentence);
  drop_before_each_line(capture, rs_slice(kept + line, len - line));
  return true;
}

static bool drop_beginning(struct capture *capture) {
  reqsig_slice all = capture_text(capture);
  size_t len = rs_slice_starts_with(all, RS_LITERAL("\xEF\xBB\xBF")) ? 3 : 0;
  while (len < all.len && memchr(" \t\r\n", all.data[len], 4)) len++;
  return drop_first_bytes(capture, len,
                          "White space or a byte order mark stands before the request: it is left out.");
}

/* A header follows it, or nothing. */
static bool is_followed_by_header(reqsig_slice behind, reqsig_slice before) {
  if (is_alike(before, behind)) behind = rs_slice_after(behind, before.len);
  reqsig_slice line = capture_next_line(behind);
  size_t len = 0;
  while (len < line.len && rs_is_token_char(line.data[len])) len++;
  return line.len == 0 || capture_is_empty_line(line) || (len > 0 && len < line.len && line.data[len] == ':');
}

/* What a log or tcpdump -A writes before it. */
static bool drop_up_to_request_line(struct capture *capture) {
  reqsig_slice all = capture_text(capture), rest = all, line;
  size_t at = 0;
  while ((line = capture_next_line(rest)).len > 0 &&
         !(capture_find_request_line(line, &at) &&
           is_followed_by_header(rs_slice_after(rest, line.len), rs_slice(line.data, at))))
    rest = rs_slice_after(rest, line.len);
  return line.len > 0 &&
         drop_first_bytes(capture, all.len - rest.len + at,
                          "Text stands before the request line, as in a log or a dump: it is left out.");
}

/* Of a file for an HTTP client. */
static bool drop_comments(struct capture *capture) {
  reqsig_slice rest = capture_text(capture);
  size_t len = 0;
  while (rest.len > 0 && rest.data[0] == '#') {
    size_t line = capture_next_line(rest).len;
    rest = rs_slice_after(rest, line);
    len += line;
  }
  return drop_first_bytes(capture, len,
                          "Lines that begin with # stand before the request: they are left out.");
}

bool capture_mend(struct capture *capture) {
  switch (capture->error) {
  case REQSIG_HTTP_METHOD:
  case REQSIG_HTTP_TARGET:
  case REQSIG_HTTP_LEADING_EMPTY_LINE:
    return drop_beginning(capture) || drop_comments(capture) || drop_up_to_request_line(capture);
  case REQSIG_HTTP_TARGET_BYTE:
  case REQSIG_HTTP_TARGET_ESCAPE: return mask_target_bytes(capture);
  case REQSIG_HTTP_VERSION: return take_version(capture);
  case REQSIG_HTTP_BARE_LF: return mend_line_ends(capture);
  case REQSIG_HTTP_BARE_CR: return capture_mend_line_ends(capture);
  case REQSIG_HTTP_FIELD_NAME:
  case REQSIG_HTTP_SPACE_BEFORE_COLON: return capture_mend_header(capture);
  case REQSIG_HTTP_FOLDED_LINE: return mend_blank_line(capture) || capture_mend_header(capture);
  case REQSIG_HTTP_HEAD_TRUNCATED: return mend_cut_head(capture);
  case REQSIG_HTTP_HOST_MISSING: return mend_missing_host(capture);
  case REQSIG_HTTP_BODY_TRUNCATED: return capture_mend_short_body(capture);
  case REQSIG_HTTP_TRAILING_BYTES: return capture_mend_long_body(capture);
  default: return false;
  }
}
