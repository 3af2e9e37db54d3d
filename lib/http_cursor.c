#include "http.h"

/* A CR that ends the input is not bare yet: its LF may only be missing. */
static bool at_bare_cr(const rs_http *http) {
  return rs_http_at(http, '\r') && http->raw.len - http->at > 1 && http->raw.data[http->at + 1] != '\n';
}

bool rs_http_fail_line_end(rs_http *http, reqsig_http_error error) {
  if (!at_bare_cr(http)) rs_http_take(http, '\r');
  return rs_http_fail(http, error);
}

bool rs_http_fail(rs_http *http, reqsig_http_error error) {
  if (!rs_http_has(http)) error = http->truncated;
  if (rs_http_at(http, '\n')) error = REQSIG_HTTP_BARE_LF;
  if (at_bare_cr(http)) error = REQSIG_HTTP_BARE_CR;
  return rs_http_fail_exactly(http, error);
}

bool rs_http_fail_exactly(rs_http *http, reqsig_http_error error) {
  http->error = error;
  return false;
}

bool rs_http_fail_within(rs_http *http, reqsig_http_error error, reqsig_slice part, size_t i) {
  http->at = (size_t)(part.data - http->raw.data) + i;
  return rs_http_fail_exactly(http, error);
}
