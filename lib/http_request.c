#include "http.h"

/* RFC 9112 section 2.2 lets a server skip empty lines here; a client must not send them. */
static bool read_method(rs_http *http, reqsig_request *request) {
  if (!rs_http_has(http)) return rs_http_fail_exactly(http, REQSIG_HTTP_EMPTY);
  if (rs_http_at(http, '\r')) return rs_http_fail(http, REQSIG_HTTP_LEADING_EMPTY_LINE);
  http->at = rs_skip(http->raw, 0, RS_TOKEN);
  request->method = rs_http_since(http, 0);
  if (request->method.len == 0 || !rs_http_take(http, ' ')) return rs_http_fail(http, REQSIG_HTTP_METHOD);
  return true;
}

static bool take_protocol(rs_http *http) {
  const reqsig_slice protocol = RS_TEXT("HTTP/1."), rest = rs_slice_after(http->raw, http->at);
  size_t same = 0;
  while (same < protocol.len && same < rest.len && rest.data[same] == protocol.data[same]) same++;
  http->at += same;
  return same == protocol.len;
}

static bool read_version(rs_http *http, rs_http_head *head) {
  if (!take_protocol(http)) return rs_http_fail(http, REQSIG_HTTP_VERSION);
  head->is_http_1_0 = rs_http_at(http, '0');
  if (!rs_http_take(http, '0') && !rs_http_take(http, '1')) return rs_http_fail(http, REQSIG_HTTP_VERSION);
  return rs_http_take_line_end(http, REQSIG_HTTP_VERSION);
}

static bool fail_without_room(rs_http *http) {
  return rs_http_fail(http, rs_http_at_space(http) ? REQSIG_HTTP_FOLDED_LINE : REQSIG_HTTP_TOO_MANY_HEADERS);
}

static bool read_fields(rs_http *http, reqsig_header *headers, size_t capacity, reqsig_request *request,
                        rs_http_head *head) {
  while (!rs_http_at(http, '\r')) {
    if (request->num_headers == capacity) return fail_without_room(http);
    reqsig_header *header = &headers[request->num_headers++];
    if (!rs_http_read_field(http, header) || !rs_http_note_field(http, header, head)) return false;
  }
  size_t empty_line = http->at;
  return rs_http_take_line_end(http, REQSIG_HTTP_FIELD_NAME) && rs_http_check_host(http, head, empty_line);
}

static reqsig_status status_of(reqsig_http_error error) {
  switch (error) {
  case REQSIG_HTTP_NONE: return REQSIG_OK;
  case REQSIG_HTTP_TOO_MANY_HEADERS: return REQSIG_ERR_TOO_MANY_HEADERS;
  case REQSIG_HTTP_BODY_BUFFER_TOO_SMALL: return REQSIG_ERR_BUFFER_TOO_SMALL;
  default: return REQSIG_ERR_MALFORMED;
  }
}

reqsig_status reqsig_parse_request(reqsig_slice raw, reqsig_header *headers, size_t *num_headers,
                                   reqsig_buffer *body, reqsig_request *request, reqsig_http_error *error,
                                   size_t *offset) {
  if (!num_headers || !request || !error || !offset) return REQSIG_ERR_ARGUMENT;
  if ((!raw.data && raw.len > 0) || (!headers && *num_headers > 0)) return REQSIG_ERR_ARGUMENT;
  reqsig_buffer no_room = {0};
  reqsig_request parsed = {.headers = headers};
  rs_http http = {.raw = raw, .truncated = REQSIG_HTTP_HEAD_TRUNCATED};
  rs_http_head head = {0};
  bool ok = read_method(&http, &parsed) && rs_http_read_target(&http, &parsed, &head) &&
            read_version(&http, &head) && read_fields(&http, headers, *num_headers, &parsed, &head) &&
            rs_http_read_body(&http, &head, body ? body : &no_room, &parsed.body);
  if (ok) {
    *request = parsed;
    *num_headers = parsed.num_headers;
  }
  *error = http.error;
  *offset = http.at;
  return status_of(http.error);
}
