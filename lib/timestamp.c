#include "timestamp.h"

#include "date.h"
#include "vocabulary.h"

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

/* The word for the format of a date in digits is its pattern. */
static const char *pattern_of(rs_time_format format) {
  return rs_word_for(RS_WORD_TIME_FORMAT, (int)format)->text;
}

reqsig_status rs_time_write(rs_time_format format, int64_t time_ms, reqsig_buffer *text) {
  switch (format) {
  case RS_UNIX_SECONDS: return rs_timestamp_write(time_ms / 1000, text);
  case RS_UNIX_MILLISECONDS: return rs_timestamp_write(time_ms, text);
  case RS_IMF_FIXDATE: return rs_date_write(time_ms / 1000, text);
  default: return rs_date_write_by(pattern_of(format), time_ms, text);
  }
}

bool rs_time_read(rs_time_format format, reqsig_slice text, int64_t *ms) {
  int64_t seconds;
  switch (format) {
  case RS_UNIX_SECONDS:
    if (rs_timestamp_parse(text, &seconds) != REQSIG_OK || seconds > INT64_MAX / 1000) return false;
    *ms = seconds * 1000;
    return true;
  case RS_UNIX_MILLISECONDS: return rs_timestamp_parse(text, ms) == REQSIG_OK;
  case RS_IMF_FIXDATE:
    if (rs_date_parse(text, &seconds) != REQSIG_OK) return false;
    *ms = seconds * 1000; /* a year of four digits is far from the ends of an int64 */
    return true;
  default: return rs_date_parse_by(pattern_of(format), text, ms) == REQSIG_OK;
  }
}
