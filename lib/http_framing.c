#include "http.h"

static bool note_host(rs_http *http, const reqsig_header *header, rs_http_head *head) {
  if (head->host) return rs_http_fail_within(http, REQSIG_HTTP_HOST_TWICE, header->name, 0);
  head->host = header;
  if (header->value.len == 0) return true;
  size_t at = 0;
  if (rs_http_match_authority(header->value, &at, RS_HTTP_PORT_OPTIONAL) && at == header->value.len)
    return true;
  return rs_http_fail_within(http, REQSIG_HTTP_HOST, header->value, at);
}

/* RFC 9112 section 3.2: a Host beside an authority in the target must be identical to it. Some
 * recipients route by the target, some by Host. */
bool rs_http_check_host(rs_http *http, const rs_http_head *head, size_t empty_line) {
  if (!head->host) {
    if (head->is_http_1_0) return true;
    return rs_http_fail_within(http, REQSIG_HTTP_HOST_MISSING, http->raw, empty_line);
  }
  if (head->authority.len == 0) return true;
  reqsig_slice host = head->host->value;
  if (rs_slice_equal_ignoring_case(host, head->authority)) return true;
  if (rs_slice_equal_ignoring_case(host, head->authority_host)) return true;
  return rs_http_fail_within(http, REQSIG_HTTP_HOST_MISMATCH, host, 0);
}

/* A zero in front is of the grammar, but some recipients then read octal. 2^63-1 is the most that
 * a signed 64-bit recipient can hold. */
static bool read_length(rs_http *http, reqsig_slice digits, uint64_t *length) {
  uint64_t value = 0;
  for (size_t i = 0; i < digits.len; i++) {
    uint64_t digit = (uint64_t)digits.data[i] - '0';
    if (!rs_is_digit(digits.data[i]) || (i == 1 && value == 0) || value > (INT64_MAX - digit) / 10)
      return rs_http_fail_within(http, REQSIG_HTTP_CONTENT_LENGTH, digits, i);
    value = value * 10 + digit;
  }
  *length = value;
  if (digits.len == 0) return rs_http_fail_within(http, REQSIG_HTTP_CONTENT_LENGTH, digits, 0);
  return true;
}

static bool note_content_length(rs_http *http, const reqsig_header *header, rs_http_head *head) {
  if (head->length_field) return rs_http_fail_within(http, REQSIG_HTTP_CONTENT_LENGTH_TWICE, header->name, 0);
  if (head->encoding_field)
    return rs_http_fail_within(http, REQSIG_HTTP_LENGTH_AND_ENCODING, header->name, 0);
  head->length_field = header;
  return read_length(http, header->value, &head->content_length);
}

static bool is_chunked(rs_http *http, reqsig_slice value) {
  reqsig_slice chunked = RS_LITERAL("CHUNKED");
  for (size_t i = 0; i < chunked.len; i++)
    if (i == value.len || rs_upper(value.data[i]) != chunked.data[i])
      return rs_http_fail_within(http, REQSIG_HTTP_TRANSFER_ENCODING, value, i);
  if (value.len == chunked.len) return true;
  return rs_http_fail_within(http, REQSIG_HTTP_TRANSFER_ENCODING, value, chunked.len);
}

/* RFC 9112 section 6.1: HTTP/1.0 has no transfer codings, so the framing of such a message is faulty. */
static bool note_transfer_encoding(rs_http *http, const reqsig_header *header, rs_http_head *head) {
  if (head->length_field) return rs_http_fail_within(http, REQSIG_HTTP_LENGTH_AND_ENCODING, header->name, 0);
  if (head->encoding_field || head->is_http_1_0)
    return rs_http_fail_within(http, REQSIG_HTTP_TRANSFER_ENCODING, header->name, 0);
  head->encoding_field = header;
  return is_chunked(http, header->value);
}

bool rs_http_note_field(rs_http *http, const reqsig_header *header, rs_http_head *head) {
  if (rs_slice_equal_ignoring_case(header->name, RS_LITERAL("host"))) return note_host(http, header, head);
  if (rs_slice_equal_ignoring_case(header->name, RS_LITERAL("content-length")))
    return note_content_length(http, header, head);
  if (rs_slice_equal_ignoring_case(header->name, RS_LITERAL("transfer-encoding")))
    return note_transfer_encoding(http, header, head);
  return true;
}
