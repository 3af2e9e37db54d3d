#include "timestamp.h"

enum { MAX_DIGITS = 19 }; /* of INT64_MAX, 9223372036854775807 */

reqsig_status rs_timestamp_write(int64_t value, reqsig_buffer *text) {
  if (value < 0) return REQSIG_ERR_OUT_OF_RANGE;
  uint8_t digits[MAX_DIGITS + 1];
  size_t first = sizeof digits;
  uint64_t rest = (uint64_t)value;
  /* Two at a time: each division waits for the one before it. */
  do {
    uint64_t pair = rest % 100;
    rest /= 100;
    digits[--first] = (uint8_t)('0' + pair % 10);
    digits[--first] = (uint8_t)('0' + pair / 10);
  } while (rest > 0);
  if (digits[first] == '0') first++;
  rs_put(text, digits + first, sizeof digits - first);
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
