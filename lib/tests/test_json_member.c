#include <criterion/criterion.h>

#include "guard.h"
#include "json.h"

static rs_json_result find(reqsig_slice text, reqsig_slice name, reqsig_slice expected) {
  guarded input = guard_copy(text);
  reqsig_slice value;
  rs_json_result result = rs_json_member(input.slice, name, &value);
  if (result == RS_JSON_FOUND)
    cr_assert(rs_slice_equal(value, expected), "%.*s", (int)value.len, (const char *)value.data);
  guard_free(input);
  return result;
}

#define FINDS(text, name, expected)                                                                          \
  cr_assert_eq(find(RS_LITERAL(text), RS_LITERAL(name), RS_LITERAL(expected)), RS_JSON_FOUND, "%s", text)
#define ANSWERS(result, text, name)                                                                          \
  cr_assert_eq(find(RS_LITERAL(text), RS_LITERAL(name), RS_LITERAL("")), result, "%s", text)

Test(json_member, gives_the_value_as_it_stands) {
  FINDS("{\"t\":1}", "t", "1");
  FINDS(" { \"t\" : -1.5e+3 } ", "t", "-1.5e+3");
  FINDS("{\"t\":\"a\\u0041\"}", "t", "\"a\\u0041\"");
  FINDS("{\"t\":null}", "t", "null");
  FINDS("{\"t\":true,\"u\":false}", "u", "false");
  FINDS("{\"t\":\r\n\t [ 1 , {\"t\":2} ] \r\n\t }", "t", "[ 1 , {\"t\":2} ]");
  FINDS("{\"t\":{\"t\":{\"t\":1}}}", "t", "{\"t\":{\"t\":1}}");
}

Test(json_member, finds_it_at_any_position) {
  FINDS("{\"timestamp\":1,\"a\":2,\"b\":3}", "timestamp", "1");
  FINDS("{\"a\":2,\"timestamp\":1,\"b\":3}", "timestamp", "1");
  FINDS("{\"a\":[{},\"}\",\"]\"],\"b\":{\"c\":[]},\"timestamp\":1}", "timestamp", "1");
}

Test(json_member, looks_at_the_top_only) {
  ANSWERS(RS_JSON_ABSENT, "{\"payload\":{\"t\":1}}", "t");
  ANSWERS(RS_JSON_ABSENT, "{\"payload\":[{\"t\":1}]}", "t");
  ANSWERS(RS_JSON_ABSENT, "{\"a\":\"\\\"t\\\":1\"}", "t");
  ANSWERS(RS_JSON_ABSENT, "{\"a\":\"t\"}", "t");
  FINDS("{\"payload\":{\"t\":1},\"t\":2,\"more\":{\"t\":3}}", "t", "2");
}

Test(json_member, says_absent_where_no_name_is_the_same_byte_for_byte) {
  ANSWERS(RS_JSON_ABSENT, "{}", "t");
  ANSWERS(RS_JSON_ABSENT, "{\"\":1}", "t");
  ANSWERS(RS_JSON_ABSENT, "{\"T\":1}", "t");
  ANSWERS(RS_JSON_ABSENT, "{\"Timestamp\":1,\"TIMESTAMP\":2,\"timestamP\":3}", "timestamp");
  ANSWERS(RS_JSON_ABSENT, "{\"timestam\":1,\"timestampp\":2,\" timestamp\":3,\"timestamp \":4}", "timestamp");
  ANSWERS(RS_JSON_ABSENT, "{\"timestamp\\u0000\":1}", "timestamp");
  ANSWERS(RS_JSON_ABSENT, "{\"\\u0054\":1}", "t");
  /* Normal forms of Unicode are not looked into: e with an accent, and e followed by an accent. */
  ANSWERS(RS_JSON_ABSENT, "{\"e\\u0301\":1}", "\xc3\xa9");
}

Test(json_member, reads_escapes_in_names) {
  FINDS("{\"\\u0074imestamp\":1}", "timestamp", "1");
  FINDS("{\"\\u0074\\u0069\\u006d\\u0065\\u0073\\u0074\\u0061\\u006D\\u0070\":1}", "timestamp", "1");
  FINDS("{\"\\\"\\\\\\/\\b\\f\\n\\r\\t\":1}", "\"\\/\b\f\n\r\t", "1");
  FINDS("{\"/\":1}", "/", "1");
  FINDS("{\"a\\u0000b\":1}", "a\0b", "1");
  FINDS("{\"\\u007f\\u0080\\u07ff\\u0800\\uffff\":1}", "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf", "1");
  FINDS("{\"\\ud7ff\\uE000\":1}", "\xed\x9f\xbf\xee\x80\x80", "1");
  FINDS("{\"\\uD800\\uDC00\\udbff\\udfff\":1}", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", "1");
  FINDS("{\"\\uD83D\\uDE00\":1}", "\xf0\x9f\x98\x80", "1");
  FINDS("{\"\xf0\x9f\x98\x80\":1}", "\xf0\x9f\x98\x80", "1");
  FINDS("{\"\\\\u0074\":1}", "\\u0074", "1");
}

Test(json_member, finds_the_empty_name) {
  FINDS("{\"\":1,\"a\":2}", "", "1");
  reqsig_slice value;
  cr_assert_eq(rs_json_member(RS_LITERAL("{\"\":7}"), rs_slice(NULL, 0), &value), RS_JSON_FOUND);
  cr_assert_eq(value.data[0], '7');
}

Test(json_member, takes_names_with_lone_surrogates_for_none) {
  ANSWERS(RS_JSON_ABSENT, "{\"\\ud800\":1}", "\xed\xa0\x80");
  ANSWERS(RS_JSON_ABSENT, "{\"\\udc00\":1}", "\xed\xb0\x80");
  ANSWERS(RS_JSON_ABSENT, "{\"\\ud800\":1}", "\xef\xbf\xbd");
  ANSWERS(RS_JSON_ABSENT, "{\"\\ud800\":1}", "?");
  ANSWERS(RS_JSON_ABSENT, "{\"\\ud800\":1}", "");
  ANSWERS(RS_JSON_ABSENT, "{\"t\\ud800\":1}", "t");
  ANSWERS(RS_JSON_ABSENT, "{\"\\udc00\\ud800\":1}", "\xf0\x90\x80\x80");
  ANSWERS(RS_JSON_ABSENT, "{\"\\ud800\\u0041\":1}", "A");
  /* The four that would be U+10000 if only ten bits of each half were looked at. */
  ANSWERS(RS_JSON_ABSENT, "{\"\\udc00\\udc00\":1}", "\xf0\x90\x80\x80");
  ANSWERS(RS_JSON_ABSENT, "{\"\\ud800\\ud800\":1}", "\xf0\x90\x80\x80");
  ANSWERS(RS_JSON_ABSENT, "{\"\\ud800\\ue000\":1}", "\xf0\x90\x80\x80");
  ANSWERS(RS_JSON_ABSENT, "{\"\\ud800\\u0000\":1}", "\xf0\x90\x80\x80");
  ANSWERS(RS_JSON_ABSENT, "{\"\\ud800\\n\":1}", "\n");
  ANSWERS(RS_JSON_ABSENT, "{\"\\ud800\\ud800\\udc00\":1}", "\xf0\x90\x80\x80");
}

Test(json_member, says_duplicate_however_the_names_are_spelled) {
  ANSWERS(RS_JSON_DUPLICATE, "{\"t\":1,\"t\":2}", "t");
  ANSWERS(RS_JSON_DUPLICATE, "{\"t\":1,\"t\":1}", "t");
  ANSWERS(RS_JSON_DUPLICATE, "{\"t\":1,\"\\u0074\":2}", "t");
  ANSWERS(RS_JSON_DUPLICATE, "{\"\\u0074\":1,\"a\":3,\"t\":2}", "t");
  ANSWERS(RS_JSON_DUPLICATE, "{\"t\":1,\"t\":2,\"t\":3}", "t");
  ANSWERS(RS_JSON_DUPLICATE, "{\"\":1,\"\":2}", "");
}

Test(json_member, allows_other_duplicates) {
  FINDS("{\"a\":1,\"t\":2,\"a\":3}", "t", "2");
  FINDS("{\"T\":1,\"t\":2}", "t", "2");
}

Test(json_member, says_malformed_before_all_else) {
  ANSWERS(RS_JSON_MALFORMED, "", "t");
  ANSWERS(RS_JSON_MALFORMED, "{\"t\":1", "t");
  ANSWERS(RS_JSON_MALFORMED, "{\"t\":1}x", "t");
  ANSWERS(RS_JSON_MALFORMED, "{\"t\":1}{\"t\":1}", "t");
  ANSWERS(RS_JSON_MALFORMED, "{\"t\":1}\0", "t");
  ANSWERS(RS_JSON_MALFORMED, "{\"t\":1,\"a\":01}", "t");
  ANSWERS(RS_JSON_MALFORMED, "{\"t\":1,\"a\":\"\xff\"}", "t");
  ANSWERS(RS_JSON_MALFORMED, "{\"t\":1,\"t\":2,}", "t");
  ANSWERS(RS_JSON_MALFORMED, "\xef\xbb\xbf{\"t\":1}", "t");
  ANSWERS(RS_JSON_MALFORMED, "[{\"t\":1}]", "t");
  ANSWERS(RS_JSON_MALFORMED, "[]", "t");
  ANSWERS(RS_JSON_MALFORMED, "\"t\"", "t");
  ANSWERS(RS_JSON_MALFORMED, "null", "t");
  ANSWERS(RS_JSON_MALFORMED, "1", "t");
}

Test(json_member, counts_the_object_at_the_top_as_a_level) {
  static char text[2048];
  for (size_t depth = 511; depth <= 512; depth++) {
    memcpy(text, "{\"t\":", 5);
    memset(text + 5, '[', depth);
    memset(text + 5 + depth, ']', depth);
    text[5 + 2 * depth] = '}';
    reqsig_slice value;
    rs_json_result result = rs_json_member(rs_slice(text, 2 * depth + 6), RS_LITERAL("t"), &value);
    cr_assert_eq(result, depth == 511 ? RS_JSON_FOUND : RS_JSON_MALFORMED);
  }
}

Test(json_int64, takes_integers_without_loss) {
  static const struct {
    const char *text;
    int64_t value;
  } cases[] = {
      {"0", 0},
      {"-0", 0},
      {"1", 1},
      {"-1", -1},
      {"9", 9},
      {"10", 10},
      {"2147483647", 2147483647},
      {"2147483648", 2147483648},
      {"-2147483649", -2147483649},
      {"1700000000123", 1700000000123},
      {"9007199254740993", 9007199254740993}, /* 2^53 + 1, which a double can't hold */
      {"-9007199254740993", -9007199254740993},
      {"9223372036854775806", INT64_MAX - 1},
      {"9223372036854775807", INT64_MAX},
      {"-9223372036854775807", -INT64_MAX},
      {"-9223372036854775808", INT64_MIN},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    guarded input = guard_copy(reqsig_text(cases[i].text));
    int64_t value = 42;
    cr_assert_eq(rs_json_int64(input.slice, &value), REQSIG_OK, "%s", cases[i].text);
    cr_assert_eq(value, cases[i].value, "%s", cases[i].text);
    guard_free(input);
  }
}

Test(json_int64, says_out_of_range_past_either_end) {
  static const char *const wrong[] = {
      "9223372036854775808",
      "9223372036854775810",
      "-9223372036854775809",
      "-9223372036854775810",
      "10000000000000000000",
      "-10000000000000000000",
      "18446744073709551616",
      "-18446744073709551617",
      "92233720368547758070",
      "-92233720368547758080",
      "99999999999999999999999999999999999999999999",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int64_t value;
    cr_assert_eq(rs_json_int64(reqsig_text(wrong[i]), &value), REQSIG_ERR_OUT_OF_RANGE, "%s", wrong[i]);
  }
}

Test(json_int64, rejects_what_is_not_written_as_an_integer) {
  static const char *const wrong[] = {
      "",
      "-",
      "--1",
      "+1",
      "01",
      "-01",
      "00",
      "-00",
      "1.0",
      "1.5",
      "-0.0",
      "1e3",
      "1E3",
      "1e0",
      "1e400",
      " 1",
      "1 ",
      "1\n",
      "0x1",
      "1a",
      "a",
      ".1",
      "1.",
      "- 1",
      "true",
      "null",
      "[1]",
      "{}",
      "\"1\"",
      "1-",
      "99999999999999999999.5",
      "/",
      ":",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    guarded input = guard_copy(reqsig_text(wrong[i]));
    int64_t value;
    cr_assert_eq(rs_json_int64(input.slice, &value), REQSIG_ERR_MALFORMED, "%s", wrong[i]);
    guard_free(input);
  }
  int64_t value;
  cr_assert_eq(rs_json_int64(RS_LITERAL("1\0"), &value), REQSIG_ERR_MALFORMED);
  cr_assert_eq(rs_json_int64(rs_slice(NULL, 0), &value), REQSIG_ERR_MALFORMED);
}
