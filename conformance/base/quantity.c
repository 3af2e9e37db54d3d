#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/message.h"
#include "lib/timestamp.h"

enum { MAX_DIGITS = 15 }; /* those of NUMBER_MAX */

bool number_read(const char *text, uint64_t min, uint64_t max, uint64_t *number) {
  size_t len = strlen(text);
  bool plain = len > 0 && len <= MAX_DIGITS && text[strspn(text, "0123456789")] == '\0';
  *number = plain ? strtoull(text, NULL, 10) : 0;
  return plain && *number >= min && *number <= max;
}

static bool parse_milliseconds(const char *text, int64_t *number) {
  size_t num_digits = strspn(text, "0123456789");
  int64_t value = 0;
  for (size_t i = 0; i < num_digits && value <= TIME_MAX; i++) value = value * 10 + (text[i] - '0');
  *number = value;
  return num_digits > 0 && text[num_digits] == '\0' && value <= TIME_MAX;
}

bool time_parse_span(const char *option, const char *text, int64_t *span_ms) {
  if (parse_milliseconds(text, span_ms)) return true;
  message_error("%s: not a number of milliseconds, in digits, from 0 to %lld", option, (long long)TIME_MAX);
  message_hint("for example %s 180000, which is 3 minutes", option);
  return false;
}

/* A date in UTC, as schemes write it. */
static bool read_date(const char *text, int64_t *time_ms) {
  for (rs_time_format format = RS_IMF_FIXDATE; format <= RS_MAIL_DATE; format++)
    if (rs_time_read(format, reqsig_text(text), time_ms)) return true;
  return false;
}

bool time_parse(const char *text, int64_t *now_ms) {
  if (parse_milliseconds(text, now_ms)) return true;
  message_error("--now: not a time in milliseconds since 1970, in digits, from 0 to %lld",
                (long long)TIME_MAX);
  if (read_date(text, now_ms))
    message_hint("that is --now %lld", (long long)*now_ms);
  else
    message_hint("for example --now 1491799392000, which is 2017-04-10 04:43:12 UTC; without --now it is the "
                 "system's clock");
  return false;
}

int64_t time_from_clock(void) {
  struct timespec t = {0, 0};
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void text_add_time(struct text *text, int64_t time_ms) {
  int milliseconds = (int)((time_ms % 1000 + 1000) % 1000);
  time_t seconds =
      (time_t)(time_ms / 1000 - (time_ms % 1000 < 0)); /* the second that began last, before 1970 too */
  struct tm utc;
  char date[48];
  if (!gmtime_r(&seconds, &utc) || strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S", &utc) == 0) return;
  text_addf(text, "%s.%03d UTC", date, milliseconds);
}

static void add_exact_span(struct text *text, int64_t span_ms) {
  static const struct {
    int64_t ms;
    const char *name;
  } units[] = {{86400000, "days"}, {3600000, "h"}, {60000, "min"}};
  const char *between = "";
  int64_t left = span_ms;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    int64_t count = left / units[i].ms;
    left %= units[i].ms;
    if (count == 0) continue;
    text_addf(text, "%s%lld %s", between, (long long)count, i == 0 && count == 1 ? "day" : units[i].name);
    between = " ";
  }
  if (left == 0 && span_ms != 0) return;
  text_addf(text, "%s%lld", between, (long long)(left / 1000));
  if (left % 1000 != 0) text_addf(text, ".%03d", (int)(left % 1000));
  text_add_string(text, " s");
}

void text_add_span(struct text *text, int64_t span_ms) {
  static const int64_t YEAR_MS = INT64_C(31556952000); /* of the Gregorian calendar, on average */
  bool years = span_ms >= 2 * YEAR_MS;
  if (years) {
    long long num_years = span_ms / YEAR_MS + (span_ms % YEAR_MS >= YEAR_MS / 2);
    text_addf(text, "about %lld years (", num_years);
  }
  add_exact_span(text, span_ms);
  if (years) text_add_string(text, ")");
}
