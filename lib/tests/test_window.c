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

Test(window, is_the_one_given_or_else_the_recipes_own) {
  const rs_time_rule rule = {.place = RS_TIME_IN_HEADER, .window = {true, 5, 6, true}};
  rs_window window;
  cr_assert_eq(rs_window_choose(&rule, NULL, &window), REQSIG_OK);
  cr_assert(window.given && window.past_ms == 5 && window.future_ms == 6 && window.exclusive);
  cr_assert_eq(rs_window_choose(&rule, &(reqsig_window){0, 7}, &window), REQSIG_OK);
  cr_assert(window.given && window.past_ms == 0 && window.future_ms == 7 && !window.exclusive);
}

Test(window, is_rejected_with_a_negative_end_or_without_a_timestamp) {
  const rs_time_rule rule = {.place = RS_TIME_IN_HEADER}, without = {.place = RS_TIME_NOWHERE};
  rs_window window;
  cr_assert_eq(rs_window_choose(&rule, &(reqsig_window){-1, 0}, &window), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(rs_window_choose(&rule, &(reqsig_window){0, -1}, &window), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(rs_window_choose(&without, &(reqsig_window){0, 0}, &window), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(rs_window_choose(&without, NULL, &window), REQSIG_OK);
  cr_assert_not(window.given);
}

Test(window, is_completed_by_the_recipes_own_ends_or_none) {
  const rs_window none = {0}, inclusive = {true, 5, 6, false}, exclusive = {true, 5, 6, true};
  static const struct {
    int64_t age, skew;
    reqsig_window expected[3]; /* without an own window, with inclusive and with exclusive ends */
  } cases[] = {
      {1, 2, {{1, 2}, {1, 2}, {1, 2}}},
      {0, -1, {{0, INT64_MAX}, {0, 6}, {0, 5}}},
      {-1, 0, {{INT64_MAX, 0}, {5, 0}, {4, 0}}},
      {-1, -1, {{INT64_MAX, INT64_MAX}, {5, 6}, {4, 5}}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const reqsig_window completed[] = {rs_window_complete(&none, cases[i].age, cases[i].skew),
                                       rs_window_complete(&inclusive, cases[i].age, cases[i].skew),
                                       rs_window_complete(&exclusive, cases[i].age, cases[i].skew)};
    const reqsig_window *expected = cases[i].expected;
    for (size_t k = 0; k < 3; k++)
      cr_assert(completed[k].max_age_ms == expected[k].max_age_ms &&
                    completed[k].max_skew_ms == expected[k].max_skew_ms,
                "row %zu, window %zu", i, k);
  }
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
