/* What an input is that is no request, by its first bytes, and what to give in its place. */
#include <string.h>

#include "lib/bytes.h"
#include "request/opened_request.h"

static bool begins_with_one_of(reqsig_slice raw, const char *const *texts, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (rs_slice_starts_with(raw, reqsig_text(texts[i]))) return true;
  return false;
}

static reqsig_slice first_line(reqsig_slice raw) {
  const uint8_t *end = raw.len > 0 ? memchr(raw.data, '\n', raw.len) : NULL;
  return rs_slice(raw.data, end ? (size_t)(end - raw.data) : raw.len);
}

static bool is_utf16(reqsig_slice raw) {
  if (raw.len < 4) return false;
  const uint8_t *c = raw.data;
  bool has_mark = (c[0] == 0xff && c[1] == 0xfe) || (c[0] == 0xfe && c[1] == 0xff);
  return has_mark || (c[0] && !c[1] && c[2] && !c[3]) || (!c[0] && c[1] && !c[2] && c[3]);
}

static bool is_compressed(reqsig_slice raw) {
  static const char *const texts[] = {"\x1f\x8b", "PK\x03\x04", "\x28\xb5\x2f\xfd", "BZh", "\xfd\x37zXZ"};
  return begins_with_one_of(raw, texts, sizeof texts / sizeof *texts);
}

static bool is_packets(reqsig_slice raw) {
  static const char *const texts[] = {"\xd4\xc3\xb2\xa1", "\xa1\xb2\xc3\xd4", "\x0a\x0d\x0d\x0a"};
  return begins_with_one_of(raw, texts, sizeof texts / sizeof *texts);
}

static bool is_tls(reqsig_slice raw) {
  return rs_slice_starts_with(raw, RS_LITERAL("\x16\x03"));
}

static bool is_binary(reqsig_slice raw) {
  return memchr(first_line(raw).data, 0, first_line(raw).len) != NULL ||
         rs_slice_starts_with(raw, RS_LITERAL("\x89PNG")) ||
         rs_slice_starts_with(raw, RS_LITERAL("\xff\xd8\xff"));
}

static bool is_response(reqsig_slice raw) {
  return rs_slice_starts_with(raw, RS_LITERAL("HTTP/"));
}

static bool is_markup(reqsig_slice raw) {
  static const char *const texts[] = {"<!", "<?xml", "<html", "<items"};
  return begins_with_one_of(raw, texts, sizeof texts / sizeof *texts);
}

static bool is_curl_command(reqsig_slice raw) {
  return rs_slice_starts_with(raw, RS_LITERAL("curl ")) || rs_slice_starts_with(raw, RS_LITERAL("$ curl "));
}

static bool is_script(reqsig_slice raw) {
  static const char *const texts[] = {
      "fetch(", "await fetch(", "Invoke-WebRequest", "Invoke-RestMethod", "$", "import ", "const ",
      "http ",  "wget "};
  return begins_with_one_of(raw, texts, sizeof texts / sizeof *texts);
}

/* "GET / HTTP/1.1" 401, or request: "GET / HTTP/1.1", host: */
static bool is_access_log(reqsig_slice raw) {
  reqsig_slice line = first_line(raw);
  for (size_t i = 0; i + 12 < line.len; i++) {
    reqsig_slice rest = rs_slice_after(line, i);
    if (rs_slice_starts_with(rest, RS_LITERAL(" HTTP/")) && rest.data[9] == '"' &&
        memchr(" ,", rest.data[10], 2))
      return true;
  }
  return false;
}

static bool is_page(reqsig_slice raw) {
  static const char *const texts[] = {"Request URL", "General\n", "Request Headers", "<PreparedRequest"};
  bool is_it = begins_with_one_of(raw, texts, sizeof texts / sizeof *texts);
  for (; raw.len > 0 && !is_it; raw = rs_slice_after(raw, 1))
    is_it = rs_slice_starts_with(raw, RS_LITERAL("\nRequest Headers\n"));
  return is_it;
}

/* 00000000: 504f or 00000000  50 4f */
static bool is_hex_dump(reqsig_slice raw) {
  size_t len = 0;
  while (len < raw.len && rs_hex_value(raw.data[len]) >= 0) len++;
  reqsig_slice rest = rs_slice_after(raw, len);
  bool is_parted =
      rs_slice_starts_with(rest, RS_LITERAL(": ")) || rs_slice_starts_with(rest, RS_LITERAL("  "));
  return len >= 7 && len <= 8 && is_parted && rest.len > 3 && rs_hex_value(rest.data[2]) >= 0 &&
         rs_hex_value(rest.data[3]) >= 0;
}

static bool is_base64(reqsig_slice raw) {
  reqsig_slice line = first_line(raw);
  size_t len = 0;
  while (len < line.len && (rs_is_digit(line.data[len]) || memchr("+/=-_", line.data[len], 5) ||
                            (rs_upper(line.data[len]) >= 'A' && rs_upper(line.data[len]) <= 'Z')))
    len++;
  return len >= 40 && (len == line.len || (len + 1 == line.len && line.data[len] == '\r'));
}

/* A file of credentials is JSON, and may be given in a request's place. */
bool input_is_json(reqsig_slice raw) {
  static const reqsig_slice byte_order_mark = RS_TEXT("\xef\xbb\xbf");
  size_t at = rs_slice_starts_with(raw, byte_order_mark) ? byte_order_mark.len : 0;
  while (at < raw.len && raw.data[at] <= ' ') at++;
  return at < raw.len && (raw.data[at] == '{' || raw.data[at] == '[');
}

/* Tools print requests of HTTP/2 and HTTP/3 as text that was never sent so: with pseudo-header fields, RFC
 * 9113 section 8.3, or with a version that no request line has. */
static bool is_of_later_http(reqsig_slice raw) {
  static const char *const pseudo[] = {":method", ":path", ":authority", ":scheme", "PRI * HTTP/2"};
  if (begins_with_one_of(raw, pseudo, sizeof pseudo / sizeof *pseudo)) return true;
  reqsig_slice line = first_line(raw);
  for (size_t i = 0; i < line.len; i++) {
    reqsig_slice rest = rs_slice_after(line, i);
    if (rs_slice_starts_with(rest, RS_LITERAL(" HTTP/2")) ||
        rs_slice_starts_with(rest, RS_LITERAL(" HTTP/3")))
      return true;
  }
  return false;
}

static const struct {
  bool (*is)(reqsig_slice raw);
  const char *advice;
} kinds[] = {
    {is_utf16, "this is text in UTF-16, as PowerShell and Notepad save it: convert it, for instance with: "
               "iconv -f UTF-16 -t UTF-8 FILE"},
    {is_compressed, "these bytes are compressed (gzip, zip or the like): unpack them first"},
    {is_packets,
     "this is a capture of packets: in Wireshark, Follow > HTTP Stream shows the request; save it as "
     "Raw. What went over TLS can't be read there"},
    {is_tls,
     "these are the encrypted bytes of TLS: capture before they are encrypted, for instance with curl "
     "--trace FILE, or behind what ends TLS"},
    {is_binary, "these bytes are no text, as of an image: the text of a whole HTTP/1.1 request was expected"},
    {is_response,
     "this is a response: give the request that it answers, which begins with METHOD PATH HTTP/1.1"},
    {is_markup, "this is HTML or XML: a whole HTTP/1.1 request was expected, which begins with METHOD PATH "
                "HTTP/1.1. Of an export of Burp, take the request itself, not the items as XML"},
    {is_curl_command,
     "this is a curl command, not a request: run it with --trace FILE against a server of your "
     "own, and diagnose that file; curl changes the body of -d and adds headers"},
    {is_script,
     "this is a command or a program that sends a request, not the request: in a browser, Copy > Copy "
     "all as HAR gives what was sent; else send it to a server of your own that keeps the bytes"},
    {is_access_log,
     "this is a line of an access log, which has neither the headers nor the body: capture the "
     "whole request"},
    {is_page,
     "this is what a page or a program shows of a request, not the request: in a browser, Copy > Copy all "
     "as HAR gives what was sent; in Postman's console, Show raw log"},
    {is_hex_dump, "this is a dump in hex: make bytes of it, for instance with: xxd -r FILE"},
    {is_base64, "this looks like base64: decode it, for instance with: base64 -d FILE"},
    {input_is_json,
     "this is JSON: a whole HTTP/1.1 request was expected, which begins with METHOD PATH HTTP/1.1; a "
     "file of credentials goes behind --credentials"},
    {is_of_later_http, "this is a request of HTTP/2 or HTTP/3 as a tool prints it: write its first line as "
                       "METHOD PATH HTTP/1.1, the value of :authority as a Host header, and leave out the "
                       "other names that begin with a colon"},
};

const char *input_kind_advice(reqsig_slice raw) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (kinds[i].is(raw)) return kinds[i].advice;
  return NULL;
}
