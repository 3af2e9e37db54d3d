#include <stdio.h>

#include "base/time_text.h"
#include "commands/verify.h"
#include "request/rows.h"
#include "request/secrets.h"

static void print_timestamp(const struct judgement *judged) {
  const reqsig_verdict *verdict = &judged->verdict;
  char text[VERIFY_MAX_TEXT], date[64];
  time_describe(verdict->timestamp_ms, date, sizeof date);
  snprintf(text, sizeof text, "%lld ms%s%s", (long long)verdict->timestamp_ms, *date ? " = " : "", date);
  page_row(&judged->page, "sent at", text);
}

/* By how much the end of the window is passed, in words behind a comma; "" if it is not. */
static void words_excess(const struct judgement *judged, int64_t distance_ms, int64_t end_ms, char *text,
                         size_t size) {
  text[0] = '\0';
  if (judged->verdict.fresh != REQSIG_NO) return;
  if (distance_ms == end_ms)
    snprintf(text, size, ", which is the end of the window and outside it");
  else
    snprintf(text, size, ", %lld ms more than the window allows", (long long)(distance_ms - end_ms));
}

static void print_difference(const struct judgement *judged) {
  const struct page *page = &judged->page;
  int64_t age_ms = judged->verdict.age_ms;
  bool is_ahead = age_ms < 0;
  char text[VERIFY_MAX_TEXT], span[TIME_MAX_SPAN], excess[TIME_MAX_SPAN];
  if (age_ms == 0) {
    page_row(page, "difference", "0 ms: the same time");
    return;
  }
  if (age_ms == INT64_MAX || age_ms == INT64_MIN) {
    page_row(page, "difference", is_ahead ? "2^63-1 ms ahead, or more" : "2^63-1 ms old, or more");
    return;
  }
  int64_t distance_ms = is_ahead ? -age_ms : age_ms;
  const rs_window *window = &judged->window;
  words_excess(judged, distance_ms, is_ahead ? window->future_ms : window->past_ms, excess, sizeof excess);
  time_describe_span(distance_ms, span, sizeof span);
  snprintf(text, sizeof text, "%lld ms: %s %s%s", (long long)distance_ms, span, is_ahead ? "ahead" : "old",
           excess);
  page_row(page, "difference", text);
}

static void words_end(int64_t end_ms, const char *direction, char *text, size_t size) {
  char span[TIME_MAX_SPAN];
  time_describe_span(end_ms, span, sizeof span);
  if (end_ms == INT64_MAX)
    snprintf(text, size, "any time %s", direction);
  else
    snprintf(text, size, "up to %lld ms (%s) %s", (long long)end_ms, span, direction);
}

bool verify_window_is_profiles(const struct judgement *judged) {
  const rs_window *of_document = &judged->opened->scheme->time.window;
  const rs_window *own = &judged->recipe->time.window;
  return of_document->given != own->given || of_document->exclusive != own->exclusive;
}

static void words_origin(const struct judgement *judged, char *text, size_t size) {
  const struct opened_request *opened = judged->opened;
  bool age = opened->max_age_ms >= 0, skew = opened->max_skew_ms >= 0;
  bool own = age != skew && judged->recipe->time.window.given;
  const char *whose = verify_window_is_profiles(judged) ? "the profile" : "the document";
  if (verify_has_own_window(judged))
    snprintf(text, size, "%s's", whose);
  else
    snprintf(text, size, "by %s%s%s%s%s", age ? "--max-age" : "", age && skew ? " and " : "",
             skew ? "--max-skew" : "", own ? " and " : "", own ? whose : "");
}

static void print_window(const struct judgement *judged) {
  const rs_window *window = &judged->window;
  char text[VERIFY_MAX_TEXT], past[TIME_MAX_SPAN * 2], future[TIME_MAX_SPAN * 2], origin[64];
  if (!window->given) return;
  words_origin(judged, origin, sizeof origin);
  words_end(window->past_ms, "old", past, sizeof past);
  words_end(window->future_ms, "ahead", future, sizeof future);
  snprintf(text, sizeof text, "%s, and %s, the ends %s: %s", past, future,
           window->exclusive ? "outside" : "inside", origin);
  page_row(&judged->page, "window", text);
}

const char *verify_secret_in_time(const struct judgement *judged) {
  char digits[32];
  snprintf(digits, sizeof digits, "%lld", (long long)judged->verdict.timestamp_ms);
  return secrets_find(judged->opened, reqsig_text(digits));
}

void verify_time(const struct judgement *judged) {
  if (!judged->verdict.has_timestamp) return;
  fputc('\n', judged->page.out);
  const char *secret = verify_secret_in_time(judged);
  if (secret) {
    char text[VERIFY_MAX_TEXT];
    snprintf(text, sizeof text, "a time that is not shown, as the %s may be among its digits", secret);
    page_row(&judged->page, "sent at", text);
    return;
  }
  print_timestamp(judged);
  rows_now(&judged->page, "now", judged->opened);
  print_difference(judged);
  print_window(judged);
}
