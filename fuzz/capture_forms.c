#include "capture_forms.h"

#include <string.h>

#include "lib/bytes.h"

bool capture_form_is_framing(reqsig_slice name) {
  return rs_slice_equal_ignoring_case(name, RS_LITERAL("content-length")) ||
         rs_slice_equal_ignoring_case(name, RS_LITERAL("transfer-encoding"));
}

static bool has_host(const reqsig_request *request) {
  bool has = false;
  for (size_t i = 0; i < request->num_headers; i++)
    has |= rs_slice_equal_ignoring_case(request->headers[i].name, RS_LITERAL("host"));
  return has;
}

/* With a text before each line of the head. */
static void add_lines(const reqsig_request *request, const char *before, struct text *text) {
  text_add_string(text, before);
  text_add(text, request->method);
  text_add_string(text, " ");
  text_add(text, request->target);
  text_add_string(text, has_host(request) ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
  for (size_t i = 0; i < request->num_headers; i++) {
    if (capture_form_is_framing(request->headers[i].name)) continue;
    text_add_string(text, before);
    text_add(text, request->headers[i].name);
    text_add_string(text, ": ");
    text_add(text, request->headers[i].value);
    text_add_string(text, "\r\n");
  }
  if (request->body.len > 0) text_addf(text, "%sContent-Length: %zu\r\n", before, request->body.len);
  text_addf(text, "%s\r\n", before);
  text_add(text, request->body);
}

void capture_form_plain(const reqsig_request *request, struct text *text) {
  add_lines(request, "", text);
}

void capture_form_curl_v(const reqsig_request *request, struct text *text) {
  add_lines(request, "> ", text);
}

/* Of the methods that a log is searched for, two are enough. */
bool capture_form_fits_log(const reqsig_request *request) {
  bool is_known = rs_slice_equal(request->method, RS_LITERAL("GET")) ||
                  rs_slice_equal(request->method, RS_LITERAL("POST"));
  return is_known && request->target.data[0] == '/';
}

void capture_form_log(const reqsig_request *request, struct text *text) {
  add_lines(request, "12:00:07 INFO ", text);
}

static void add_trace_rows(const char *what, reqsig_slice bytes, struct text *text) {
  text_addf(text, "=> Send %s, %zu bytes (0x%zx)", what, bytes.len, bytes.len);
  for (size_t i = 0; i < bytes.len; i++) {
    if (i % 16 == 0) text_addf(text, "\n%04zx:", i);
    text_addf(text, " %02x", bytes.data[i]);
  }
  text_add_string(text, "\n");
}

void capture_form_trace(const reqsig_request *request, struct text *text) {
  struct text plain = {0};
  capture_form_plain(request, &plain);
  add_trace_rows("header", rs_slice(plain.data, plain.len - request->body.len), text);
  if (request->body.len > 0) add_trace_rows("data", request->body, text);
  text_free(&plain);
}

static bool is_ascii_text(reqsig_slice bytes) {
  for (size_t i = 0; i < bytes.len; i++)
    if (bytes.data[i] == 0 || bytes.data[i] > 0x7f) return false;
  return true;
}

/* What cJSON gives ends at a NUL, and an address tells the target from '/' to '#'. */
bool capture_form_fits_har(const reqsig_request *request) {
  bool fits = has_host(request) && request->target.data[0] == '/' && is_ascii_text(request->target) &&
              !memchr(request->target.data, '#', request->target.len);
  for (size_t i = 0; i < request->num_headers; i++) fits &= is_ascii_text(request->headers[i].value);
  return fits;
}

/* Escaped where it could be taken for what another tool writes. */
static void add_json(struct text *text, reqsig_slice bytes) {
  for (size_t i = 0; i < bytes.len; i++)
    if (bytes.data[i] < ' ' || memchr("\"\\>", bytes.data[i], 3))
      text_addf(text, "\\u%04x", bytes.data[i]);
    else
      text_add_byte(text, (char)bytes.data[i]);
}

void capture_form_har(const reqsig_request *request, struct text *text) {
  text_add_string(text, "{\"log\":{\"entries\":[{\"request\":{\"method\":\"");
  add_json(text, request->method);
  text_add_string(text, "\",\"url\":\"https://h");
  add_json(text, request->target);
  text_add_string(text, "\",\"headers\":[{\"name\":\":scheme\",\"value\":\"https\"}");
  for (size_t i = 0; i < request->num_headers; i++) {
    text_add_string(text, ",{\"name\":\"");
    add_json(text, request->headers[i].name);
    text_add_string(text, "\",\"value\":\"");
    add_json(text, request->headers[i].value);
    text_add_string(text, "\"}");
  }
  text_add_string(text, "],\"postData\":{\"encoding\":\"base64\",\"text\":\"");
  text_add_base64(text, request->body);
  text_add_string(text, "\"}}}]}}");
}

void capture_form_python(const reqsig_request *request, struct text *text) {
  struct text plain = {0};
  capture_form_plain(request, &plain);
  text_add_string(text, "send: b'");
  for (size_t i = 0; i < plain.len; i++) {
    uint8_t byte = (uint8_t)plain.data[i];
    if (byte == '\'' || byte == '\\')
      text_addf(text, "\\%c", byte);
    else if (byte == '\r' || byte == '\n')
      text_add_string(text, byte == '\r' ? "\\r" : "\\n");
    else if (byte < ' ' || byte > '~')
      text_addf(text, "\\x%02x", byte);
    else
      text_add_byte(text, (char)byte);
  }
  text_add_string(text, "'\n");
  text_free(&plain);
}

static bool has_bracketed_end(reqsig_slice bytes) {
  for (size_t i = 0; i + 1 < bytes.len; i++)
    if (bytes.data[i] == '[' && bytes.data[i + 1] == '\\') return true;
  return false;
}

/* Nothing escapes what stands for the end of a line. */
bool capture_form_fits_wire(const reqsig_request *request) {
  bool fits = !has_bracketed_end(request->target) && !has_bracketed_end(request->body);
  for (size_t i = 0; i < request->num_headers; i++) fits &= !has_bracketed_end(request->headers[i].value);
  return fits;
}

void capture_form_wire(const reqsig_request *request, struct text *text) {
  struct text plain = {0};
  bool begins = true;
  capture_form_plain(request, &plain);
  for (size_t i = 0; i < plain.len; i++) {
    char byte = plain.data[i];
    if (begins) text_add_string(text, "1 >> \"");
    begins = byte == '\n';
    if (byte == '\r')
      text_add_string(text, "[\\r]");
    else if (begins)
      text_add_string(text, "[\\n]\"\n");
    else
      text_add_byte(text, byte);
  }
  if (!begins) text_add_string(text, "\"\n");
  text_free(&plain);
}
