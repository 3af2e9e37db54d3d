#include <criterion/criterion.h>

#include "base64.h"
#include "guard.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static reqsig_status decode(reqsig_slice text, reqsig_buffer *bytes) {
  guarded input = guard_copy(text);
  reqsig_status status = rs_base64_decode(input.slice, bytes);
  guard_free(input);
  return status;
}

static void check_pair(reqsig_slice bytes, reqsig_slice text) {
  uint8_t room[128];
  reqsig_buffer buffer = {room, sizeof room, 0};
  rs_base64_encode(bytes, &buffer);
  cr_assert(rs_slice_equal(rs_slice(room, buffer.len), text), "writes %.*s", (int)buffer.len, (char *)room);
  buffer.len = 0;
  cr_assert_eq(decode(text, &buffer), REQSIG_OK, "%.*s", (int)text.len, (const char *)text.data);
  cr_assert(rs_slice_equal(rs_slice(room, buffer.len), bytes));
}

Test(base64, agrees_with_the_vectors_of_rfc_4648) {
  check_pair(RS_LITERAL(""), RS_LITERAL(""));
  check_pair(RS_LITERAL("f"), RS_LITERAL("Zg=="));
  check_pair(RS_LITERAL("fo"), RS_LITERAL("Zm8="));
  check_pair(RS_LITERAL("foo"), RS_LITERAL("Zm9v"));
  check_pair(RS_LITERAL("foob"), RS_LITERAL("Zm9vYg=="));
  check_pair(RS_LITERAL("fooba"), RS_LITERAL("Zm9vYmE="));
  check_pair(RS_LITERAL("foobar"), RS_LITERAL("Zm9vYmFy"));
}

Test(base64, uses_the_standard_alphabet_in_its_order) {
  uint8_t bytes[48];
  for (size_t i = 0; i < 16; i++) {
    uint32_t group = 0;
    for (uint32_t j = 0; j < 4; j++) group = group << 6 | ((uint32_t)i * 4 + j);
    for (size_t j = 0; j < 3; j++) bytes[3 * i + j] = (uint8_t)(group >> (16 - 8 * j));
  }
  check_pair(rs_slice(bytes, 48), reqsig_text(alphabet));
}

Test(base64, reads_back_what_it_wrote_at_every_length) {
  uint8_t bytes[90];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(i * 151 + 7);
  for (size_t len = 0; len <= sizeof bytes; len++) {
    uint8_t text[121] = {0}, back[90];
    reqsig_buffer to = {text, sizeof text - 1, 0}, from = {back, len, 0};
    guarded input = guard_copy(rs_slice(bytes, len));
    rs_base64_encode(input.slice, &to);
    guard_free(input);
    cr_assert_eq(to.len, (len + 2) / 3 * 4);
    cr_assert_eq(text[to.len], 0, "nothing is written behind the text");
    cr_assert_eq(decode(rs_slice(text, to.len), &from), REQSIG_OK);
    cr_assert(rs_slice_equal(rs_slice(back, from.len), rs_slice(bytes, len)), "length %zu", len);
  }
}

/* A text is right if it is what its bytes are written as: the oracle for all texts below. */
static bool is_written_by_encoder(reqsig_slice text, reqsig_buffer bytes) {
  uint8_t room[16];
  reqsig_buffer again = {room, sizeof room, 0};
  rs_base64_encode(rs_slice(bytes.data, bytes.len), &again);
  return rs_slice_equal(rs_slice(room, again.len), text);
}

/* All 2^16 values of the two bytes at first and second of a group, the others as given. */
static unsigned count_right(const char *template, size_t first, size_t second) {
  unsigned right = 0;
  for (unsigned pair = 0; pair < 65536; pair++) {
    uint8_t text[4], room[3];
    memcpy(text, template, 4);
    text[first] = (uint8_t)(pair >> 8);
    text[second] = (uint8_t)pair;
    reqsig_buffer bytes = {room, sizeof room, 0};
    if (rs_base64_decode(rs_slice(text, 4), &bytes) != REQSIG_OK) continue;
    right++;
    cr_assert(is_written_by_encoder(rs_slice(text, 4), bytes), "%04x", pair);
  }
  return right;
}

Test(base64, takes_of_all_tails_of_a_group_only_the_canonical_ones) {
  /* "QQ..": 64 * 64 whole groups, 16 third characters before one "=" and, as Q ends in zero bits, "==". */
  cr_assert_eq(count_right("QQ..", 2, 3), 64 * 64 + 16 + 1);
  /* "QR..": the same, but R has bits behind the first byte, so "==" may not follow. */
  cr_assert_eq(count_right("QR..", 2, 3), 64 * 64 + 16);
}

Test(base64, takes_of_all_pairs_before_two_paddings_one_text_for_each_byte) {
  cr_assert_eq(count_right("..==", 0, 1), 256);
}

Test(base64, takes_of_all_pairs_before_one_padding_one_text_for_each_value) {
  /* And the four that end in "==": the second character then has only two bits to choose. */
  cr_assert_eq(count_right("Q..=", 1, 2), 64 * 16 + 4);
}

Test(base64, takes_of_all_beginnings_only_the_alphabet) {
  cr_assert_eq(count_right("..AA", 0, 1), 64 * 64);
}

Test(base64, rejects_each_known_laxity) {
  static const char *const wrong[] = {
      "YR==",     "YWJ=",   "Y=Q=",   "YQ=",    "YQ",      "YQ===",        "Y",        "Y===",     "=",
      "==",       "===",    "====",   "=AAA",   "A=AA",    "AA=A",         "YQ==YQ==", "YWI=YQ==", "YQ== ",
      " YQ=",     "YQ==\n", "YQ\n==", "Y Q=",   "YW Jj",   "YWJj\r\n\r\n", "-_-_",     "AA-=",     "AA_=",
      "YWJj====", "YWJjYQ", "YWJj=",  "YWJj==", "YWJj===", "YW\xc3\xa9",   "AAA*",     "AAA.",     "AAA,",
      "AAA:",     "AAA@",   "AAA[",   "AAA`",   "AAA{",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    uint8_t room[16];
    reqsig_buffer bytes = {room, sizeof room, 0};
    cr_assert_eq(decode(reqsig_text(wrong[i]), &bytes), REQSIG_ERR_MALFORMED, "%s", wrong[i]);
    cr_assert_eq(bytes.len, 0);
  }
}

Test(base64, rejects_a_nul_anywhere) {
  for (size_t at = 0; at < 8; at++) {
    uint8_t text[] = "YWJjYWI=", room[8];
    text[at] = 0;
    reqsig_buffer bytes = {room, sizeof room, 0};
    cr_assert_eq(decode(rs_slice(text, 8), &bytes), REQSIG_ERR_MALFORMED);
  }
}

Test(base64, sees_a_wrong_character_wherever_it_stands) {
  for (size_t at = 0; at < 88; at++) {
    uint8_t text[88], room[66];
    memset(text, 'A', sizeof text);
    text[at] = '-';
    reqsig_buffer bytes = {room, sizeof room, 0};
    cr_assert_eq(rs_base64_decode(rs_slice(text, sizeof text), &bytes), REQSIG_ERR_MALFORMED);
  }
}

Test(base64, tells_the_length_that_is_needed) {
  uint8_t room[8] = {0};
  reqsig_buffer buffer = {room, 7, 0};
  rs_base64_encode(RS_LITERAL("abcd"), &buffer);
  cr_assert_eq(rs_buffer_status(&buffer), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(buffer.len, 8);
  buffer = (reqsig_buffer){room, 3, 0};
  cr_assert_eq(decode(RS_LITERAL("YWJjZA=="), &buffer), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(buffer.len, 4);
  cr_assert_eq(room[7], 0);
}

Test(base64, says_malformed_whatever_the_size_of_the_buffer) {
  uint8_t room[1];
  reqsig_buffer buffer = {room, 1, 0};
  cr_assert_eq(decode(RS_LITERAL("YWJjZB=="), &buffer), REQSIG_ERR_MALFORMED);
  cr_assert_eq(buffer.len, 0);
}

Test(base64, appends_behind_what_the_buffer_holds) {
  uint8_t room[16] = "ab";
  reqsig_buffer buffer = {room, sizeof room, 2};
  rs_base64_encode(RS_LITERAL("a"), &buffer);
  cr_assert_eq(decode(RS_LITERAL("Y2Q="), &buffer), REQSIG_OK);
  cr_assert_eq(decode(RS_LITERAL("Y2R="), &buffer), REQSIG_ERR_MALFORMED);
  cr_assert_eq(buffer.len, 8);
  cr_assert_arr_eq(room, "abYQ==cd", 8);
}

Test(base64, takes_empty_slices_without_memory) {
  uint8_t room[1];
  reqsig_buffer buffer = {room, 0, 0};
  rs_base64_encode(rs_slice(NULL, 0), &buffer);
  cr_assert_eq(rs_base64_decode(rs_slice(NULL, 0), &buffer), REQSIG_OK);
  cr_assert_eq(buffer.len, 0);
}
