/* A signature at a random time is fresh exactly in the closed interval of a random window around now. */
#include <criterion/criterion.h>

#include "random_case.h"
#include "window.h"

enum { CASES = 4000, PLAIN_CASES = 300000 };

/* Numbers of every magnitude, and now and then an end of int64. */
static int64_t draw(rng *random) {
  static const int64_t ends[] = {0, 1, INT64_MAX, INT64_MAX - 1};
  if (random_one_in(random, 8)) return ends[random_below(random, 4)];
  return (int64_t)(random_next(random) >> (1 + random_below(random, 63)));
}

static int64_t draw_signed(rng *random) {
  int64_t value = draw(random);
  if (random_one_in(random, 64)) return INT64_MIN;
  return random_one_in(random, 2) ? -value : value;
}

/* The distance of any two int64 fits in 64 bits without a sign, so nothing here overflows. */
static reqsig_reason expected(int64_t now, int64_t time, int64_t past, int64_t future) {
  if (now >= time)
    return past != INT64_MAX && (uint64_t)now - (uint64_t)time > (uint64_t)past ? REQSIG_REASON_EXPIRED
                                                                                : REQSIG_REASON_NONE;
  return future != INT64_MAX && (uint64_t)time - (uint64_t)now > (uint64_t)future
             ? REQSIG_REASON_NOT_YET_VALID
             : REQSIG_REASON_NONE;
}

static void check(int64_t now, int64_t time, int64_t past, int64_t future) {
  const rs_window window = {.given = true, .past_ms = past, .future_ms = future};
  cr_assert_eq(rs_window_check(&window, rs_window_age(now, time)), expected(now, time, past, future),
               "now %lld, time %lld, past %lld, future %lld", (long long)now, (long long)time,
               (long long)past, (long long)future);
}

/* now + offset, or the end of int64 beyond which that would lie */
static int64_t saturated(int64_t now, int64_t offset) {
  if (offset > 0 && now > INT64_MAX - offset) return INT64_MAX;
  if (offset < 0 && now < INT64_MIN - offset) return INT64_MIN;
  return now + offset;
}

Test(property_window, is_the_closed_interval_at_each_edge_and_one_beside_it) {
  rng random = random_begin("property_window", 7 * PLAIN_CASES);
  for (size_t i = 0; i < PLAIN_CASES; i++) {
    int64_t now = draw_signed(&random), past = draw(&random), future = draw(&random);
    check(now, draw_signed(&random), past, future);
    for (int64_t beside = -1; beside <= 1; beside++) {
      check(now, saturated(saturated(now, -past), beside), past, future);
      check(now, saturated(saturated(now, future), beside), past, future);
    }
  }
}

static void check_verdicts(const char *scheme, int64_t unit) {
  rng random = random_begin_for("property_window", scheme, 9 * CASES);
  random_case c;
  for (size_t i = 0; i < CASES; i++) {
    random_case_begin(&c, &random, scheme, NULL);
    random_case_sign(&c);
    int64_t time = c.now_ms / unit * unit;
    const reqsig_window window = {draw(&random), draw(&random)};
    const int64_t edges[] = {saturated(time, window.max_age_ms), saturated(time, -window.max_skew_ms),
                             draw_signed(&random)};
    for (size_t k = 0; k < 9; k++) {
      int64_t now = saturated(edges[k / 3], (int64_t)(k % 3) - 1);
      reqsig_verdict verdict;
      cr_assert_eq(reqsig_verify(&c.context, &c.request, now, &window, &verdict), REQSIG_OK);
      cr_assert_eq(verdict.reason, expected(now, time, window.max_age_ms, window.max_skew_ms),
                   "%s: now %lld, time %lld, window %lld and %lld", scheme, (long long)now, (long long)time,
                   (long long)window.max_age_ms, (long long)window.max_skew_ms);
      cr_assert_eq(verdict.timestamp_ms, time);
      cr_assert_eq(verdict.authentic, REQSIG_YES);
    }
  }
}

Test(property_window, decides_for_each_scheme_that_has_a_time) {
  check_verdicts("ambro", 1000);
  check_verdicts("calypso", 1);
  check_verdicts("aet", 1);
  check_verdicts("bitpro", 1000);
}

/* Calypso's own: 180,000 ms on both sides. */
Test(property_window, of_the_document_holds_where_the_caller_gives_none) {
  rng random = random_begin("property_window_of_calypso", CASES);
  random_case c;
  for (size_t i = 0; i < CASES; i++) {
    random_case_begin(&c, &random, "calypso", NULL);
    random_case_sign(&c);
    for (int64_t offset = -180001; offset <= 180001; offset += 1 + (int64_t)random_below(&random, 40000)) {
      int64_t now = saturated(c.now_ms, offset);
      reqsig_verdict verdict;
      cr_assert_eq(reqsig_verify(&c.context, &c.request, now, NULL, &verdict), REQSIG_OK);
      cr_assert_eq(verdict.reason, expected(now, c.now_ms, 180000, 180000));
    }
  }
}
