/* Dates in digits, by a pattern. The times are those of "date -u -d @SECONDS". */
#include <criterion/criterion.h>

#include "date.h"
#include "timestamp.h"

static const struct {
  int64_t ms;
  rs_time_format format;
  const char *text;
} dates[] = {
    {0, RS_ISO_SECONDS, "1970-01-01T00:00:00Z"},
    {INT64_C(951782399000), RS_ISO_SECONDS, "2000-02-28T23:59:59Z"},
    {INT64_C(951782400000), RS_ISO_BASIC, "20000229T000000Z"},
    {INT64_C(1577862000000), RS_ISO_SECONDS, "2020-01-01T07:00:00Z"},
    {INT64_C(1582934400007), RS_ISO_MILLISECONDS, "2020-02-29T00:00:00.007Z"},
    {INT64_C(1614265330123), RS_ISO_MILLISECONDS, "2021-02-25T15:02:10.123Z"},
    {INT64_C(1614265330000), RS_ISO_BASIC, "20210225T150210Z"},
    {INT64_C(253402300799999), RS_ISO_MILLISECONDS, "9999-12-31T23:59:59.999Z"},
};

Test(date_patterns, are_written_and_read) {
  for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
    uint8_t room[32];
    reqsig_buffer text = {room, sizeof room, 0};
    int64_t ms;
    cr_assert_eq(rs_time_write(dates[i].format, dates[i].ms, &text), REQSIG_OK);
    cr_assert(rs_slice_equal(rs_slice(room, text.len), reqsig_text(dates[i].text)), "%.*s", (int)text.len,
              (const char *)room);
    cr_assert(rs_time_read(dates[i].format, reqsig_text(dates[i].text), &ms));
    cr_assert_eq(ms, dates[i].ms, "%s", dates[i].text);
  }
}

Test(date_patterns, other_texts_are_not_read) {
  static const char *const texts[] = {"",
                                      "2021-02-25T15:02:10",
                                      "2021-02-25T15:02:10z",
                                      "2021-02-25 15:02:10Z",
                                      "2021-02-25T15:02:1 Z",
                                      "2021-02-25T15:02:60Z",
                                      "2021-02-25T24:00:00Z",
                                      "2021-02-25T15:60:00Z",
                                      "2021-02-29T15:02:10Z",
                                      "2021-00-25T15:02:10Z",
                                      "2021-13-25T15:02:10Z",
                                      "2021-02-00T15:02:10Z",
                                      "1969-12-31T23:59:59Z",
                                      "1970-01-00T00:00:00Z",
                                      "9999-12-32T00:00:00Z",
                                      "0000-01-01T00:00:00Z",
                                      "\xff\xff\xff\xff-02-25T15:02:10Z",
                                      "2021-02-25T15:02:10.1Z",
                                      "2021-02-25T15:02:10+00:00"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    int64_t ms;
    cr_assert_not(rs_time_read(RS_ISO_SECONDS, reqsig_text(texts[i]), &ms), "%s", texts[i]);
  }
}

Test(date_patterns, end_with_the_year_9999) {
  uint8_t room[32];
  reqsig_buffer text = {room, sizeof room, 0}, small = {room, 19, 0};
  cr_assert_eq(rs_time_write(RS_ISO_SECONDS, INT64_C(253402300800000), &text), REQSIG_ERR_OUT_OF_RANGE);
  cr_assert_eq(rs_date_write_by("YYYY", -1, &text), REQSIG_ERR_OUT_OF_RANGE);
  cr_assert_eq(rs_time_write(RS_ISO_SECONDS, 0, &small), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(small.len, 20);
}

Test(date_patterns, numbers_are_times_too) {
  int64_t ms;
  cr_assert(rs_time_read(RS_UNIX_SECONDS, RS_LITERAL("12"), &ms) && ms == 12000);
  cr_assert(rs_time_read(RS_UNIX_MILLISECONDS, RS_LITERAL("12"), &ms) && ms == 12);
  cr_assert_not(rs_time_read(RS_UNIX_MILLISECONDS, RS_LITERAL("1x"), &ms));
  cr_assert_not(rs_time_read(RS_UNIX_SECONDS, RS_LITERAL("9223372036854775807"), &ms));
  cr_assert_not(rs_time_read(RS_UNIX_SECONDS, RS_LITERAL("x"), &ms));
  cr_assert(rs_time_read(RS_IMF_FIXDATE, RS_LITERAL("Thu, 01 Jan 1970 00:00:01 GMT"), &ms) && ms == 1000);
  cr_assert_not(rs_time_read(RS_IMF_FIXDATE, RS_LITERAL("1"), &ms));
}

Test(date_patterns, a_wrong_date_is_malformed_in_a_header) {
  static uint8_t memory[REQSIG_SCHEME_ROOM(1024)];
  static const char file[] =
      "{\"reqsig_scheme\": 1, \"name\": \"d\", \"title\": \"D\", \"credentials\": {\"k\": \"secret\"}, "
      "\"timestamp\": {\"format\": \"YYYYMMDDThhmmssZ\"}, \"message\": \"{timestamp}\", \"hmac\": \"sha1\", "
      "\"key\": \"{k}\", \"headers\": {\"Time\": \"{timestamp}\", \"Sign\": \"{mac|hex}\"}}";
  reqsig_buffer buffer = {memory, sizeof memory, 0};
  const reqsig_scheme *scheme;
  reqsig_scheme_fault fault;
  reqsig_context context;
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_scheme_read(reqsig_text(file), &buffer, &scheme, &fault), REQSIG_OK, "%s",
               fault.expected);
  const reqsig_credential key = {"k", RS_TEXT("key")};
  cr_assert_eq(reqsig_context_init(&context, scheme, &key, 1), REQSIG_OK);
  reqsig_header headers[2];
  reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), headers, 2, {NULL, 0}};
  uint8_t room[128];
  reqsig_buffer text = {room, sizeof room, 0};
  size_t num = 2;
  request.num_headers = 0;
  cr_assert_eq(reqsig_sign(&context, &request, 1614265330999, &text, headers, &num), REQSIG_OK);
  cr_assert(rs_slice_equal(headers[0].value, RS_LITERAL("20210225T150210Z")));
  request.num_headers = 2;
  cr_assert_eq(reqsig_verify(&context, &request, 0, NULL, &verdict), REQSIG_OK);
  cr_assert(verdict.reason == REQSIG_REASON_NONE && verdict.timestamp_ms == 1614265330000);
  headers[0].value = RS_LITERAL("20210230T150210Z");
  cr_assert_eq(reqsig_verify(&context, &request, 0, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
}
