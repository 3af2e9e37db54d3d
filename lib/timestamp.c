#include "timestamp.h"

enum { MAX_DIGITS = 19 }; /* of INT64_MAX, 9223372036854775807 */

static size_t num_digits(uint64_t value) {
  size_t num = 1;
  for (uint64_t power = 10; num < MAX_DIGITS && value >= power; power *= 10) num++;
  return num;
}

reqsig_status rs_timestamp_write(int64_t value, reqsig_buffer *text) {
  if (value < 0) return REQSIG_ERR_OUT_OF_RANGE;
  uint64_t rest = (uint64_t)value;
  size_t at = num_digits(rest);
  uint8_t *to = rs_reserve(text, at);
  if (!to) return REQSIG_ERR_BUFFER_TOO_SMALL;
  for (; at >= 2; rest /= 100) memcpy(to + (at -= 2), rs_two_digits[rest % 100], 2);
  if (at == 1) to[0] = (uint8_t)('0' + rest);
  return REQSIG_OK;
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
