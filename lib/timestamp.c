#include "timestamp.h"

enum { MAX_DIGITS = 19 }; /* of INT64_MAX, 9223372036854775807 */

reqsig_status rs_timestamp_write(int64_t value, reqsig_buffer *text) {
  if (value < 0) return REQSIG_ERR_OUT_OF_RANGE;
  uint8_t digits[MAX_DIGITS + 1]; /* filled from the end, two at a time */
  size_t at = sizeof digits;
  uint64_t rest = (uint64_t)value;
  do {
    memcpy(digits + (at -= 2), rs_two_digits[rest % 100], 2);
    rest /= 100;
  } while (rest > 0);
  at += digits[at] == '0';
  rs_put(text, digits + at, sizeof digits - at);
  return rs_buffer_status(text);
}

reqsig_status rs_timestamp_parse(reqsig_slice text, int64_t *value) {
  if (!rs_is_decimal(text)) return REQSIG_ERR_MALFORMED;
  if (text.len > MAX_DIGITS) return REQSIG_ERR_OUT_OF_RANGE;
  uint64_t sum = 0; /* 19 digits are at most 10^19 - 1, less than 2^64 */
  for (size_t i = 0; i < text.len; i++) sum = sum * 10 + (uint64_t)(text.data[i] - '0');
  if (sum > INT64_MAX) return REQSIG_ERR_OUT_OF_RANGE;
  *value = (int64_t)sum;
  return REQSIG_OK;
}
