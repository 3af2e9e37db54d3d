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

reqsig_status rs_json_int64(reqsig_slice number_text, int64_t *value) {
  if (!is_integer(number_text)) return REQSIG_ERR_MALFORMED;
  bool negative = number_text.data[0] == '-';
  int64_t sum = 0; /* kept negative, as int64 reaches one further on that side */
  for (size_t i = negative; i < number_text.len; i++) {
    int digit = number_text.data[i] - '0';
    if (sum < (INT64_MIN + digit) / 10) return REQSIG_ERR_OUT_OF_RANGE;
    sum = sum * 10 - digit;
  }
  if (!negative && sum == INT64_MIN) return REQSIG_ERR_OUT_OF_RANGE;
  *value = negative ? sum : -sum;
  return REQSIG_OK;
}
