#include "http.h"

static bool has(reqsig_slice text, size_t at) {
  return at < text.len;
}

static bool is_address_char(uint8_t c) {
  return rs_is_digit(c) || (rs_upper(c) >= 'A' && rs_upper(c) <= 'F') || c == ':' || c == '.';
}

/* reg-name, but without the two bytes that recipients are known to understand in two ways: "%", which some
 * decode, and the comma, with which some join two Host fields. */
static bool match_name(reqsig_slice text, size_t *at) {
  size_t start = *at;
  *at = rs_skip(text, start, RS_HOST_NAME);
  return *at > start;
}

/* The shortest address is "::". */
static bool match_bracketed(reqsig_slice text, size_t *at) {
  size_t start = ++*at;
  while (has(text, *at) && is_address_char(text.data[*at])) ++*at;
  if (*at - start < 2 || !has(text, *at) || text.data[*at] != ']') return false;
  ++*at;
  return true;
}

static bool match_port(reqsig_slice text, size_t *at) {
  unsigned port = 0;
  for (; has(text, *at) && rs_is_digit(text.data[*at]); ++*at) {
    port = port * 10 + (unsigned)(text.data[*at] - '0');
    if (port > 65535) return false;
  }
  return true;
}

bool rs_http_match_authority(reqsig_slice text, size_t *at, rs_http_port port) {
  bool bracketed = has(text, *at) && text.data[*at] == '[';
  if (!(bracketed ? match_bracketed(text, at) : match_name(text, at))) return false;
  if (!has(text, *at) || text.data[*at] != ':') return port == RS_HTTP_PORT_OPTIONAL;
  size_t digits = ++*at;
  return match_port(text, at) && (port == RS_HTTP_PORT_OPTIONAL || *at > digits);
}
