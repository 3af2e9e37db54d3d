#include "diagnose/capture.h"

#include <string.h>

#include "lib/bytes.h"
#include "request/opened_request.h"

/* curl -v: "> " before each line of the request, "* " before its own remarks, "< " before the response. */
static bool is_of_curl_v(reqsig_slice line) {
  return memchr("*><{}", line.data[0], 5) && line.len > 1 && (line.data[1] == ' ' || line.data[0] == '>');
}

static void add_sent_line(struct text *request, reqsig_slice line) {
  text_add(request, capture_without_end(rs_slice_after(line, line.data[1] == ' ' ? 2 : 1)));
  text_add_string(request, "\r\n");
}

static bool begins_request(reqsig_slice line) {
  size_t at;
  return capture_find_request_line(line, &at) && at <= 2;
}

/* Up to the head of a second request. A body behind > is of text that was quoted. */
static bool read_curl_v(struct capture *capture) {
  reqsig_slice rest = capture_text(capture), whole, line;
  struct text request = {0};
  bool is_whole = false, has_more = false;
  for (; (whole = capture_next_line(rest)).len > 0; rest = rs_slice_after(rest, whole.len)) {
    line = capture_without_time(whole);
    if (!is_of_curl_v(line)) break;
    if (line.data[0] != '>') continue;
    has_more = is_whole && begins_request(line);
    if (has_more) break;
    add_sent_line(&request, line);
    is_whole |= capture_without_end(line).len <= 2;
  }
  if (request.len == 0) return false;
  capture_replace(capture, &request);
  capture_tell(capture, "The input is the output of curl -v: the lines behind > are taken as the request.");
  if (has_more) capture_tell_of_more(capture);
  return true;
}

/* ":method: GET" and the like, as tools print a request of HTTP/2: each of them once. */
static bool read_pseudo_headers(struct capture *capture) {
  struct text method = {0}, path = {0}, host = {0}, others = {0}, request = {0};
  reqsig_slice rest = capture_text(capture);
  static const reqsig_slice names[] = {RS_TEXT(":method: "), RS_TEXT(":path: "), RS_TEXT(":authority: ")};
  struct text *values[] = {&method, &path, &host};
  bool is_twice = false;
  for (reqsig_slice line; (line = capture_next_line(rest)).len > 0; rest = rs_slice_after(rest, line.len)) {
    size_t i = 0;
    if (capture_is_empty_line(line)) break;
    while (i < 3 && !rs_slice_starts_with(line, names[i])) i++;
    is_twice |= i < 3 && values[i]->len > 0;
    if (i < 3)
      text_add(values[i], capture_without_end(rs_slice_after(line, names[i].len)));
    else if (line.data[0] != ':')
      text_addf(&others, "%.*s\r\n", (int)capture_without_end(line).len, (const char *)line.data);
  }
  bool is_found = method.len > 0 && path.len > 0 && !is_twice;
  if (is_found) {
    text_addf(&request, "%s %s HTTP/1.1\r\nHost: %s\r\n", text_string(&method), text_string(&path),
              text_string(&host));
    text_add(&request, text_slice(&others));
    text_add_string(&request, "\r\n");
    text_add(&request, rs_slice_after(rest, capture_next_line(rest).len));
    capture_replace(capture, &request);
    capture_tell(
        capture,
        "The input has the pseudo-headers of HTTP/2, such as :path: they are taken as the request line and "
        "Host.");
  }
  for (size_t i = 0; i < 3; i++) text_free(values[i]);
  text_free(&others);
  return is_found;
}

bool capture_read_format(struct capture *capture) {
  return read_curl_v(capture) || capture_read_trace(capture) || capture_read_client(capture) ||
         capture_read_har(capture) || read_pseudo_headers(capture);
}

enum { MAX_CHANGES = 64, MAX_HEADERS = 1000 };

void capture_tell(struct capture *capture, const char *sentence) {
  diagnosis_add_hint(capture->arena, capture->diagnosis, sentence);
}

static void splice_one(struct text *text, size_t at, size_t len, const char *with) {
  struct text changed = {0};
  text_add(&changed, rs_slice(text->data, at));
  text_add_string(&changed, with);
  text_add(&changed, rs_slice(text->data + at + len, text->len - at - len));
  text_free(text);
  *text = changed;
}

void capture_splice(struct capture *capture, size_t at, size_t len, const char *with) {
  splice_one(&capture->sent, at, len, with);
  splice_one(&capture->parsed, at, len, with);
}

void capture_replace(struct capture *capture, struct text *text) {
  text_clear(&capture->sent);
  text_clear(&capture->parsed);
  text_add(&capture->sent, text_slice(text));
  text_add(&capture->parsed, text_slice(text));
  text_free(text);
}

reqsig_slice capture_text(const struct capture *capture) {
  return text_slice(&capture->parsed);
}

/* The line at the beginning of rest, with its end. */
reqsig_slice capture_next_line(reqsig_slice rest) {
  const uint8_t *end = rest.len > 0 ? memchr(rest.data, '\n', rest.len) : NULL;
  return rs_slice(rest.data, end ? (size_t)(end - rest.data) + 1 : rest.len);
}

bool capture_is_empty_line(reqsig_slice line) {
  return rs_slice_equal(line, RS_LITERAL("\n")) || rs_slice_equal(line, RS_LITERAL("\r\n"));
}

reqsig_slice capture_without_end(reqsig_slice line) {
  while (line.len > 0 && (line.data[line.len - 1] == '\n' || line.data[line.len - 1] == '\r')) line.len--;
  return line;
}

static bool parse_capture(struct capture *capture) {
  size_t num_headers = MAX_HEADERS;
  reqsig_slice raw = capture_text(capture);
  capture->body = arena_get(capture->arena, raw.len + 1);
  reqsig_buffer body = {capture->body, raw.len, 0};
  return reqsig_parse_request(raw, capture->headers, &num_headers, &body, &capture->request, &capture->error,
                              &capture->offset) == REQSIG_OK;
}

/* The fault is the last one, as those before it could be mended. */
static void tell_what_it_is(struct capture *capture, const request_input *input) {
  struct text sentence = {0};
  request_input last = *input;
  last.error = capture->error;
  const char *har_fault = capture_har_fault(capture);
  const char *kind = input_kind_advice(rs_slice(input->raw.data, input->raw.len));
  if (har_fault)
    text_add_string(&sentence, har_fault);
  else if (kind)
    text_addf(&sentence, "The input is not an HTTP/1.1 request: %s.", kind);
  else
    text_addf(&sentence, "The input is not an HTTP/1.1 request (%s): %s.", reqsig_http_error_name(last.error),
              request_fault_advice(&last));
  capture_tell(capture, text_string(&sentence));
  text_free(&sentence);
}

/* The request's parts move into the arena, and the target is what was sent. */
static void take(struct capture *capture, struct opened_request *opened) {
  reqsig_slice parsed = capture_text(capture);
  const char *sent = arena_copy(capture->arena, text_slice(&capture->sent));
  char *copy = arena_copy(capture->arena, parsed);
  reqsig_slice raw = rs_slice(copy, parsed.len);
  size_t num_headers = MAX_HEADERS;
  reqsig_buffer body = {capture->body, raw.len, 0};
  reqsig_parse_request(raw, capture->headers, &num_headers, &body, &capture->request, &capture->error,
                       &capture->offset);
  capture->request.target.data = (const uint8_t *)sent + (capture->request.target.data - raw.data);
  opened->request.request = capture->request;
  opened->request.error = REQSIG_HTTP_NONE;
}

static void take_path_of_absolute_form(struct arena *arena, struct opened_request *opened,
                                       struct diagnosis *diagnosis) {
  reqsig_slice *target = &opened->request.request.target;
  size_t at = rs_slice_starts_with(*target, RS_LITERAL("http://"))    ? 7
              : rs_slice_starts_with(*target, RS_LITERAL("https://")) ? 8
                                                                      : 0;
  if (at == 0) return;
  while (at < target->len && target->data[at] != '/' && target->data[at] != '?') at++;
  *target = at < target->len && target->data[at] == '/' ? rs_slice_after(*target, at) : RS_LITERAL("/");
  diagnosis_add_hint(
      arena, diagnosis,
      "The target is in the form that a proxy is sent, http://host/path: it is judged by its path, which is "
      "what its client signs.");
}

bool capture_read(struct arena *arena, struct opened_request *opened, struct diagnosis *diagnosis) {
  struct capture capture = {.arena = arena,
                            .recipe = &opened->recipe,
                            .diagnosis = diagnosis,
                            .error = opened->request.error,
                            .offset = opened->request.offset};
  const struct diagnosis before = *diagnosis;
  bool is_request = capture.error == REQSIG_HTTP_NONE;
  if (!is_request) {
    text_add(&capture.sent, rs_slice(opened->request.raw.data, opened->request.raw.len));
    text_add(&capture.parsed, text_slice(&capture.sent));
    capture.headers = arena_get_array(arena, MAX_HEADERS, sizeof *capture.headers);
    if (capture_read_format(&capture)) is_request = parse_capture(&capture);
    for (int i = 0; i < MAX_CHANGES && !is_request && capture_mend(&capture); i++)
      is_request = parse_capture(&capture);
    if (!is_request) *diagnosis = before;
    if (is_request)
      take(&capture, opened);
    else
      tell_what_it_is(&capture, &opened->request);
    text_free(&capture.sent);
    text_free(&capture.parsed);
  }
  if (is_request) take_path_of_absolute_form(arena, opened, diagnosis);
  return is_request;
}
