/* What clients print of a request when they are told to. */
#include <string.h>

#include "diagnose/capture.h"
#include "lib/bytes.h"

/* What Python's http.client prints with debuglevel = 1, below requests too: send: b'GET / HTTP/1.1\r\n' */
static const reqsig_slice send = RS_TEXT("send: b");

/* Adds the byte that an escape means, and gives the escape's length. */
static size_t add_escape(struct text *to, reqsig_slice escape) {
  static const char letters[] = "rnt\\'\"", bytes[] = "\r\n\t\\'\"";
  if (escape.len > 3 && escape.data[1] == 'x' && rs_hex_value(escape.data[2]) >= 0 &&
      rs_hex_value(escape.data[3]) >= 0) {
    text_add_byte(to, (char)(16 * rs_hex_value(escape.data[2]) + rs_hex_value(escape.data[3])));
    return 4;
  }
  const char *letter = escape.len > 1 && escape.data[1] ? strchr(letters, escape.data[1]) : NULL;
  if (!letter) return 0;
  text_add_byte(to, bytes[letter - letters]);
  return 2;
}

/* The bytes of 'text' or "text"; false if it does not end. */
static bool add_literal(struct text *to, reqsig_slice rest) {
  uint8_t quote = rest.len > 0 ? rest.data[0] : 0;
  for (size_t i = 1; i < rest.len;) {
    if (rest.data[i] == quote) return true;
    size_t len = rest.data[i] == '\\' ? add_escape(to, rs_slice_after(rest, i)) : 1;
    if (len == 1) text_add_byte(to, (char)rest.data[i]);
    if (len == 0) return false;
    i += len;
  }
  return false;
}

/* Up to the answer to it. */
bool capture_read_python(struct capture *capture) {
  struct text request = {0};
  reqsig_slice rest = capture_text(capture), line;
  bool is_whole = true;
  for (; (line = capture_next_line(rest)).len > 0 && is_whole; rest = rs_slice_after(rest, line.len))
    if (rs_slice_starts_with(line, send))
      is_whole = add_literal(&request, rs_slice_after(line, send.len));
    else if (request.len > 0)
      break;
  bool is_found = request.len > 0 && is_whole;
  if (is_found) {
    capture_replace(capture, &request);
    capture_tell(capture,
                 "The input is what Python's http.client prints with debuglevel = 1: the bytes behind "
                 "the first send: are taken as the request.");
  }
  text_free(&request);
  return is_found;
}

/* Where the text stands first; the end if it does not. */
static reqsig_slice find_text(reqsig_slice rest, reqsig_slice text) {
  while (rest.len > 0 && !rs_slice_starts_with(rest, text)) rest = rs_slice_after(rest, 1);
  return rest;
}

/* wget -d prints the head between two lines, and the body between brackets on a line. */
bool capture_read_wget(struct capture *capture) {
  static const reqsig_slice begin = RS_TEXT("---request begin---\n"), end = RS_TEXT("---request end---\n"),
                            body = RS_TEXT("[BODY data: ");
  reqsig_slice rest = find_text(capture_text(capture), begin);
  reqsig_slice behind = find_text(rest, end);
  if (behind.len == 0) return false;
  struct text request = {0};
  text_add(&request, rs_slice(rest.data + begin.len, rest.len - begin.len - behind.len));
  behind = rs_slice_after(behind, end.len);
  if (rs_slice_starts_with(behind, body)) {
    reqsig_slice sent = rs_slice_after(behind, body.len),
                 answer = find_text(sent, RS_LITERAL("]\nHTTP request sent"));
    text_add(&request, rs_slice(sent.data, sent.len - answer.len));
  }
  capture_replace(capture, &request);
  capture_tell(capture, "The input is what wget -d prints: its first request is taken.");
  return true;
}
