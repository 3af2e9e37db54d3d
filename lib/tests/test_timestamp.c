#include <criterion/criterion.h>

#include "guard.h"
#include "timestamp.h"

static reqsig_status parse_timestamp_text(const char *text, int64_t *value) {
  guarded input = guard_copy(reqsig_text(text));
  reqsig_status status = rs_timestamp_parse(input.slice, value);
  guard_free(input);
  return status;
}

Test(timestamp, writes_and_reads_each_number_of_digits) {
  static const struct {
    int64_t value;
    const char *text;
  } cases[] = {
      {0, "0"},
      {1, "1"},
      {9, "9"},
      {10, "10"},
      {99, "99"},
      {100, "100"},
      {1700000000, "1700000000"},
      {2147483647, "2147483647"},
      {2147483648, "2147483648"},
      {4294967296, "4294967296"},
      {1700000000123, "1700000000123"},
      {9007199254740991, "9007199254740991"},
      {9007199254740993, "9007199254740993"},
      {999999999999999999, "999999999999999999"},
      {1000000000000000000, "1000000000000000000"},
      {INT64_MAX - 1, "9223372036854775806"},
      {INT64_MAX, "9223372036854775807"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint8_t room[19];
    reqsig_buffer text = {room, sizeof room, 0};
    cr_assert_eq(rs_timestamp_write(cases[i].value, &text), REQSIG_OK);
    cr_assert(rs_slice_equal(rs_slice(room, text.len), reqsig_text(cases[i].text)), "%s", cases[i].text);
    int64_t value = -1;
    cr_assert_eq(parse_timestamp_text(cases[i].text, &value), REQSIG_OK);
    cr_assert_eq(value, cases[i].value, "%s", cases[i].text);
  }
}

Test(timestamp, does_not_write_negative_numbers) {
  uint8_t room[32];
  reqsig_buffer text = {room, sizeof room, 0};
  cr_assert_eq(rs_timestamp_write(-1, &text), REQSIG_ERR_OUT_OF_RANGE);
  cr_assert_eq(rs_timestamp_write(INT64_MIN, &text), REQSIG_ERR_OUT_OF_RANGE);
  cr_assert_eq(text.len, 0);
}

Test(timestamp, tells_the_length_that_is_needed) {
  uint8_t room[13];
  reqsig_buffer text = {room, 12, 0};
  cr_assert_eq(rs_timestamp_write(1700000000123, &text), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(text.len, 13);
}

Test(timestamp, rejects_what_is_not_only_digits) {
  static const char *const wrong[] = {
      "",
      "-1",
      "+1",
      "-0",
      " 1",
      "1 ",
      "1\t",
      "1\n",
      "\r1",
      "0x10",
      "1e3",
      "1.0",
      "1.",
      ".5",
      "1_0",
      "1,0",
      "1'0",
      "true",
      "null",
      "\"1\"",
      "NaN",
      "inf",
      "1a",
      "a1",
      "/",
      ":",
      "1/",
      "1:",
      "--1",
      "\xd9\xa1" /* an Arabic-Indic one */,
      "\xef\xbc\x91" /* a full-width one */,
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int64_t value;
    cr_assert_eq(parse_timestamp_text(wrong[i], &value), REQSIG_ERR_MALFORMED, "\"%s\"", wrong[i]);
  }
}

Test(timestamp, rejects_every_single_byte_but_a_digit) {
  for (int c = 0; c < 256; c++) {
    uint8_t byte = (uint8_t)c;
    int64_t value = -1;
    reqsig_status status = rs_timestamp_parse(rs_slice(&byte, 1), &value);
    bool digit = c >= '0' && c <= '9';
    cr_assert_eq(status, digit ? REQSIG_OK : REQSIG_ERR_MALFORMED, "%02x", c);
    if (digit) cr_assert_eq(value, c - '0');
  }
}

Test(timestamp, rejects_zeros_before_other_digits) {
  static const char *const wrong[] = {"00", "01", "000", "0000000000001", "00000000000000000000000001"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int64_t value;
    cr_assert_eq(parse_timestamp_text(wrong[i], &value), REQSIG_ERR_MALFORMED, "%s", wrong[i]);
  }
}

Test(timestamp, rejects_a_nul_behind_the_digits) {
  int64_t value;
  cr_assert_eq(rs_timestamp_parse(RS_LITERAL("1\0"), &value), REQSIG_ERR_MALFORMED);
}

Test(timestamp, says_out_of_range_past_the_largest_int64) {
  static const char *const wrong[] = {
      "9223372036854775808",  "9223372036854775809",
      "9999999999999999999",  "10000000000000000000",
      "18446744073709551615", "18446744073709551616",
      "18446744073709551617", /* 2^64 + 1 would wrap to 1 */
      "36893488147419103233", "99999999999999999999999999999999999999999999999",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int64_t value;
    cr_assert_eq(parse_timestamp_text(wrong[i], &value), REQSIG_ERR_OUT_OF_RANGE, "%s", wrong[i]);
  }
}

Test(timestamp, says_malformed_rather_than_out_of_range_where_both_hold) {
  int64_t value;
  cr_assert_eq(parse_timestamp_text("99999999999999999999x", &value), REQSIG_ERR_MALFORMED);
}

Test(timestamp, rejects_the_empty_slice_without_memory) {
  int64_t value;
  cr_assert_eq(rs_timestamp_parse(rs_slice(NULL, 0), &value), REQSIG_ERR_MALFORMED);
}
