#include "now.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "complain.h"

bool now_parse(const char *text, int64_t *now_ms) {
  size_t num_digits = strspn(text, "0123456789");
  int64_t value = 0;
  for (size_t i = 0; i < num_digits && value <= NOW_MAX; i++) value = value * 10 + (text[i] - '0');
  if (num_digits > 0 && text[num_digits] == '\0' && value <= NOW_MAX) {
    *now_ms = value;
    return true;
  }
  complain("--now %s: not a time in milliseconds since 1970, from 0 to %lld", text, (long long)NOW_MAX);
  complain_more("for example --now 1491799392000, which is 2017-04-10 04:43:12 UTC; without --now it is the "
                "system's clock");
  return false;
}

int64_t now_from_clock(void) {
  struct timespec t = {0, 0};
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void now_describe(int64_t now_ms, char *text, int size) {
  time_t seconds = (time_t)(now_ms / 1000);
  struct tm utc;
  char date[48];
  text[0] = '\0';
  if (!gmtime_r(&seconds, &utc) || strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S", &utc) == 0) return;
  snprintf(text, (size_t)size, "%s.%03d UTC", date, (int)(now_ms % 1000));
}
