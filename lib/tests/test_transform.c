#include <criterion/criterion.h>

#include "transform.h"

static reqsig_slice run(rs_transform transform, reqsig_slice input, size_t first, size_t second,
                        reqsig_buffer *output) {
  rs_sink sink = rs_sink_to_buffer(output);
  rs_filter filter;
  rs_filter_begin(&filter, transform, &sink);
  rs_sink_put(&filter.sink, rs_slice(input.data, first));
  rs_sink_put(&filter.sink, rs_slice(input.data + first, second - first));
  rs_sink_put(&filter.sink, rs_slice(input.data + second, input.len - second));
  rs_filter_end(&filter);
  return rs_slice(output->data, output->len);
}

/* In any three pieces, the empty ones included. */
static void check_slice(rs_transform transform, reqsig_slice input, reqsig_slice expected) {
  for (size_t first = 0; first <= input.len; first++)
    for (size_t second = first; second <= input.len; second++) {
      uint8_t room[128];
      reqsig_buffer output = {room, sizeof room, 0};
      reqsig_slice got = run(transform, input, first, second, &output);
      cr_assert(rs_slice_equal(got, expected), "%.*s in pieces ending at %zu and %zu: %.*s", (int)input.len,
                (const char *)input.data, first, second, (int)got.len, (const char *)got.data);
    }
}

static void check(rs_transform transform, const char *input, const char *expected) {
  check_slice(transform, reqsig_text(input), reqsig_text(expected));
}

Test(transform, upper_case_changes_ascii_letters_only) {
  check(RS_UPPER_CASE, "", "");
  check(RS_UPPER_CASE, "get", "GET");
  check(RS_UPPER_CASE, "PoSt-1_z@[`{", "POST-1_Z@[`{");
  check(RS_UPPER_CASE, "\xc3\xa4\xff", "\xc3\xa4\xff");
  check_slice(RS_UPPER_CASE, RS_LITERAL("a\0b"), RS_LITERAL("A\0B"));
}

Test(transform, upper_case_takes_texts_longer_than_its_room) {
  char input[100], expected[100];
  for (size_t len = 0; len < sizeof input; len++) {
    memset(input, 'm', len);
    memset(expected, 'M', len);
    uint8_t room[128];
    reqsig_buffer output = {room, sizeof room, 0};
    cr_assert(
        rs_slice_equal(run(RS_UPPER_CASE, rs_slice(input, len), 0, len, &output), rs_slice(expected, len)),
        "%zu", len);
  }
}

Test(transform, percent_decoding_decodes_each_escape_once) {
  check(RS_PERCENT_DECODED, "", "");
  check(RS_PERCENT_DECODED, "v3/users", "v3/users");
  check(RS_PERCENT_DECODED, "a%20b", "a b");
  check(RS_PERCENT_DECODED, "%2f%2F%41%7e", "//A~");
  check(RS_PERCENT_DECODED, "%2541", "%41");
  check(RS_PERCENT_DECODED, "%C3%A4%fF", "\xc3\xa4\xff");
  check(RS_PERCENT_DECODED, "+", "+");
  check_slice(RS_PERCENT_DECODED, RS_LITERAL("%00x"), RS_LITERAL("\0x"));
}

Test(transform, percent_encoding_keeps_what_is_unreserved) {
  check(RS_PERCENT_ENCODED, "", "");
  check(RS_PERCENT_ENCODED, "AZaz09-._~", "AZaz09-._~");
  check(RS_PERCENT_ENCODED, "a b+/%", "a%20b%2B%2F%25");
  check(RS_PERCENT_ENCODED, "@[`{:\xc3\xa4\x7f", "%40%5B%60%7B%3A%C3%A4%7F");
}

Test(transform, a_percent_sign_without_two_digits_stays) {
  check(RS_PERCENT_DECODED, "%", "%");
  check(RS_PERCENT_DECODED, "%4", "%4");
  check(RS_PERCENT_DECODED, "100%", "100%");
  check(RS_PERCENT_DECODED, "%%", "%%");
  check(RS_PERCENT_DECODED, "%%41", "%A");
  check(RS_PERCENT_DECODED, "%4%41", "%4A");
  check(RS_PERCENT_DECODED, "%G1%4g%41", "%G1%4gA");
  check(RS_PERCENT_DECODED, "%:0%0/%@1%`1", "%:0%0/%@1%`1");
}

Test(transform, percent_decoding_knows_every_escape) {
  for (int high = 0; high < 256; high++)
    for (int low = 0; low < 256; low += 5) {
      static const char digits[] = "0123456789ABCDEFabcdef";
      const char *h = high ? strchr(digits, high) : NULL, *l = low ? strchr(digits, low) : NULL;
      uint8_t input[3] = {'%', (uint8_t)high, (uint8_t)low}, room[8];
      reqsig_buffer output = {room, sizeof room, 0};
      reqsig_slice got = run(RS_PERCENT_DECODED, rs_slice(input, 3), 1, 2, &output);
      if (!h || !l) {
        cr_assert(rs_slice_equal(got, rs_slice(input, 3)), "%d %d", high, low);
        continue;
      }
      int a = (int)(h - digits), b = (int)(l - digits);
      uint8_t expected = (uint8_t)((a > 15 ? a - 6 : a) * 16 + (b > 15 ? b - 6 : b));
      cr_assert(rs_slice_equal(got, rs_slice(&expected, 1)), "%d %d", high, low);
    }
}

Test(transform, json_loses_white_space_between_tokens_only) {
  check(RS_JSON_COMPACT, "", "");
  check(RS_JSON_COMPACT, " \t\r\n", "");
  check(RS_JSON_COMPACT, "{\"a\": 1,\r\n\t\"b\": [1, 2]}\n", "{\"a\":1,\"b\":[1,2]}");
  check(RS_JSON_COMPACT, "[\" a \\\" b \", 1]", "[\" a \\\" b \",1]");
  check(RS_JSON_COMPACT, "[\"a\\\\\", \" b\"]", "[\"a\\\\\",\" b\"]");
  check(RS_JSON_COMPACT, "[\"\\\\\\\" \" , \"\" ]", "[\"\\\\\\\" \",\"\"]");
  check(RS_JSON_COMPACT, "[ 1\v,\f2 ]", "[1\v,\f2]");
}

Test(transform, md5_is_that_of_all_pieces_in_base64) {
  check(RS_MD5_BASE64, "", "1B2M2Y8AsgTpgAmY7PhCfg==");
  check(RS_MD5_BASE64, "abc", "kAFQmDzST7DWlj99KOF/cg==");
  check(RS_MD5_BASE64, "address=2MzCEdXEzBaxCJQAq8igw4pUP1NSGAgzsUr&amount=0.12", "FBgiRcA+lHYYgLkAc2JX5g==");
}

Test(transform, filters_stand_one_behind_the_other) {
  uint8_t room[8];
  reqsig_buffer output = {room, sizeof room, 0};
  rs_sink sink = rs_sink_to_buffer(&output);
  rs_filter upper, decoded;
  rs_filter_begin(&upper, RS_UPPER_CASE, &sink);
  rs_filter_begin(&decoded, RS_PERCENT_DECODED, &upper.sink);
  rs_sink_put(&decoded.sink, reqsig_text("%61b%6"));
  rs_filter_end(&decoded);
  rs_filter_end(&upper);
  cr_assert(rs_slice_equal(rs_slice(room, output.len), reqsig_text("AB%6")));
}

Test(transform, a_small_buffer_learns_what_is_needed) {
  for (size_t capacity = 0; capacity < 4; capacity++) {
    uint8_t room[5] = "....";
    reqsig_buffer output = {room, capacity, 0};
    run(RS_PERCENT_DECODED, reqsig_text("%61b%2c%7"), 2, 5, &output);
    cr_assert_eq(output.len, 5, "%zu", capacity);
    cr_assert_eq(rs_buffer_status(&output), REQSIG_ERR_BUFFER_TOO_SMALL);
    for (size_t i = capacity; i < 4; i++) cr_assert_eq(room[i], '.');
  }
}

Test(transform, lower_case_changes_ascii_letters_only) {
  check(RS_LOWER_CASE, "", "");
  check(RS_LOWER_CASE, "X-Amz-DATE", "x-amz-date");
  check(RS_LOWER_CASE, "@AZ[`az{\xc3\x84", "@az[`az{\xc3\x84");
  check_slice(RS_LOWER_CASE, RS_LITERAL("A\0B"), RS_LITERAL("a\0b"));
}

Test(transform, squeezing_leaves_one_space_of_each_run) {
  check(RS_SQUEEZED, "", "");
  check(RS_SQUEEZED, "a  b   c d", "a b c d");
  check(RS_SQUEEZED, "  a  ", " a ");
  check(RS_SQUEEZED, "a\t\tb", "a\t\tb");
}
