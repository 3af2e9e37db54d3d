#include <criterion/criterion.h>
#include <stdio.h>

#include "date.h"
#include "guard.h"

static reqsig_status parse_date_text(const char *text, int64_t *seconds) {
  guarded input = guard_copy(reqsig_text(text));
  reqsig_status status = rs_date_parse(input.slice, seconds);
  guard_free(input);
  return status;
}

static void check_pair(int64_t seconds, const char *text) {
  uint8_t room[RS_DATE_LEN];
  reqsig_buffer buffer = {room, sizeof room, 0};
  cr_assert_eq(rs_date_write(seconds, &buffer), REQSIG_OK);
  cr_assert(rs_slice_equal(rs_slice(room, buffer.len), reqsig_text(text)), "writes %.29s, not %s",
            (char *)room, text);
  int64_t back = 42;
  cr_assert_eq(parse_date_text(text, &back), REQSIG_OK, "%s", text);
  cr_assert_eq(back, seconds, "%s", text);
}

Test(date, agrees_with_the_printed_examples) {
  check_pair(784111777, "Sun, 06 Nov 1994 08:49:37 GMT");  /* RFC 9110 section 5.6.7 */
  check_pair(1491799392, "Mon, 10 Apr 2017 04:43:12 GMT"); /* Bitpro's document */
}

Test(date, writes_every_month) {
  check_pair(1672531200, "Sun, 01 Jan 2023 00:00:00 GMT");
  check_pair(1675209600, "Wed, 01 Feb 2023 00:00:00 GMT");
  check_pair(1677628800, "Wed, 01 Mar 2023 00:00:00 GMT");
  check_pair(1680307200, "Sat, 01 Apr 2023 00:00:00 GMT");
  check_pair(1682899200, "Mon, 01 May 2023 00:00:00 GMT");
  check_pair(1685577600, "Thu, 01 Jun 2023 00:00:00 GMT");
  check_pair(1688169600, "Sat, 01 Jul 2023 00:00:00 GMT");
  check_pair(1690848000, "Tue, 01 Aug 2023 00:00:00 GMT");
  check_pair(1693526400, "Fri, 01 Sep 2023 00:00:00 GMT");
  check_pair(1696118400, "Sun, 01 Oct 2023 00:00:00 GMT");
  check_pair(1698796800, "Wed, 01 Nov 2023 00:00:00 GMT");
  check_pair(1701388800, "Fri, 01 Dec 2023 00:00:00 GMT");
}

Test(date, writes_every_day_of_the_week) {
  check_pair(0, "Thu, 01 Jan 1970 00:00:00 GMT");
  check_pair(86400, "Fri, 02 Jan 1970 00:00:00 GMT");
  check_pair(172800, "Sat, 03 Jan 1970 00:00:00 GMT");
  check_pair(259200, "Sun, 04 Jan 1970 00:00:00 GMT");
  check_pair(345600, "Mon, 05 Jan 1970 00:00:00 GMT");
  check_pair(432000, "Tue, 06 Jan 1970 00:00:00 GMT");
  check_pair(518400, "Wed, 07 Jan 1970 00:00:00 GMT");
}

Test(date, knows_the_edges_of_int32_and_of_1970) {
  check_pair(-1, "Wed, 31 Dec 1969 23:59:59 GMT");
  check_pair(2147483647, "Tue, 19 Jan 2038 03:14:07 GMT");
  check_pair(2147483648, "Tue, 19 Jan 2038 03:14:08 GMT");
  check_pair(-2147483649, "Fri, 13 Dec 1901 20:45:51 GMT");
  check_pair(4294967296, "Sun, 07 Feb 2106 06:28:16 GMT");
}

Test(date, knows_the_leap_days_of_centuries) {
  check_pair(-2203891201, "Wed, 28 Feb 1900 23:59:59 GMT");
  check_pair(-2203891200, "Thu, 01 Mar 1900 00:00:00 GMT");
  check_pair(951782400, "Tue, 29 Feb 2000 00:00:00 GMT");
  check_pair(951868800, "Wed, 01 Mar 2000 00:00:00 GMT");
  check_pair(1709164800, "Thu, 29 Feb 2024 00:00:00 GMT");
  check_pair(4107542399, "Sun, 28 Feb 2100 23:59:59 GMT");
  check_pair(4107542400, "Mon, 01 Mar 2100 00:00:00 GMT");
  check_pair(978307199, "Sun, 31 Dec 2000 23:59:59 GMT"); /* the last day of a cycle of 400 years */
}

Test(date, rejects_leap_days_that_are_not) {
  static const char *const wrong[] = {
      "Thu, 29 Feb 1900 00:00:00 GMT", "Mon, 29 Feb 2100 00:00:00 GMT", "Wed, 29 Feb 2023 00:00:00 GMT",
      "Wed, 30 Feb 2000 00:00:00 GMT", "Fri, 30 Feb 2024 00:00:00 GMT",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int64_t seconds;
    cr_assert_eq(parse_date_text(wrong[i], &seconds), REQSIG_ERR_MALFORMED, "%s", wrong[i]);
  }
}

Test(date, writes_the_first_and_last_second_of_four_digit_years_and_no_more) {
  check_pair(RS_DATE_MIN, "Mon, 01 Jan 0001 00:00:00 GMT");
  check_pair(RS_DATE_MAX, "Fri, 31 Dec 9999 23:59:59 GMT");
  static const int64_t outside[] = {RS_DATE_MIN - 1, RS_DATE_MAX + 1, INT64_MIN, INT64_MAX};
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
    uint8_t room[64];
    reqsig_buffer text = {room, sizeof room, 0};
    cr_assert_eq(rs_date_write(outside[i], &text), REQSIG_ERR_OUT_OF_RANGE);
    cr_assert_eq(text.len, 0);
  }
}

/* The calendar told day by day, as a child counts it, beside the arithmetic. */
Test(date, agrees_with_counting_every_day_from_year_1_to_9999) {
  static const char names[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int64_t noon = RS_DATE_MIN + 43200;
  int weekday = 0;
  for (int year = 1; year <= 9999; year++)
    for (int month = 0; month < 12; month++) {
      bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
      int length = lengths[month] + (month == 1 && leap);
      for (int day = 1; day <= length; day++, noon += 86400, weekday = (weekday + 1) % 7) {
        uint8_t room[RS_DATE_LEN];
        char expected[] = "Www, DD Mmm YYYY 12:00:00 GMT";
        const char digits[] = {(char)('0' + day / 10), (char)('0' + day % 10)};
        const char year_digits[] = {(char)('0' + year / 1000), (char)('0' + year / 100 % 10),
                                    (char)('0' + year / 10 % 10), (char)('0' + year % 10)};
        memcpy(expected, names[weekday], 3);
        memcpy(expected + 5, digits, 2);
        memcpy(expected + 8, months[month], 3);
        memcpy(expected + 12, year_digits, 4);
        reqsig_buffer text = {room, sizeof room, 0};
        int64_t back = 0;
        if (rs_date_write(noon, &text) != REQSIG_OK || memcmp(room, expected, RS_DATE_LEN) != 0 ||
            rs_date_parse(rs_slice(room, RS_DATE_LEN), &back) != REQSIG_OK || back != noon)
          cr_assert_fail("%s: %.29s", expected, (char *)room);
      }
    }
  cr_assert_eq(noon - 43200, RS_DATE_MAX + 1);
}

Test(date, agrees_with_counting_every_second_of_a_day) {
  int64_t seconds = 1709164800;
  for (int hour = 0; hour < 24; hour++)
    for (int minute = 0; minute < 60; minute++)
      for (int second = 0; second < 60; second++, seconds++) {
        char expected[64];
        snprintf(expected, sizeof expected, "Thu, 29 Feb 2024 %02d:%02d:%02d GMT", hour, minute, second);
        uint8_t room[RS_DATE_LEN];
        reqsig_buffer text = {room, sizeof room, 0};
        int64_t back = 0;
        if (rs_date_write(seconds, &text) != REQSIG_OK || memcmp(room, expected, RS_DATE_LEN) != 0 ||
            rs_date_parse(rs_slice(room, RS_DATE_LEN), &back) != REQSIG_OK || back != seconds)
          cr_assert_fail("%s: %.29s", expected, (char *)room);
      }
}

Test(date, rejects_other_forms) {
  static const char *const wrong[] = {
      "",
      "Sunday, 06-Nov-94 08:49:37 GMT", /* RFC 850 */
      "Sun Nov  6 08:49:37 1994",       /* asctime */
      "Sun, 6 Nov 1994 08:49:37 GMT",   /* one digit, as Java's RFC 1123 formatter writes it */
      "Sun,  6 Nov 1994 08:49:37 GMT",  /* a space for the digit */
      "Sun, 06 Nov 94 08:49:37 GMT",
      "Sun, 06 Nov 1994 08:49:37 UTC",
      "Sun, 06 Nov 1994 08:49:37 +0000",
      "Sun, 06 Nov 1994 08:49:37 gmt",
      "Sun, 06 Nov 1994 08:49:37 Gmt",
      "Sun, 06 Nov 1994 08:49:37",
      "Sun, 06 Nov 1994 08:49:37 GMT ",
      " Sun, 06 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 08:49:37 GM",
      "Sun, 06 Nov 1994 08:49:37 EST",
      "sun, 06 Nov 1994 08:49:37 GMT",
      "SUN, 06 Nov 1994 08:49:37 GMT",
      "Sun, 06 nov 1994 08:49:37 GMT",
      "Sun, 06 NOV 1994 08:49:37 GMT",
      "Sun, 06 Sept 1994 08:49:37 GMT",
      "So , 06 Nov 1994 08:49:37 GMT",
      "dim., 06 nov. 1994 08:49:37 GMT",
      "Sun; 06 Nov 1994 08:49:37 GMT",
      "Sun,06 Nov 1994  08:49:37 GMT",
      "Sun, 06-Nov-1994 08:49:37 GMT",
      "Sun, 06 Nov 1994T08:49:37 GMT",
      "Sun, 06 Nov 1994 08.49.37 GMT",
      "Sun, 06 Nov 1994 08:49:37Z GM",
      "Sun, 06 Nov 1994 8:49:37 GMT",
      "Sun, 06 Nov 1994  8:49:37 GMT",
      "Sun, +6 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov -994 08:49:37 GMT",
      "Sun, 06 11  1994 08:49:37 GMT",
      "Sun, 06 Nox 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 08:49:3\xb3 GMT",
      "Sun, 06 Nov 1994 0x:49:37 GMT",
      "Sun,\t06 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 08:49:37 GMT\r\n",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int64_t seconds;
    cr_assert_eq(parse_date_text(wrong[i], &seconds), REQSIG_ERR_MALFORMED, "%s", wrong[i]);
  }
}

Test(date, rejects_days_that_no_month_has) {
  static const char *const wrong[] = {
      "Sun, 00 Nov 1994 08:49:37 GMT", "Mon, 00 Nov 1994 08:49:37 GMT", "Mon, 31 Apr 2023 00:00:00 GMT",
      "Thu, 31 Jun 2023 00:00:00 GMT", "Sun, 31 Sep 2023 00:00:00 GMT", "Sun, 01 Oct 2023 24:00:00 GMT",
      "Fri, 31 Nov 2023 00:00:00 GMT", "Wed, 32 Jan 2023 00:00:00 GMT", "Mon, 32 Dec 2023 00:00:00 GMT",
      "Mon, 99 Jan 2023 00:00:00 GMT", "Sat, 01 Jan 0000 00:00:00 GMT", "Fri, 31 Dec 0000 23:59:59 GMT",
      "Fri, 32 Dec 9999 00:00:00 GMT", "Sat, 31 Dec 9999 24:00:00 GMT",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int64_t seconds;
    cr_assert_eq(parse_date_text(wrong[i], &seconds), REQSIG_ERR_MALFORMED, "%s", wrong[i]);
  }
}

Test(date, rejects_times_that_no_day_has) {
  static const char *const wrong[] = {
      "Sun, 06 Nov 1994 24:00:00 GMT", "Mon, 07 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
      "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 1994 99:99:99 GMT",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int64_t seconds;
    cr_assert_eq(parse_date_text(wrong[i], &seconds), REQSIG_ERR_MALFORMED, "%s", wrong[i]);
  }
}

Test(date, rejects_the_leap_second_that_posix_time_cannot_tell) {
  int64_t seconds;
  cr_assert_eq(parse_date_text("Sat, 31 Dec 2016 23:59:60 GMT", &seconds), REQSIG_ERR_MALFORMED);
  cr_assert_eq(parse_date_text("Sun, 06 Nov 1994 08:49:60 GMT", &seconds), REQSIG_ERR_MALFORMED);
}

Test(date, rejects_all_weekdays_but_the_dates_own) {
  static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  int taken = 0;
  for (size_t i = 0; i < 7; i++) {
    char text[] = "Www, 06 Nov 1994 08:49:37 GMT";
    memcpy(text, names[i], 3);
    int64_t seconds;
    taken += parse_date_text(text, &seconds) == REQSIG_OK;
  }
  cr_assert_eq(taken, 1);
}

/* Each byte of a date put at each value: whatever is taken must be what is written for that time. */
Test(date, takes_of_all_texts_one_byte_away_only_what_it_would_write) {
  for (size_t at = 0; at < RS_DATE_LEN; at++)
    for (int c = 0; c < 256; c++) {
      uint8_t text[] = "Sun, 06 Nov 1994 08:49:37 GMT", room[RS_DATE_LEN];
      text[at] = (uint8_t)c;
      int64_t seconds;
      if (rs_date_parse(rs_slice(text, RS_DATE_LEN), &seconds) != REQSIG_OK) continue;
      bool time_or_year = at >= 12 && at <= 24;
      cr_assert(time_or_year || c == "Sun, 06 Nov 1994 08:49:37 GMT"[at], "offset %zu, byte %02x", at, c);
      reqsig_buffer written = {room, sizeof room, 0};
      cr_assert_eq(rs_date_write(seconds, &written), REQSIG_OK);
      cr_assert_arr_eq(room, text, RS_DATE_LEN);
    }
}

Test(date, tells_the_length_that_is_needed) {
  uint8_t room[RS_DATE_LEN];
  reqsig_buffer text = {room, RS_DATE_LEN - 1, 0};
  cr_assert_eq(rs_date_write(0, &text), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(text.len, RS_DATE_LEN);
}

Test(date, appends_behind_what_the_buffer_holds) {
  uint8_t room[RS_DATE_LEN + 1] = "x";
  reqsig_buffer text = {room, sizeof room, 1};
  cr_assert_eq(rs_date_write(784111777, &text), REQSIG_OK);
  cr_assert_arr_eq(room, "xSun, 06 Nov 1994 08:49:37 GMT", sizeof room);
}
