#include "http.h"

static bool read_name(rs_http *http, reqsig_slice *name) {
  size_t start = http->at, at = rs_skip(http->raw, start, RS_TOKEN);
  *name = rs_slice(http->raw.data + start, at - start);
  if (at > start && at < http->raw.len && http->raw.data[at] == ':') {
    http->at = at + 1;
    return true;
  }
  http->at = at;
  if (!rs_http_at_space(http)) return rs_http_fail(http, REQSIG_HTTP_FIELD_NAME);
  return rs_http_fail(http, at > start ? REQSIG_HTTP_SPACE_BEFORE_COLON : REQSIG_HTTP_FOLDED_LINE);
}

static void trim_end(reqsig_slice *value) {
  while (value->len > 0 && (value->data[value->len - 1] == ' ' || value->data[value->len - 1] == '\t'))
    value->len--;
}

/* Eight bytes at once, as long as there is neither a control character among them nor a tab. */
static void skip_value(rs_http *http) {
  uint64_t word;
  size_t at = http->at, len = http->raw.len;
  for (; len - at >= sizeof word; at += sizeof word) {
    word = rs_word_read(http->raw.data + at);
    if (rs_word_mark_control(word)) break;
  }
  http->at = rs_skip(http->raw, at, RS_FIELD_VALUE);
}

static bool read_value(rs_http *http, reqsig_slice *value) {
  while (rs_http_at_space(http)) http->at++;
  size_t start = http->at;
  skip_value(http);
  *value = rs_http_since(http, start);
  trim_end(value);
  return rs_http_take_line_end(http, REQSIG_HTTP_FIELD_VALUE);
}

bool rs_http_read_field(rs_http *http, reqsig_header *header) {
  return read_name(http, &header->name) && read_value(http, &header->value);
}
