/* What clients print of a request when they are told to. */
#include <string.h>

#include "diagnose/capture.h"
#include "lib/bytes.h"

/* What stands before the text between quotes, and who writes it so. */
static const struct {
  reqsig_slice before;
  const char *sentence;
} quoting[] = {
    {RS_TEXT("send: b"),
     "The input is what Python's http.client prints with debuglevel = 1: the bytes behind the first "
     "send: are taken as the request."},
    {RS_TEXT("<- "),
     "The input is what Ruby's Net::HTTP prints: the bytes behind the first <- are taken as the "
     "request."},
    {RS_TEXT(""),
     "The input is text between quotes, as a program prints it: what it stands for is taken as the "
     "request."},
};

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

static bool is_quoted(reqsig_slice line, reqsig_slice before) {
  return line.len > before.len + 1 && rs_slice_starts_with(line, before) &&
         (line.data[before.len] == '"' || line.data[before.len] == '\'');
}

/* Up to the answer to it. */
static bool read_quoted(struct capture *capture, size_t who) {
  struct text request = {0};
  reqsig_slice rest = capture_text(capture), line, before = quoting[who].before;
  bool is_whole = true;
  for (; (line = capture_next_line(rest)).len > 0 && is_whole; rest = rs_slice_after(rest, line.len))
    if (is_quoted(line, before))
      is_whole = add_literal(&request, rs_slice_after(line, before.len));
    else if (request.len > 0)
      break;
  size_t unused;
  bool is_found = is_whole && capture_find_request_line(capture_next_line(text_slice(&request)), &unused);
  if (is_found) {
    capture_replace(capture, &request);
    capture_tell(capture, quoting[who].sentence);
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
static bool read_wget(struct capture *capture) {
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

/* "POST / HTTP/1.1[\r][\n]" */
static void add_wire_line(struct text *to, reqsig_slice rest) {
  while (rest.len > 1) {
    bool is_cr = rs_slice_starts_with(rest, RS_LITERAL("[\\r]"));
    bool is_lf = rs_slice_starts_with(rest, RS_LITERAL("[\\n]"));
    text_add_byte(to, is_cr ? '\r' : is_lf ? '\n' : (char)rest.data[0]);
    rest = rs_slice_after(rest, is_cr || is_lf ? 4 : 1);
  }
}

/* The wire log of Apache HttpClient. */
static bool read_wire(struct capture *capture) {
  struct text request = {0};
  reqsig_slice rest = capture_text(capture), line;
  for (; (line = capture_next_line(rest)).len > 0; rest = rs_slice_after(rest, line.len)) {
    reqsig_slice sent = find_text(capture_without_end(line), RS_LITERAL(">> \""));
    if (sent.len > 0)
      add_wire_line(&request, rs_slice_after(sent, 4));
    else if (request.len > 0)
      break;
  }
  bool is_found = request.len > 0;
  if (is_found) {
    capture_replace(capture, &request);
    capture_tell(
        capture,
        "The input is a wire log of Apache HttpClient: the lines behind >> are taken as the request.");
  }
  text_free(&request);
  return is_found;
}

/* --> POST https://a.example/ http/1.1, up to --> END */
static bool read_okhttp(struct capture *capture) {
  static const reqsig_slice begin = RS_TEXT("--> "), end = RS_TEXT("--> END ");
  reqsig_slice rest = find_text(capture_text(capture), begin), behind = find_text(rest, end);
  if (behind.len == 0 || behind.len == rest.len) return false;
  struct text request = {0};
  rest = rs_slice(rest.data + begin.len, rest.len - begin.len - behind.len);
  reqsig_slice line = capture_without_end(capture_next_line(rest));
  reqsig_slice version = find_text(line, RS_LITERAL(" http/"));
  text_add(&request, rs_slice(line.data, line.len - version.len));
  text_add_string(&request, " HTTP/1.1");
  text_add(&request, rs_slice_after(rest, line.len));
  capture_replace(capture, &request);
  capture_tell(capture, "The input is what OkHttp's logging interceptor prints: its first request is taken.");
  return true;
}

bool capture_read_client(struct capture *capture) {
  for (size_t i = 0; i < sizeof quoting / sizeof *quoting; i++)
    if (read_quoted(capture, i)) return true;
  return read_wget(capture) || read_wire(capture) || read_okhttp(capture);
}
