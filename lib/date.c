#include "date.h"

#include <string.h>

/* Days are counted from 0001-01-01, so that nothing in the range is negative; years begin at 1. */
enum {
  SECONDS_PER_DAY = 86400,
  DAYS_PER_YEAR = 365,
  DAYS_PER_4_YEARS = 4 * DAYS_PER_YEAR + 1,
  DAYS_PER_100_YEARS = 25 * DAYS_PER_4_YEARS - 1,
  DAYS_PER_400_YEARS = 4 * DAYS_PER_100_YEARS + 1
};

static const char weekdays[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const int16_t days_before_month[2][13] = {
    {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
    {0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366},
};

typedef struct civil_date {
  int year;
  int month; /* from 0 */
  int day;   /* from 1 */
} civil_date;

static bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* How many whole spans lie before a day, at most max: a cycle's last span is the one with a day more. */
static int spans_before(int *day, int span, int max) {
  int n = *day / span < max ? *day / span : max;
  *day -= n * span;
  return n;
}

static civil_date date_of_day(int day) {
  civil_date date = {.year = 1};
  date.year += 400 * spans_before(&day, DAYS_PER_400_YEARS, 24);
  date.year += 100 * spans_before(&day, DAYS_PER_100_YEARS, 3);
  date.year += 4 * spans_before(&day, DAYS_PER_4_YEARS, 24);
  date.year += spans_before(&day, DAYS_PER_YEAR, 3);
  const int16_t *before = days_before_month[is_leap(date.year)];
  date.month =
      day / 32; /* or the next one: 32 is longer than any month, but not by a whole month in a year */
  if (day >= before[date.month + 1]) date.month++;
  date.day = day - before[date.month] + 1;
  return date;
}

static int day_of_date(civil_date date) {
  int past = date.year - 1;
  return past * DAYS_PER_YEAR + past / 4 - past / 100 + past / 400 +
         days_before_month[is_leap(date.year)][date.month] + date.day - 1;
}

static void put_two_digits(uint8_t *to, int value) {
  memcpy(to, rs_two_digits[value], 2);
}

static void write_date(int64_t unix_seconds, uint8_t to[RS_DATE_LEN]) {
  int64_t seconds = unix_seconds - RS_DATE_MIN;
  int day = (int)(seconds / SECONDS_PER_DAY), second = (int)(seconds % SECONDS_PER_DAY);
  civil_date date = date_of_day(day);
  memcpy(to, "Www, DD Mmm YYYY HH:MM:SS GMT", RS_DATE_LEN);
  memcpy(to, weekdays[day % 7], 3);
  put_two_digits(to + 5, date.day);
  memcpy(to + 8, months[date.month], 3);
  put_two_digits(to + 12, date.year / 100);
  put_two_digits(to + 14, date.year % 100);
  put_two_digits(to + 17, second / 3600);
  put_two_digits(to + 20, second / 60 % 60);
  put_two_digits(to + 23, second % 60);
}

reqsig_status rs_date_write(int64_t unix_seconds, reqsig_buffer *text) {
  if (unix_seconds < RS_DATE_MIN || unix_seconds > RS_DATE_MAX) return REQSIG_ERR_OUT_OF_RANGE;
  uint8_t *to = rs_reserve(text, RS_DATE_LEN);
  if (to) write_date(unix_seconds, to);
  return rs_buffer_status(text);
}

/* The number that n digits write; a meaningless one if they are no digits. */
static int read_digits(const uint8_t *at, size_t n) {
  int value = 0;
  for (size_t i = 0; i < n; i++) value = value * 10 + (at[i] - '0');
  return value;
}

/* 12 if no month has that name. */
static int read_month(const uint8_t *at) {
  int month = 0;
  while (month < 12 && memcmp(at, months[month], 3) != 0) month++;
  return month;
}

/* Reads the fields without checking them. It then writes the time that they give, and accepts the text only
 * if it is the same, so that each rule of the format stands in one place. */
reqsig_status rs_date_parse(reqsig_slice text, int64_t *unix_seconds) {
  if (text.len != RS_DATE_LEN) return REQSIG_ERR_MALFORMED;
  const uint8_t *at = text.data;
  civil_date date = {
      .year = read_digits(at + 12, 4), .month = read_month(at + 8), .day = read_digits(at + 5, 2)};
  if (date.month == 12) return REQSIG_ERR_MALFORMED;
  int second = read_digits(at + 17, 2) * 3600 + read_digits(at + 20, 2) * 60 + read_digits(at + 23, 2);
  int64_t seconds = RS_DATE_MIN + (int64_t)day_of_date(date) * SECONDS_PER_DAY + second;
  if (seconds < RS_DATE_MIN || seconds > RS_DATE_MAX) return REQSIG_ERR_MALFORMED;
  uint8_t written[RS_DATE_LEN];
  write_date(seconds, written);
  if (memcmp(at, written, RS_DATE_LEN) != 0) return REQSIG_ERR_MALFORMED;
  *unix_seconds = seconds;
  return REQSIG_OK;
}

/* How many letters of a pattern stand together for one number. */
static size_t run_len(const char *pattern) {
  size_t len = 1;
  while (pattern[len] == pattern[0]) len++;
  return len;
}

static void put_digits(uint8_t *to, size_t num, int value) {
  for (; num-- > 0; value /= 10) to[num] = (uint8_t)('0' + value % 10);
}

/* The number that a run of letters stands for; -1 of letters that stand for themselves. */
static int number_of(char letter, size_t len, civil_date date, int64_t unix_ms) {
  int second = (int)(unix_ms / 1000 % SECONDS_PER_DAY);
  switch (letter) {
  case 'Y': return date.year;
  case 'M': return date.month + 1;
  case 'D': return date.day;
  case 'h': return second / 3600;
  case 'm': return second / 60 % 60;
  case 's': return len == 3 ? (int)(unix_ms % 1000) : second % 60;
  default: return -1;
  }
}

static void write_by(const char *pattern, int64_t unix_ms, uint8_t *to) {
  civil_date date = date_of_day((int)((unix_ms / 1000 - RS_DATE_MIN) / SECONDS_PER_DAY));
  for (size_t len; *pattern; pattern += len, to += len) {
    len = run_len(pattern);
    int number = number_of(*pattern, len, date, unix_ms);
    if (number >= 0)
      put_digits(to, len, number);
    else
      memcpy(to, pattern, len);
  }
}

reqsig_status rs_date_write_by(const char *pattern, int64_t unix_ms, reqsig_buffer *text) {
  if (unix_ms < 0 || unix_ms / 1000 > RS_DATE_MAX) return REQSIG_ERR_OUT_OF_RANGE;
  uint8_t *to = rs_reserve(text, strlen(pattern));
  if (to) write_by(pattern, unix_ms, to);
  return rs_buffer_status(text);
}

/* The numbers of a text that has the pattern's length, by their letters; three s are under S. */
static void read_numbers(const char *pattern, const uint8_t *at, int numbers['s' + 1]) {
  for (size_t len; *pattern; pattern += len, at += len) {
    len = run_len(pattern);
    numbers[*pattern == 's' && len == 3 ? 'S' : *pattern] = read_digits(at, len);
  }
}

reqsig_status rs_date_parse_by(const char *pattern, reqsig_slice text, int64_t *unix_ms) {
  int numbers['s' + 1] = {0};
  uint8_t written[RS_DATE_LEN];
  if (text.len != strlen(pattern)) return REQSIG_ERR_MALFORMED;
  read_numbers(pattern, text.data, numbers);
  civil_date date = {numbers['Y'], numbers['M'] - 1, numbers['D']};
  if (date.year < 1970 || date.year > 9999 || date.month < 0 || date.month > 11) return REQSIG_ERR_MALFORMED;
  int64_t second = numbers['h'] * 3600 + numbers['m'] * 60 + numbers['s'];
  int64_t ms = (RS_DATE_MIN + (int64_t)day_of_date(date) * SECONDS_PER_DAY + second) * 1000 + numbers['S'];
  if (ms < 0 || ms / 1000 > RS_DATE_MAX) return REQSIG_ERR_MALFORMED;
  write_by(pattern, ms, written);
  if (memcmp(text.data, written, text.len) != 0) return REQSIG_ERR_MALFORMED;
  *unix_ms = ms;
  return REQSIG_OK;
}
