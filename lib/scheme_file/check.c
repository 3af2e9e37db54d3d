#include "scheme_file/reader.h"

static bool draws_on(const rs_part *parts, size_t num, rs_source from, size_t credential) {
  for (size_t i = 0; i < num && parts[i].from; i++)
    if (parts[i].from == from && (from != RS_FROM_CREDENTIAL || parts[i].credential == credential))
      return true;
  return false;
}

/* How many headers draw on it. */
static size_t headers_draw_on(const reqsig_scheme *scheme, rs_source from, size_t credential) {
  size_t num = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    num += draws_on(scheme->headers[i].value, RS_MAX_VALUE_PARTS, from, credential);
  return num;
}

static bool credential_is_used(const reqsig_scheme *scheme, size_t at) {
  return scheme->mac.key == at || draws_on(scheme->message, RS_MAX_MESSAGE_PARTS, RS_FROM_CREDENTIAL, at) ||
         headers_draw_on(scheme, RS_FROM_CREDENTIAL, at) > 0;
}

static bool check_time(rs_reader *reader, reqsig_slice whole) {
  const reqsig_scheme *scheme = reader->scheme;
  size_t num_sent = headers_draw_on(scheme, RS_FROM_TIMESTAMP, 0);
  bool used = num_sent > 0 || draws_on(scheme->message, RS_MAX_MESSAGE_PARTS, RS_FROM_TIMESTAMP, 0);
  switch (scheme->time.place) {
  case RS_TIME_NOWHERE:
    if (!used) return true;
    return rs_reader_fail(reader, whole, "the member \"timestamp\", as {timestamp} is used");
  case RS_TIME_IN_HEADER:
    if (num_sent == 1) return true;
    return rs_reader_fail(reader, whole, "one header with {timestamp}, or from in the member \"timestamp\"");
  case RS_TIME_IN_BODY_MEMBER: break;
  }
  if (!used) return true;
  return rs_reader_fail(reader, whole, "no {timestamp}: the time is in the body already");
}

/* What signing adds is not there when the message is made, and may hold the MAC of that message. */
static bool check_signed_headers(rs_reader *reader, reqsig_slice whole) {
  const reqsig_scheme *scheme = reader->scheme;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    for (size_t k = 0; scheme->message[i].from == RS_FROM_HEADER && k < REQSIG_MAX_ADDED_HEADERS; k++)
      if (rs_slice_equal_ignoring_case(scheme->message[i].literal, scheme->headers[k].name))
        return rs_reader_fail(reader, whole, "in the message, a header that the scheme does not add itself");
  return true;
}

/* "Thu, 01 Jan 1970 00:00:00 GMT" holds most separators of items. */
static bool check_dates_in_items(rs_reader *reader, reqsig_slice whole) {
  const reqsig_scheme *scheme = reader->scheme;
  for (size_t i = 0; scheme->time.format == RS_IMF_FIXDATE && i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (scheme->headers[i].item_separator.len > 0 &&
        draws_on(scheme->headers[i].value, RS_MAX_VALUE_PARTS, RS_FROM_TIMESTAMP, 0))
      return rs_reader_fail(reader, whole, "another format for a time that is an item");
  return true;
}

bool rs_check_scheme(rs_reader *reader) {
  const reqsig_scheme *scheme = reader->scheme;
  rs_json_scan scan = {reader->text, 0};
  rs_json_scan_space(&scan);
  reqsig_slice whole = rs_slice_after(reader->text, scan.at);
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && scheme->credentials[i].name; i++)
    if (!credential_is_used(scheme, i))
      return rs_reader_fail(reader, whole, "a use of the credential %s in key, message or headers",
                            scheme->credentials[i].name);
  return check_time(reader, whole) && check_signed_headers(reader, whole) &&
         check_dates_in_items(reader, whole);
}
