/*
 * Dates, timestamps and JSON's integers. The input is taken as the text of each, and its first bytes as two
 * times: what is accepted is what a second reader accepts, and is written again as it was read.
 */
#include "date.h"
#include "json.h"
#include "reference/reference.h"
#include "timestamp.h"
#include "vocabulary.h"
#include "window.h"

static void check_date(reqsig_slice text) {
  int64_t seconds = 0, expected = 0;
  uint8_t room[RS_DATE_LEN];
  reqsig_buffer again = {room, sizeof room, 0};
  bool right = reference_date(text, &expected);
  FUZZ_HOLDS(rs_date_parse(text, &seconds) == (right ? REQSIG_OK : REQSIG_ERR_MALFORMED),
             "two readers accept the same dates");
  if (!right) return;
  FUZZ_HOLDS(seconds == expected, "two readers take a date for the same second");
  FUZZ_HOLDS(rs_date_write(seconds, &again) == REQSIG_OK && rs_slice_equal(fuzz_bytes_of(&again), text),
             "a date is written again as it was read");
}

static void check_integers(reqsig_slice text) {
  int64_t value = 0, expected = 0;
  uint8_t room[32];
  reqsig_buffer again = {room, sizeof room, 0};
  bool too_large, right = reference_int64(text, false, &expected, &too_large);
  reqsig_status wrong = too_large ? REQSIG_ERR_OUT_OF_RANGE : REQSIG_ERR_MALFORMED;
  FUZZ_HOLDS(rs_timestamp_parse(text, &value) == (right ? REQSIG_OK : wrong),
             "two readers accept the same timestamps");
  FUZZ_HOLDS(!right || value == expected, "two readers take a timestamp for the same number");
  if (right)
    FUZZ_HOLDS(rs_timestamp_write(value, &again) == REQSIG_OK && rs_slice_equal(fuzz_bytes_of(&again), text),
               "a timestamp is written again as it was read");
  right = reference_int64(text, true, &expected, &too_large);
  wrong = too_large ? REQSIG_ERR_OUT_OF_RANGE : REQSIG_ERR_MALFORMED;
  FUZZ_HOLDS(rs_json_int64(text, &value) == (right ? REQSIG_OK : wrong),
             "two readers accept the same JSON integers");
  FUZZ_HOLDS(!right || value == expected, "two readers take a JSON integer for the same number");
}

static void check_written(int64_t time) {
  uint8_t room[64];
  reqsig_buffer text = {room, sizeof room, 0};
  int64_t back = 0;
  bool too_large;
  reqsig_status status = rs_timestamp_write(time, &text);
  FUZZ_HOLDS(status == (time < 0 ? REQSIG_ERR_OUT_OF_RANGE : REQSIG_OK), "every time since 1970 is written");
  if (time >= 0)
    FUZZ_HOLDS(reference_int64(fuzz_bytes_of(&text), false, &back, &too_large) && back == time,
               "a written timestamp says the time");
  text.len = 0;
  status = rs_date_write(time, &text);
  bool in_range = time >= RS_DATE_MIN && time <= RS_DATE_MAX;
  FUZZ_HOLDS(status == (in_range ? REQSIG_OK : REQSIG_ERR_OUT_OF_RANGE), "the years 1 to 9999 are written");
  if (in_range)
    FUZZ_HOLDS(reference_date(fuzz_bytes_of(&text), &back) && back == time, "a written date says the time");
}

/* A format that takes several offsets has several spellings of a time. */
static void check_format(rs_time_format format, reqsig_slice text) {
  uint8_t room[64];
  reqsig_buffer again = {room, sizeof room, 0};
  int64_t ms, same;
  if (!rs_time_read(format, text, &ms) || ms < 0) return;
  if (format == RS_ISO_OFFSET && ms / 1000 > RS_DATE_MAX) return; /* the offset leads there */
  FUZZ_HOLDS(rs_time_write(format, ms, &again) == REQSIG_OK, "what is read of a format can be written in it");
  FUZZ_HOLDS(format == RS_ISO_OFFSET || rs_slice_equal(fuzz_bytes_of(&again), text),
             "a time of a format has one spelling");
  FUZZ_HOLDS(rs_time_read(format, fuzz_bytes_of(&again), &same) && same == ms,
             "a time of a format is read again as it was");
}

static void check_written_by(rs_time_format format, int64_t time_ms) {
  uint8_t room[64];
  reqsig_buffer text = {room, sizeof room, 0};
  int64_t back;
  FUZZ_HOLDS(rs_time_write(format, time_ms, &text) == REQSIG_OK,
             "every format writes the times from 1970 to 9999");
  FUZZ_HOLDS(rs_time_read(format, fuzz_bytes_of(&text), &back) && back <= time_ms && time_ms - back < 1000,
             "a time that a format has written is the time, to its unit");
}

static void check_counted(rs_time_format format, int64_t time_ms) {
  uint8_t room[64];
  reqsig_buffer none = {room, 0, 0}, text = {room, sizeof room, 0};
  rs_time_write(format, time_ms, &text);
  FUZZ_HOLDS(rs_time_write(format, time_ms, &none) == REQSIG_ERR_BUFFER_TOO_SMALL && none.len == text.len,
             "without room, the length of a time is told");
}

static void check_formats(reqsig_slice text, int64_t time) {
  for (int format = 0; rs_word_for(RS_WORD_TIME_FORMAT, format); format++) {
    uint8_t byte;
    reqsig_buffer none = {&byte, 0, 0};
    check_format((rs_time_format)format, text);
    check_written_by((rs_time_format)format, (time & INT64_MAX) % ((RS_DATE_MAX + 1) * 1000));
    check_counted((rs_time_format)format, (time & INT64_MAX) % ((RS_DATE_MAX + 1) * 1000));
    FUZZ_HOLDS(!rs_is_date((rs_time_format)format) ||
                   rs_time_write((rs_time_format)format, (RS_DATE_MAX + 1) * 1000, &none) ==
                       REQSIG_ERR_OUT_OF_RANGE,
               "no date is past the year 9999");
  }
}

static void check_window(int64_t now, int64_t timestamp, int64_t end) {
  uint64_t apart =
      now >= timestamp ? (uint64_t)now - (uint64_t)timestamp : (uint64_t)timestamp - (uint64_t)now;
  int64_t age = rs_window_age(now, timestamp);
  FUZZ_HOLDS(now >= timestamp ? age >= 0 : age < 0, "an age has the sign of its direction");
  FUZZ_HOLDS(apart > INT64_MAX ? age == INT64_MAX || age == INT64_MIN
                               : (uint64_t)(age < 0 ? -age : age) == apart,
             "an age is the difference, or the most that can be said");
  if (end < 0) end = -(end + 1);
  rs_window window = {.given = true, .past_ms = end, .future_ms = end};
  bool inside = end == INT64_MAX || apart <= (uint64_t)end;
  reqsig_reason outside = now >= timestamp ? REQSIG_REASON_EXPIRED : REQSIG_REASON_NOT_YET_VALID;
  FUZZ_HOLDS(rs_window_check(&window, age) == (inside ? REQSIG_REASON_NONE : outside),
             "a window is the closed interval around now");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  reqsig_slice input = rs_fuzz_copy(&heap, rs_slice(data, size));
  int64_t now = rs_fuzz_int64_at(input, 0), timestamp = rs_fuzz_int64_at(input, 8),
          end = rs_fuzz_int64_at(input, 16);
  const int64_t span = RS_DATE_MAX - RS_DATE_MIN + 1;
  check_date(input);
  check_integers(input);
  check_written(now);
  check_written(RS_DATE_MIN + (now % span + span) % span);
  check_formats(input, now);
  check_window(now, timestamp, end);
  check_window(now, now / 2 + timestamp / 2, end);
  rs_fuzz_release(&heap);
  return FUZZ_TRIED;
}
