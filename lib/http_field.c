#include "http.h"

static bool at_white_space(const rs_http *http) {
  return rs_http_at(http, ' ') || rs_http_at(http, '\t');
}

/* RFC 9110 section 5.5. Bytes from 0x80 are opaque: 0x85 and 0xA0 are no white space. */
static bool is_value_byte(uint8_t c) {
  return c == '\t' || (c >= ' ' && c != 0x7F);
}

static bool read_name(rs_http *http, reqsig_slice *name) {
  size_t start = http->at;
  while (rs_http_has(http) && rs_is_token_char(http->raw.data[http->at])) http->at++;
  *name = rs_http_since(http, start);
  if (at_white_space(http)) return rs_http_fail(http, REQSIG_HTTP_SPACE_BEFORE_COLON);
  if (name->len > 0 && rs_http_take(http, ':')) return true;
  return rs_http_fail(http, REQSIG_HTTP_FIELD_NAME);
}

static void trim_end(reqsig_slice *value) {
  while (value->len > 0 && (value->data[value->len - 1] == ' ' || value->data[value->len - 1] == '\t'))
    value->len--;
}

static bool read_value(rs_http *http, reqsig_slice *value) {
  while (at_white_space(http)) http->at++;
  size_t start = http->at;
  while (rs_http_has(http) && is_value_byte(http->raw.data[http->at])) http->at++;
  *value = rs_http_since(http, start);
  trim_end(value);
  return rs_http_take_line_end(http, REQSIG_HTTP_FIELD_VALUE);
}

bool rs_http_read_field(rs_http *http, reqsig_header *header) {
  return read_name(http, &header->name) && read_value(http, &header->value);
}
