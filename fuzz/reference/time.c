#include "reference/reference.h"

bool reference_int64(reqsig_slice text, bool negatives, int64_t *value, bool *too_large) {
  bool minus = negatives && text.len > 0 && text.data[0] == '-';
  uint64_t limit = minus ? (uint64_t)INT64_MAX + 1 : INT64_MAX, sum = 0;
  size_t first = minus;
  *too_large = false;
  if (text.len == first || (text.len > first + 1 && text.data[first] == '0')) return false;
  for (size_t i = first; i < text.len; i++)
    if (text.data[i] < '0' || text.data[i] > '9') return false;
  for (size_t i = first; i < text.len && !*too_large; i++) {
    *too_large = sum > limit / 10 || sum * 10 > limit - (uint64_t)(text.data[i] - '0');
    sum = sum * 10 + (uint64_t)(text.data[i] - '0');
  }
  if (*too_large) return false;
  if (minus && sum == limit)
    *value = INT64_MIN;
  else
    *value = minus ? -(int64_t)sum : (int64_t)sum;
  return true;
}

static bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int month, int year) {
  const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 1 && is_leap(year) ? 29 : days[month];
}

/* Leap days of the years before this one, counted by the three rules apart. */
static int64_t days_before_year(int year) {
  int64_t past = year - 1;
  return past * 365 + past / 4 - past / 100 + past / 400;
}

static int place_in(const char *names, const uint8_t *name) {
  for (int i = 0; names[3 * i]; i++)
    if (memcmp(names + 3 * i, name, 3) == 0) return i;
  return -1;
}

/* The number that two digits of text are from offset at, -1 if they are none. */
static int two_digits(reqsig_slice text, size_t at) {
  int tens = text.data[at] - '0', ones = text.data[at + 1] - '0';
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}

/* Field by field, each with its own range: RFC 9110 section 5.6.7. 0001-01-01 was a Monday. */
bool reference_date(reqsig_slice text, int64_t *seconds) {
  if (text.len != 29 || memcmp(text.data + 3, ", ", 2) != 0 || memcmp(text.data + 25, " GMT", 4) != 0)
    return false;
  if (text.data[7] != ' ' || text.data[11] != ' ' || text.data[16] != ' ') return false;
  if (text.data[19] != ':' || text.data[22] != ':') return false;
  int weekday = place_in("MonTueWedThuFriSatSun", text.data);
  int month = place_in("JanFebMarAprMayJunJulAugSepOctNovDec", text.data + 8);
  int day = two_digits(text, 5), century = two_digits(text, 12), of_century = two_digits(text, 14);
  int hour = two_digits(text, 17), minute = two_digits(text, 20), second = two_digits(text, 23);
  int year = century * 100 + of_century;
  if (weekday < 0 || month < 0 || century < 0 || of_century < 0 || year < 1) return false;
  if (day < 1 || day > days_in(month, year)) return false;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  int64_t days = days_before_year(year) + day - 1;
  for (int m = 0; m < month; m++) days += days_in(m, year);
  *seconds = (days - days_before_year(1970)) * 86400 + hour * 3600 + minute * 60 + second;
  return days % 7 == weekday;
}
