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

enum { LOCAL_TIME_LEN = 19 }; /* "2017-04-10T04:43:12" */

/* "Z", "+05:30" or "-08:00", as minutes; false if it is none. */
static bool read_offset(reqsig_slice text, int64_t *minutes) {
  *minutes = 0;
  if (text.len == 1) return text.data[0] == 'Z';
  if (text.len != 6 || (text.data[0] != '+' && text.data[0] != '-') || text.data[3] != ':') return false;
  reqsig_slice hour = rs_slice(text.data + 1, 2), minute = rs_slice(text.data + 4, 2);
  for (size_t i = 0; i < 2; i++)
    if (!rs_is_digit(hour.data[i]) || !rs_is_digit(minute.data[i])) return false;
  int hours = (hour.data[0] - '0') * 10 + hour.data[1] - '0';
  int rest = (minute.data[0] - '0') * 10 + minute.data[1] - '0';
  *minutes = (text.data[0] == '-' ? -1 : 1) * (hours * 60 + rest);
  return hours < 24 && rest < 60;
}

static bool read_with_offset(reqsig_slice text, int64_t *ms) {
  int64_t minutes;
  if (text.len <= LOCAL_TIME_LEN || !read_offset(rs_slice_after(text, LOCAL_TIME_LEN), &minutes))
    return false;
  if (rs_date_parse_by(pattern_of(RS_ISO_WITHOUT_ZONE), rs_slice(text.data, LOCAL_TIME_LEN), ms) != REQSIG_OK)
    return false;
  *ms -= minutes * 60000;
  return *ms >= 0;
}

/* An HTTP date with another name of its zone. */
static const char http_zone[] = "GMT", mail_zone[] = "-0000";

static reqsig_status write_mail_date(int64_t time_ms, reqsig_buffer *text) {
  uint8_t room[RS_DATE_LEN];
  reqsig_buffer date = {room, sizeof room, 0};
  reqsig_status status = rs_date_write(time_ms / 1000, &date);
  if (status != REQSIG_OK) return status;
  rs_put(text, room, RS_DATE_LEN - strlen(http_zone));
  rs_put_slice(text, reqsig_text(mail_zone));
  return rs_buffer_status(text);
}

static bool read_mail_date(reqsig_slice text, int64_t *ms) {
  uint8_t room[RS_DATE_LEN];
  size_t len = RS_DATE_LEN - strlen(http_zone);
  int64_t seconds;
  if (text.len != len + strlen(mail_zone) ||
      !rs_slice_equal(rs_slice_after(text, len), reqsig_text(mail_zone)))
    return false;
  memcpy(room, text.data, len);
  memcpy(room + len, http_zone, strlen(http_zone));
  if (rs_date_parse(rs_slice(room, sizeof room), &seconds) != REQSIG_OK) return false;
  *ms = seconds * 1000;
  return true;
}

static reqsig_status write_other(rs_time_format format, int64_t time_ms, reqsig_buffer *text) {
  if (format == RS_MAIL_DATE) return write_mail_date(time_ms, text);
  return rs_date_write_by(pattern_of(format), time_ms, text);
}

reqsig_status rs_time_write(rs_time_format format, int64_t time_ms, reqsig_buffer *text) {
  switch (format) {
  case RS_UNIX_SECONDS: return rs_timestamp_write(time_ms / 1000, text);
  case RS_UNIX_MILLISECONDS: return rs_timestamp_write(time_ms, text);
  case RS_IMF_FIXDATE: return rs_date_write(time_ms / 1000, text);
  case RS_ISO_OFFSET: return rs_date_write_by("YYYY-MM-DDThh:mm:ss+00:00", time_ms, text);
  default: return write_other(format, time_ms, text);
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
  case RS_MAIL_DATE: return read_mail_date(text, ms);
  case RS_ISO_OFFSET: return read_with_offset(text, ms);
  default: return rs_date_parse_by(pattern_of(format), text, ms) == REQSIG_OK;
  }
}
