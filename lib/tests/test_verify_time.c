#include <stdio.h>

#include "verify_case.h"

/* A request whose MAC is right for the time as it was sent, so that only the time can be at fault. */
static void begin_at(verify_case *c, const char *scheme, const char *profile, reqsig_slice time) {
  static const char *const headers[][2] = {
      {"ambro", "X-Amb-Access-Ts"}, {"aet", "timestamp"}, {"bitpro", "Date"}};
  case_begin(c, scheme, profile);
  for (size_t i = 0; i < 3; i++)
    if (strcmp(headers[i][0], scheme) == 0) case_set(c, headers[i][1], time);
  case_put_mac(c);
}

Test(verify_time, rejects_numbers_in_any_spelling_but_their_own) {
  static const char *const wrong[] = {
      "",
      "0x6553f100",
      "+1700000000",
      "-1700000000",
      "01700000000",
      "1700000000.0",
      "1700000000.123",
      "1.7e9",
      "1.7E+9",
      " 1700000000",
      "1700000000 ",
      "1700000000s",
      "1,700,000,000",
      "17000000000L",
      "now",
      "null",
      "NaN",
      "Infinity",
      "1700000000\n",
      "00",
      "-0",
      "\"1700000000\"",
      "9223372036854775808",  /* 2^63 */
      "18446744073709551617", /* 2^64 + 1 */
      "10000000000000000000", /* 20 digits */
      "99999999999999999999999",
      CASE_DATE,
      "2023-11-14T22:13:20Z",
  };
  static const char *const schemes[][2] = {{"ambro", "X-Amb-Access-Ts"}, {"aet", "timestamp"}};
  for (size_t k = 0; k < 2; k++)
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
      verify_case c;
      begin_at(&c, schemes[k][0], NULL, reqsig_text(wrong[i]));
      case_check_rejected(&c, REQSIG_REASON_MALFORMED, schemes[k][1], wrong[i]);
      const reqsig_window wide = {INT64_MAX, INT64_MAX};
      c.window = &wide;
      case_check_rejected(&c, REQSIG_REASON_MALFORMED, schemes[k][1], wrong[i]);
    }
}

Test(verify_time, takes_all_that_the_clock_can_say) {
  static const struct {
    const char *scheme, *profile, *time;
    int64_t ms;
  } cases[] = {
      {"ambro", NULL, "0", 0},
      {"ambro", NULL, "1", 1000},
      {"ambro", NULL, "2147483648", INT64_C(2147483648000)},
      {"ambro", NULL, "9223372036854775", INT64_C(9223372036854775000)},
      {"ambro", NULL, "1700000000123", INT64_C(1700000000123000)}, /* milliseconds for seconds: authentic */
      {"ambro", "milliseconds", "9223372036854775807", INT64_MAX},
      {"aet", NULL, "0", 0},
      {"aet", NULL, "1700000000", 1700000000}, /* seconds for milliseconds: authentic */
      {"aet", NULL, "9007199254740993", INT64_C(9007199254740993)},
      {"aet", NULL, "9223372036854775807", INT64_MAX},
      {"bitpro", NULL, CASE_DATE, CASE_NOW_SECOND},
      {"bitpro", NULL, "Mon, 01 Jan 0001 00:00:00 GMT", INT64_C(-62135596800000)},
      {"bitpro", NULL, "Fri, 31 Dec 9999 23:59:59 GMT", INT64_C(253402300799000)},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    verify_case c;
    begin_at(&c, cases[i].scheme, cases[i].profile, reqsig_text(cases[i].time));
    case_check_accepted(&c, cases[i].time);
    cr_assert_eq(c.verdict.timestamp_ms, cases[i].ms, "%s", cases[i].time);
  }
}

Test(verify_time, rejects_seconds_whose_milliseconds_are_no_int64) {
  static const char *const wrong[] = {"9223372036854776", "9223372036854775807"};
  for (size_t i = 0; i < 2; i++) {
    verify_case c;
    begin_at(&c, "ambro", NULL, reqsig_text(wrong[i]));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, "X-Amb-Access-Ts", wrong[i]);
  }
}

Test(verify_time, rejects_dates_of_any_other_form) {
  static const char *const wrong[] = {
      "Tuesday, 14-Nov-23 22:13:20 GMT",
      "Tue Nov 14 22:13:20 2023",
      "Tue, 14 Nov 2023 22:13:20 UTC",
      "Tue, 14 Nov 2023 22:13:20 +0000",
      "Mon, 14 Nov 2023 22:13:20 GMT",
      "tue, 14 Nov 2023 22:13:20 GMT",
      "Tue, 14 Nov 2023 22:13:60 GMT",
      "Tue, 7 Nov 2023 22:13:20 GMT",
      "Sun, 31 Apr 2023 22:13:20 GMT",
      "Tue, 14 Nov 2023 22:13:20 GMT ",
      "1700000000",
      "2023-11-14T22:13:20Z",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    verify_case c;
    begin_at(&c, "bitpro", NULL, reqsig_text(wrong[i]));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, "Date", wrong[i]);
  }
}

static void begin_with_body(verify_case *c, reqsig_slice body) {
  case_begin(c, "calypso", NULL);
  c->request.body = body;
  case_put_mac(c);
}

Test(verify_time, reads_the_member_of_calypsos_body) {
  static const char *const right[] = {
      "{\"timestamp\":1700000000123}",
      " {\"timestamp\" : 1700000000123 } \r\n",
      "{\"a\":{\"timestamp\":1},\"timestamp\":1700000000123,\"b\":[{\"timestamp\":2}]}",
      "{\"\\u0074imestamp\":1700000000123}",
      "{\"Timestamp\":1,\"timestamp\":1700000000123}",
      "{\"a\":1,\"a\":2,\"timestamp\":1700000000123}",
  };
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
    verify_case c;
    begin_with_body(&c, reqsig_text(right[i]));
    case_check_accepted(&c, right[i]);
    cr_assert_eq(c.verdict.timestamp_ms, CASE_NOW);
    cr_assert_eq(c.verdict.fresh, REQSIG_YES);
  }
}

Test(verify_time, rejects_bodies_without_the_member_at_the_top) {
  static const char *const wrong[] = {"{}", "{\"payload\":{\"timestamp\":1700000000123}}",
                                      "{\"Timestamp\":1700000000123}", "{\"timestamp \":1700000000123}",
                                      "{\"a\":\"timestamp\"}"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    verify_case c;
    begin_with_body(&c, reqsig_text(wrong[i]));
    case_check_rejected(&c, REQSIG_REASON_MISSING, "timestamp", wrong[i]);
  }
}

Test(verify_time, rejects_bodies_that_others_may_read_in_two_ways) {
  static const char *const wrong[] = {
      "",
      "null",
      "[]",
      "[{\"timestamp\":1700000000123}]",
      "1700000000123",
      "timestamp=1700000000123",
      "{\"timestamp\":1700000000123",
      "{\"timestamp\":1700000000123}}",
      "{\"timestamp\":1700000000123}{}",
      "{\"timestamp\":1700000000123,}",
      "{'timestamp':1700000000123}",
      "{timestamp:1700000000123}",
      "\xef\xbb\xbf{\"timestamp\":1700000000123}",
      "{\"timestamp\":1700000000123,\"a\":\"\xff\"}",
      "{\"timestamp\":1700000000123,\"timestamp\":1700000000123}",
      "{\"timestamp\":1,\"\\u0074imestamp\":1700000000123}",
      "{\"timestamp\":\"1700000000123\"}",
      "{\"timestamp\":1700000000123.0}",
      "{\"timestamp\":1.700000000123e12}",
      "{\"timestamp\":1700000000123e0}",
      "{\"timestamp\":01700000000123}",
      "{\"timestamp\":+1700000000123}",
      "{\"timestamp\":0x18bcfe5687b}",
      "{\"timestamp\":null}",
      "{\"timestamp\":true}",
      "{\"timestamp\":[1700000000123]}",
      "{\"timestamp\":{\"timestamp\":1700000000123}}",
      "{\"timestamp\":9223372036854775808}",
      "{\"timestamp\":-9223372036854775809}",
      "{\"timestamp\":99999999999999999999}",
      "{\"timestamp\":NaN}",
      "{\"timestamp\":1700000000123}x",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    verify_case c;
    begin_with_body(&c, reqsig_text(wrong[i]));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, "timestamp", wrong[i]);
  }
  verify_case c;
  begin_with_body(&c, RS_LITERAL("{\"timestamp\":1700000000123}\0"));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "timestamp", "NUL behind");
}

Test(verify_time, of_calypso_may_be_far_away_or_before_1970_but_not_fresh) {
  static const struct {
    const char *body;
    int64_t ms;
    reqsig_reason reason;
  } cases[] = {
      {"{\"timestamp\":0}", 0, REQSIG_REASON_EXPIRED},
      {"{\"timestamp\":-0}", 0, REQSIG_REASON_EXPIRED},
      {"{\"timestamp\":-1}", -1, REQSIG_REASON_EXPIRED},
      {"{\"timestamp\":1700000000}", 1700000000, REQSIG_REASON_EXPIRED},
      {"{\"timestamp\":2147483648}", 2147483648, REQSIG_REASON_EXPIRED},
      {"{\"timestamp\":-9223372036854775808}", INT64_MIN, REQSIG_REASON_EXPIRED},
      {"{\"timestamp\":9007199254740993}", INT64_C(9007199254740993), REQSIG_REASON_NOT_YET_VALID},
      {"{\"timestamp\":9223372036854775807}", INT64_MAX, REQSIG_REASON_NOT_YET_VALID},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    verify_case c;
    begin_with_body(&c, reqsig_text(cases[i].body));
    case_check_rejected(&c, cases[i].reason, "timestamp", cases[i].body);
    cr_assert_eq(c.verdict.timestamp_ms, cases[i].ms, "%s", cases[i].body);
  }
}

/* now is moved, so that the signature stays the same. */
static void check_edges(const char *scheme, const char *profile, const reqsig_window *window, int64_t time,
                        int64_t oldest, int64_t newest, const char *field) {
  verify_case c;
  case_begin(&c, scheme, profile);
  c.window = window;
  c.now_ms = time + oldest;
  case_check_accepted(&c, "the oldest");
  cr_assert_eq(c.verdict.fresh, REQSIG_YES);
  cr_assert_eq(c.verdict.age_ms, oldest);
  c.now_ms = time + oldest + 1;
  case_check_rejected(&c, REQSIG_REASON_EXPIRED, field, "one millisecond older");
  c.now_ms = time - newest;
  case_check_accepted(&c, "the newest");
  c.now_ms = time - newest - 1;
  case_check_rejected(&c, REQSIG_REASON_NOT_YET_VALID, field, "one millisecond newer");
}

Test(verify_time, is_held_to_the_documents_own_window) {
  check_edges("calypso", NULL, NULL, CASE_NOW, 180000, 180000, "timestamp");
  check_edges("calypso", "window-exclusive", NULL, CASE_NOW, 179999, 179999, "timestamp");
  check_edges("bitpro", "window-900s", NULL, CASE_NOW_SECOND, 899999, 899999, "Date");
}

Test(verify_time, is_held_to_the_callers_window_instead) {
  const reqsig_window window = {5000, 2000}, none = {0, 0};
  check_edges("ambro", NULL, &window, CASE_NOW_SECOND, 5000, 2000, "X-Amb-Access-Ts");
  check_edges("ambro", "milliseconds", &window, CASE_NOW, 5000, 2000, "X-Amb-Access-Ts");
  check_edges("calypso", NULL, &window, CASE_NOW, 5000, 2000, "timestamp");
  check_edges("aet", NULL, &window, CASE_NOW, 5000, 2000, "timestamp");
  check_edges("bitpro", NULL, &window, CASE_NOW_SECOND, 5000, 2000, "Date");
  /* Both ends are inside of the caller's window, whatever the profile says of the document's. */
  check_edges("calypso", "window-exclusive", &window, CASE_NOW, 5000, 2000, "timestamp");
  check_edges("bitpro", "window-900s", &window, CASE_NOW_SECOND, 5000, 2000, "Date");
  check_edges("aet", NULL, &none, CASE_NOW, 0, 0, "timestamp");
}

Test(verify_time, is_not_checked_where_no_window_is_named) {
  static const char *const schemes[] = {"ambro", "aet", "bitpro"};
  static const int64_t nows[] = {INT64_MIN, -1, 0, INT64_MAX};
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 0; k < 4; k++) {
      verify_case c;
      case_begin(&c, schemes[i], NULL);
      c.now_ms = nows[k];
      case_check_accepted(&c, "any time");
      cr_assert_eq(c.verdict.fresh, REQSIG_UNKNOWN);
    }
}

Test(verify_time, keeps_within_int64_at_its_ends) {
  static const int64_t nows[] = {INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX - 1, INT64_MAX};
  static const char *const times[] = {"-9223372036854775808", "-1", "0", "1", "9223372036854775807"};
  static const int64_t values[] = {INT64_MIN, -1, 0, 1, INT64_MAX};
  const reqsig_window almost = {INT64_MAX - 1, INT64_MAX - 1}, all = {INT64_MAX, INT64_MAX};
  for (size_t i = 0; i < 7; i++)
    for (size_t k = 0; k < 5; k++) {
      verify_case c;
      char body[64];
      snprintf(body, sizeof body, "{\"timestamp\":%s}", times[k]);
      begin_with_body(&c, reqsig_text(body));
      c.now_ms = nows[i];
      c.window = &all;
      case_check_accepted(&c, "no limit");
      c.window = &almost;
      /* unsigned, the distance of any two int64 fits */
      bool past = nows[i] >= values[k];
      uint64_t distance =
          past ? (uint64_t)nows[i] - (uint64_t)values[k] : (uint64_t)values[k] - (uint64_t)nows[i];
      reqsig_reason expected = distance <= INT64_MAX - 1 ? REQSIG_REASON_NONE
                               : past                    ? REQSIG_REASON_EXPIRED
                                                         : REQSIG_REASON_NOT_YET_VALID;
      cr_assert_eq(case_verify(&c), expected, "now %zu, time %s", i, times[k]);
    }
}
