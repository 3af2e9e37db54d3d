#include "json_scan.h"

reqsig_status rs_json_check(reqsig_slice text, size_t *offset) {
  rs_json_scan scan = {text, 0};
  reqsig_status status = rs_json_scan_value(&scan, 0);
  if (status == REQSIG_OK) rs_json_scan_space(&scan);
  if (status == REQSIG_OK && scan.at < text.len) status = REQSIG_ERR_MALFORMED;
  *offset = scan.at;
  return status;
}

static bool is_integer(reqsig_slice text) {
  bool negative = text.len > 0 && text.data[0] == '-';
  return rs_is_decimal(negative ? rs_slice_after(text, 1) : text);
}

enum { MAX_DIGITS = 19 }; /* of INT64_MIN, -9223372036854775808 */

reqsig_status rs_json_int64(reqsig_slice number_text, int64_t *value) {
  if (!is_integer(number_text)) return REQSIG_ERR_MALFORMED;
  bool negative = number_text.data[0] == '-';
  if (number_text.len - negative > MAX_DIGITS) return REQSIG_ERR_OUT_OF_RANGE;
  uint64_t sum = 0; /* 19 digits are at most 10^19 - 1, less than 2^64 */
  for (size_t i = negative; i < number_text.len; i++) sum = sum * 10 + (uint64_t)(number_text.data[i] - '0');
  if (sum > (uint64_t)INT64_MAX + negative) return REQSIG_ERR_OUT_OF_RANGE;
  /* In halves, as no int64 is -INT64_MIN. */
  *value = negative ? -(int64_t)(sum / 2) - (int64_t)(sum - sum / 2) : (int64_t)sum;
  return REQSIG_OK;
}
