#include <criterion/criterion.h>

#include "utf8.h"

/* The edges of RFC 3629 section 4's table. */
Test(utf8, reads_the_first_and_last_character_of_each_length) {
  static const struct {
    const char *text;
    uint32_t code;
  } cases[] = {
      {"\x01", 1},
      {"\x7f", 0x7f},
      {"\xc2\x80", 0x80},
      {"\xdf\xbf", 0x7ff},
      {"\xe0\xa0\x80", 0x800},
      {"\xed\x9f\xbf", 0xd7ff},
      {"\xee\x80\x80", 0xe000},
      {"\xef\xbf\xbf", 0xffff},
      {"\xf0\x90\x80\x80", 0x10000},
      {"\xf4\x8f\xbf\xbf", 0x10ffff},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    reqsig_slice text = reqsig_text(cases[i].text);
    size_t at = 0;
    uint8_t written[RS_UTF8_MAX_LEN];
    cr_assert_eq(rs_utf8_next(text, &at), cases[i].code, "U+%04X", cases[i].code);
    cr_assert_eq(at, text.len, "U+%04X", cases[i].code);
    cr_assert(rs_slice_equal(rs_slice(written, rs_utf8_write(cases[i].code, written)), text), "U+%04X",
              cases[i].code);
  }
}

Test(utf8, stops_at_the_byte_with_which_no_character_could_go_on) {
  static const struct {
    const char *text;
    size_t at;
  } cases[] = {
      {"\x80", 0},         {"\xbf", 0},         {"\xc0\x80", 0},
      {"\xc1\xbf", 0},     {"\xf5\x80", 0},     {"\xff", 0},
      {"\xc2", 1},         {"\xc2\x7f", 1},     {"\xc2\xc0", 1},
      {"\xe0\x9f\x80", 1}, {"\xed\xa0\x80", 1}, {"\xf0\x8f\x80\x80", 1},
      {"\xf4\x90\x80", 1}, {"\xe2\x82", 2},     {"\xf0\x90\x80\x41", 3},
      {"\xe0\xa0\xc0", 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t at = 0;
    cr_assert_eq(rs_utf8_next(reqsig_text(cases[i].text), &at), RS_UTF8_INVALID, "case %zu", i);
    cr_assert_eq(at, cases[i].at, "case %zu", i);
  }
}

Test(utf8, reads_on_from_any_offset) {
  size_t at = 1;
  cr_assert_eq(rs_utf8_next(RS_LITERAL("a\xc3\xa9z"), &at), 0xe9);
  cr_assert_eq(at, 3);
  cr_assert_eq(rs_utf8_next(RS_LITERAL("a\xc3\xa9z"), &at), 'z');
  at = 0;
  cr_assert_eq(rs_utf8_next(RS_LITERAL("\0"), &at), 0);
}

Test(utf8, writes_a_surrogate_as_if_it_were_a_character) {
  uint8_t written[RS_UTF8_MAX_LEN];
  cr_assert(rs_slice_equal(rs_slice(written, rs_utf8_write(0xd800, written)), RS_LITERAL("\xed\xa0\x80")));
}

Test(utf8, is_valid_where_all_of_it_is_characters) {
  cr_assert(rs_utf8_is_valid(RS_LITERAL("")));
  cr_assert(rs_utf8_is_valid(RS_LITERAL("caf\xc3\xa9")));
  cr_assert_not(rs_utf8_is_valid(RS_LITERAL("caf\xe9")));
  cr_assert_not(rs_utf8_is_valid(RS_LITERAL("caf\xc3")));
}

Test(utf8, joins_and_parts_surrogates) {
  static const uint32_t cases[][3] = {
      {0x10000, 0xd800, 0xdc00}, {0x10ffff, 0xdbff, 0xdfff}, {0x1f600, 0xd83d, 0xde00}};
  for (size_t i = 0; i < 3; i++) {
    cr_assert_eq(rs_utf16_character(cases[i][1], cases[i][2]), cases[i][0]);
    cr_assert_eq(rs_utf16_high(cases[i][0]), cases[i][1]);
    cr_assert_eq(rs_utf16_low(cases[i][0]), cases[i][2]);
  }
}
