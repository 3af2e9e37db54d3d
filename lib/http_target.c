#include "http.h"

static bool take_hex_digit(rs_http *http) {
  if (!rs_http_has(http) || rs_hex_value(http->raw.data[http->at]) < 0) return false;
  http->at++;
  return true;
}

/* A target without version is HTTP/0.9's request, so the version is missing, not a part of the target. */
static bool end_target(rs_http *http, reqsig_http_error otherwise) {
  if (rs_http_take(http, ' ')) return true;
  return rs_http_fail(http, rs_http_at(http, '\r') ? REQSIG_HTTP_VERSION : otherwise);
}

/* The first "?" ends the path, but both hold the same bytes. */
static bool read_path_and_query(rs_http *http) {
  for (;;) {
    http->at = rs_skip(http->raw, http->at, RS_PATH_OR_QUERY);
    if (!rs_http_take(http, '%')) return end_target(http, REQSIG_HTTP_TARGET_BYTE);
    /* Two of them: NOLINTNEXTLINE(misc-redundant-expression) */
    if (!take_hex_digit(http) || !take_hex_digit(http)) return rs_http_fail(http, REQSIG_HTTP_TARGET_ESCAPE);
  }
}

/* Schemes are compared without letter case, RFC 3986 section 3.1. */
static bool take_text(rs_http *http, const char *upper) {
  for (; *upper; upper++) {
    if (!rs_http_has(http) || rs_upper(http->raw.data[http->at]) != (uint8_t)*upper) return false;
    http->at++;
  }
  return true;
}

static bool take_scheme(rs_http *http) {
  if (!take_text(http, "HTTP")) return false;
  if (!rs_http_at(http, ':')) return take_text(http, "S://");
  return take_text(http, "://");
}

/* RFC 9112 section 3.2.2. RFC 9110 section 4.2.4 asks to reject user information. */
static bool read_absolute(rs_http *http, rs_http_head *head) {
  if (!take_scheme(http)) return rs_http_fail(http, REQSIG_HTTP_TARGET);
  size_t start = http->at;
  if (!rs_http_match_authority(http->raw, &http->at, RS_HTTP_PORT_OPTIONAL))
    return rs_http_fail(http, REQSIG_HTTP_TARGET);
  head->authority = head->authority_host = rs_http_since(http, start);
  if (rs_http_at(http, '/') || rs_http_at(http, '?')) return read_path_and_query(http);
  return end_target(http, REQSIG_HTTP_TARGET);
}

/* Section 3.2.3. RFC 9110 section 9.3.6: an empty port is rejected. */
static bool read_authority(rs_http *http, rs_http_head *head) {
  size_t start = http->at;
  if (!rs_http_match_authority(http->raw, &http->at, RS_HTTP_PORT_REQUIRED))
    return rs_http_fail(http, REQSIG_HTTP_TARGET);
  head->authority = head->authority_host = rs_http_since(http, start);
  while (http->raw.data[start + --head->authority_host.len] != ':') continue;
  return end_target(http, REQSIG_HTTP_TARGET);
}

static bool read_form(rs_http *http, reqsig_slice method, rs_http_head *head) {
  if (rs_slice_equal(method, RS_LITERAL("CONNECT"))) return read_authority(http, head);
  if (rs_http_at(http, '/')) return read_path_and_query(http);
  if (rs_slice_equal(method, RS_LITERAL("OPTIONS")) && rs_http_take(http, '*'))
    return end_target(http, REQSIG_HTTP_TARGET);
  return read_absolute(http, head);
}

bool rs_http_read_target(rs_http *http, reqsig_request *request, rs_http_head *head) {
  size_t start = http->at;
  if (!read_form(http, request->method, head)) return false;
  request->target = rs_slice(http->raw.data + start, http->at - 1 - start);
  return true;
}
