#include <criterion/criterion.h>

#include "window.h"

Test(window, says_the_age_of_a_timestamp) {
  cr_assert_eq(rs_window_age(0, 0), 0);
  cr_assert_eq(rs_window_age(1700000000123, 1700000000000), 123);
  cr_assert_eq(rs_window_age(1700000000000, 1700000000123), -123);
  cr_assert_eq(rs_window_age(5, -7), 12);
  cr_assert_eq(rs_window_age(-7, 5), -12);
  cr_assert_eq(rs_window_age(-7, -5), -2);
}

Test(window, says_the_age_up_to_both_ends_of_int64_and_stays_there) {
  static const struct {
    int64_t now, timestamp, age;
  } cases[] = {
      {INT64_MAX, 0, INT64_MAX},         {INT64_MAX, 1, INT64_MAX - 1},
      {INT64_MAX, INT64_MAX, 0},         {INT64_MAX - 1, -1, INT64_MAX}, /* exactly the last that fits */
      {INT64_MAX, -1, INT64_MAX},                                        /* one more */
      {INT64_MAX, INT64_MIN, INT64_MAX}, {0, INT64_MIN, INT64_MAX},
      {0, INT64_MIN + 1, INT64_MAX},     {-1, INT64_MIN, INT64_MAX},
      {-2, INT64_MIN, INT64_MAX - 1},    {INT64_MIN, INT64_MIN, 0},
      {INT64_MIN, 0, INT64_MIN},         {INT64_MIN, -1, INT64_MIN + 1},
      {INT64_MIN + 1, 1, INT64_MIN}, /* exactly the last that fits */
      {INT64_MIN, 1, INT64_MIN},     /* one more */
      {INT64_MIN, INT64_MAX, INT64_MIN}, {-1, INT64_MAX, INT64_MIN},
      {-2, INT64_MAX, INT64_MIN},        {0, INT64_MAX, -INT64_MAX},
      {1, INT64_MAX, -INT64_MAX + 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    cr_assert_eq(rs_window_age(cases[i].now, cases[i].timestamp), cases[i].age, "row %zu", i);
}

static reqsig_reason check(int64_t past, int64_t future, int64_t age) {
  const rs_window window = {.given = true, .past_ms = past, .future_ms = future};
  return rs_window_check(&window, age);
}

static reqsig_reason check_exclusive(int64_t past, int64_t future, int64_t age) {
  const rs_window window = {.given = true, .past_ms = past, .future_ms = future, .exclusive = true};
  return rs_window_check(&window, age);
}

Test(window, accepts_both_ends_and_nothing_beyond) {
  cr_assert_eq(check(180000, 60000, 179999), REQSIG_REASON_NONE);
  cr_assert_eq(check(180000, 60000, 180000), REQSIG_REASON_NONE);
  cr_assert_eq(check(180000, 60000, 180001), REQSIG_REASON_EXPIRED);
  cr_assert_eq(check(180000, 60000, -59999), REQSIG_REASON_NONE);
  cr_assert_eq(check(180000, 60000, -60000), REQSIG_REASON_NONE);
  cr_assert_eq(check(180000, 60000, -60001), REQSIG_REASON_NOT_YET_VALID);
}

Test(window, of_no_width_accepts_the_very_millisecond) {
  cr_assert_eq(check(0, 0, 0), REQSIG_REASON_NONE);
  cr_assert_eq(check(0, 0, 1), REQSIG_REASON_EXPIRED);
  cr_assert_eq(check(0, 0, -1), REQSIG_REASON_NOT_YET_VALID);
}

Test(window, that_excludes_its_ends_accepts_all_between) {
  cr_assert_eq(check_exclusive(180000, 60000, 179999), REQSIG_REASON_NONE);
  cr_assert_eq(check_exclusive(180000, 60000, 180000), REQSIG_REASON_EXPIRED);
  cr_assert_eq(check_exclusive(180000, 60000, 0), REQSIG_REASON_NONE);
  cr_assert_eq(check_exclusive(180000, 60000, -59999), REQSIG_REASON_NONE);
  cr_assert_eq(check_exclusive(180000, 60000, -60000), REQSIG_REASON_NOT_YET_VALID);
  cr_assert_eq(check_exclusive(0, 0, 0), REQSIG_REASON_EXPIRED);
}

Test(window, reaches_to_the_ends_of_int64) {
  cr_assert_eq(check(INT64_MAX - 1, 0, INT64_MAX - 1), REQSIG_REASON_NONE);
  cr_assert_eq(check(INT64_MAX - 1, 0, INT64_MAX), REQSIG_REASON_EXPIRED);
  cr_assert_eq(check(0, INT64_MAX - 1, -(INT64_MAX - 1)), REQSIG_REASON_NONE);
  cr_assert_eq(check(0, INT64_MAX - 1, -INT64_MAX), REQSIG_REASON_NOT_YET_VALID);
  cr_assert_eq(check(0, INT64_MAX - 1, INT64_MIN), REQSIG_REASON_NOT_YET_VALID);
}

Test(window, of_int64_max_is_no_limit_on_its_side) {
  cr_assert_eq(check(INT64_MAX, 0, INT64_MAX), REQSIG_REASON_NONE);
  cr_assert_eq(check(INT64_MAX, 0, -1), REQSIG_REASON_NOT_YET_VALID);
  cr_assert_eq(check(0, INT64_MAX, INT64_MIN), REQSIG_REASON_NONE);
  cr_assert_eq(check(0, INT64_MAX, 1), REQSIG_REASON_EXPIRED);
  cr_assert_eq(check_exclusive(INT64_MAX, INT64_MAX, INT64_MAX), REQSIG_REASON_NONE);
  cr_assert_eq(check_exclusive(INT64_MAX, INT64_MAX, INT64_MIN), REQSIG_REASON_NONE);
}
