/* Headers that a tool, a terminal or a hand has laid out otherwise than they are sent. */
#include <string.h>

#include "diagnose/capture.h"
#include "lib/bytes.h"

/* A line of this length may have been cut by the width of a terminal or a page. */
enum { MIN_WIDTH = 60 };

static reqsig_slice rest_at(const struct capture *capture, size_t at) {
  return rs_slice_after(capture_text(capture), at);
}

static size_t num_blanks(reqsig_slice text) {
  size_t num = 0;
  while (num < text.len && memchr(" \t", text.data[num], 2)) num++;
  return num;
}

static size_t token_len(reqsig_slice text) {
  size_t len = 0;
  while (len < text.len && rs_is_token_char(text.data[len])) len++;
  return len;
}

/* "\r\r\n" up to the empty line, which may be written so too. */
bool capture_mend_line_ends(struct capture *capture) {
  bool is_changed = false;
  size_t at = 0;
  for (reqsig_slice line; (line = capture_next_line(rest_at(capture, at))).len > 0;) {
    size_t len = capture_without_end(line).len, end_len = line.len - len;
    if (end_len > 2 && line.data[line.len - 1] == '\n') {
      capture_splice(capture, at + len, end_len, "\r\n");
      is_changed = true;
      end_len = 2;
    }
    at += len + end_len;
    if (len == 0) break;
  }
  if (is_changed)
    capture_tell(capture,
                 "Lines of the head end in CR CR LF, as where CR LF is written in text mode on Windows: they "
                 "are taken as CR LF. Line ends in the body may have been changed too: write the capture in "
                 "binary mode.");
  return is_changed;
}

static bool mend_space_before_colon(struct capture *capture) {
  reqsig_slice rest = rest_at(capture, capture->offset);
  size_t len = num_blanks(rest);
  if (len == 0 || len == rest.len || rest.data[len] != ':') return false;
  capture_splice(capture, capture->offset, len, "");
  capture_tell(
      capture,
      "White space stands before a header's colon: it is left out. If it was sent so, servers reject "
      "the request or ignore the header: the colon stands right behind the name.");
  return true;
}

/* Whether an empty line ends the head further on. */
static bool has_head_end(reqsig_slice rest) {
  for (reqsig_slice line; (line = capture_next_line(rest)).len > 0; rest = rs_slice_after(rest, line.len))
    if (capture_is_empty_line(line)) return true;
  return false;
}

/* A width cuts words; whoever breaks a line by hand, or indents it, does so at a space. */
static bool is_within_word(reqsig_slice line, bool is_indented) {
  return !memchr(",; ", line.data[line.len - 1], 3) && (!is_indented || line.len >= MIN_WIDTH);
}

/* The line that the parser stopped in goes on with the header before it. */
static bool join_wrapped(struct capture *capture) {
  reqsig_slice all = capture_text(capture);
  size_t at = capture->offset;
  while (at > 0 && all.data[at - 1] != '\n') at--;
  size_t end = capture_without_end(rs_slice(all.data, at)).len, begin = end;
  while (begin > 0 && all.data[begin - 1] != '\n') begin--;
  size_t num = num_blanks(rest_at(capture, at));
  reqsig_slice next = capture_without_end(capture_next_line(rest_at(capture, at + num)));
  reqsig_slice line = rs_slice(all.data + begin, end - begin);
  size_t name = token_len(line);
  bool is_header = begin > 0 && name > 0 && name < line.len && line.data[name] == ':';
  if (!is_header || next.len == 0 || memchr("{[<", next.data[0], 3) || !has_head_end(rest_at(capture, at)))
    return false;
  capture_splice(capture, end, at + num - end, is_within_word(line, num > 0) ? "" : " ");
  capture_tell(
      capture,
      "A header goes on in the next line, as where a terminal or a page wraps it: the lines are "
      "joined. Whether a space stood there is a guess: if the signature does not fit, put the header "
      "on one line as it was sent. Servers reject a header that is sent on two.");
  return true;
}

bool capture_mend_header(struct capture *capture) {
  return (capture->error == REQSIG_HTTP_SPACE_BEFORE_COLON && mend_space_before_colon(capture)) ||
         join_wrapped(capture);
}
