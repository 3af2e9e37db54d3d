#include <criterion/criterion.h>
#include <stdio.h>

#include "guard.h"
#include "hex.h"

static reqsig_status decode(const char *text, rs_hex_case cases, uint8_t *to, size_t capacity, size_t *len) {
  reqsig_buffer bytes = {to, capacity, 0};
  guarded input = guard_copy(reqsig_text(text));
  reqsig_status status = rs_hex_decode(input.slice, cases, &bytes);
  guard_free(input);
  *len = bytes.len;
  return status;
}

Test(hex, encodes_the_vectors_of_rfc_4648_in_lower_case) {
  static const char *const vectors[][2] = {
      {"", ""},
      {"f", "66"},
      {"fo", "666f"},
      {"foo", "666f6f"},
      {"foob", "666f6f62"},
      {"fooba", "666f6f6261"},
      {"foobar", "666f6f626172"},
  };
  for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
    uint8_t room[16];
    reqsig_buffer text = {room, sizeof room, 0};
    rs_hex_encode(reqsig_text(vectors[i][0]), &text);
    cr_assert(rs_slice_equal(rs_slice(room, text.len), reqsig_text(vectors[i][1])), "%s", vectors[i][0]);
  }
}

Test(hex, writes_and_reads_back_every_byte) {
  uint8_t all[256], room[512], back[256];
  for (size_t i = 0; i < 256; i++) all[i] = (uint8_t)i;
  reqsig_buffer text = {room, sizeof room, 0}, bytes = {back, sizeof back, 0};
  rs_hex_encode(rs_slice(all, 256), &text);
  cr_assert_eq(text.len, 512);
  for (unsigned i = 0; i < 256; i++) {
    char expected[3];
    snprintf(expected, sizeof expected, "%02x", i);
    cr_assert_arr_eq(room + (size_t)2 * i, expected, 2);
  }
  cr_assert_eq(rs_hex_decode(rs_slice(room, 512), RS_HEX_LOWER_ONLY, &bytes), REQSIG_OK);
  cr_assert_arr_eq(back, all, 256);
}

static int value_of(int c, const char *digits) {
  const char *at = c == 0 ? NULL : strchr(digits, c);
  return at ? (int)(at - digits) % 16 : -1;
}

static void check_all_pairs(rs_hex_case cases, const char *digits) {
  for (int high = 0; high < 256; high++)
    for (int low = 0; low < 256; low++) {
      uint8_t pair[2] = {(uint8_t)high, (uint8_t)low}, byte = 0;
      reqsig_buffer bytes = {&byte, 1, 0};
      int h = value_of(high, digits), l = value_of(low, digits);
      bool right = h >= 0 && l >= 0;
      reqsig_status status = rs_hex_decode(rs_slice(pair, 2), cases, &bytes);
      cr_assert_eq(status, right ? REQSIG_OK : REQSIG_ERR_MALFORMED, "%02x %02x", high, low);
      cr_assert_eq(bytes.len, right ? 1u : 0u);
      if (right) cr_assert_eq(byte, h * 16 + l);
    }
}

Test(hex, takes_of_all_pairs_of_bytes_only_lower_case_digits) {
  check_all_pairs(RS_HEX_LOWER_ONLY, "0123456789abcdef");
}

Test(hex, takes_of_all_pairs_of_bytes_only_digits_of_either_case) {
  check_all_pairs(RS_HEX_ANY_CASE, "0123456789abcdef0123456789ABCDEF");
}

Test(hex, takes_letters_of_mixed_case_only_if_asked_to) {
  uint8_t room[4];
  size_t len;
  cr_assert_eq(decode("dEAdBeeF", RS_HEX_ANY_CASE, room, 4, &len), REQSIG_OK);
  cr_assert_arr_eq(room, "\xde\xad\xbe\xef", 4);
  cr_assert_eq(decode("dEAdBeeF", RS_HEX_LOWER_ONLY, room, 4, &len), REQSIG_ERR_MALFORMED);
}

Test(hex, rejects_odd_lengths) {
  uint8_t room[8];
  size_t len;
  cr_assert_eq(decode("0", RS_HEX_ANY_CASE, room, 8, &len), REQSIG_ERR_MALFORMED);
  cr_assert_eq(decode("012", RS_HEX_ANY_CASE, room, 8, &len), REQSIG_ERR_MALFORMED);
  cr_assert_eq(decode("01234", RS_HEX_ANY_CASE, room, 8, &len), REQSIG_ERR_MALFORMED);
}

Test(hex, rejects_anything_around_or_between_the_digits) {
  static const char *const wrong[] = {"0x01", " 01 ", "01 2", "01\r\n", "01:23:", "+1", "-1", "0g", "0\xef"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    uint8_t room[8];
    size_t len;
    cr_assert_eq(decode(wrong[i], RS_HEX_ANY_CASE, room, 8, &len), REQSIG_ERR_MALFORMED, "%s", wrong[i]);
  }
}

Test(hex, sees_a_wrong_character_wherever_it_stands) {
  for (size_t at = 0; at < 128; at++) {
    uint8_t text[128], room[64];
    memset(text, 'a', sizeof text);
    text[at] = 'G';
    reqsig_buffer bytes = {room, sizeof room, 0};
    cr_assert_eq(rs_hex_decode(rs_slice(text, sizeof text), RS_HEX_ANY_CASE, &bytes), REQSIG_ERR_MALFORMED);
  }
}

Test(hex, tells_the_length_that_is_needed) {
  uint8_t room[8] = {0};
  reqsig_buffer text = {room, 7, 0};
  rs_hex_encode(RS_LITERAL("\x01\x02\x03\x04"), &text);
  cr_assert_eq(rs_buffer_status(&text), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(text.len, 8);
  cr_assert_eq(room[7], 0);
  size_t len;
  cr_assert_eq(decode("010203", RS_HEX_LOWER_ONLY, room, 2, &len), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(len, 3);
}

Test(hex, says_malformed_whatever_the_size_of_the_buffer) {
  uint8_t room[1];
  size_t len;
  cr_assert_eq(decode("01020G", RS_HEX_LOWER_ONLY, room, 1, &len), REQSIG_ERR_MALFORMED);
  cr_assert_eq(len, 0);
}

Test(hex, appends_behind_what_the_buffer_holds) {
  uint8_t room[8] = "ab";
  reqsig_buffer buffer = {room, sizeof room, 2};
  rs_hex_encode(RS_LITERAL("\xcd"), &buffer);
  cr_assert_eq(rs_hex_decode(RS_LITERAL("6566"), RS_HEX_LOWER_ONLY, &buffer), REQSIG_OK);
  cr_assert_eq(rs_hex_decode(RS_LITERAL("6"), RS_HEX_LOWER_ONLY, &buffer), REQSIG_ERR_MALFORMED);
  cr_assert_eq(rs_hex_decode(RS_LITERAL("6x"), RS_HEX_LOWER_ONLY, &buffer), REQSIG_ERR_MALFORMED);
  cr_assert_eq(buffer.len, 6);
  cr_assert_arr_eq(room, "abcdef", 6);
}

Test(hex, takes_empty_slices_without_memory) {
  uint8_t room[1];
  reqsig_buffer buffer = {room, 0, 0};
  rs_hex_encode(rs_slice(NULL, 0), &buffer);
  cr_assert_eq(rs_hex_decode(rs_slice(NULL, 0), RS_HEX_LOWER_ONLY, &buffer), REQSIG_OK);
  cr_assert_eq(buffer.len, 0);
}
