#include <criterion/criterion.h>
#include <string.h>

#include "bytes.h"
#include "guard.h"

Test(bytes, equal_slices_have_the_same_length_and_bytes) {
  cr_assert(rs_slice_equal(reqsig_text("abc"), reqsig_text("abc")));
  cr_assert(rs_slice_equal(rs_slice(NULL, 0), reqsig_text("")));
  cr_assert_not(rs_slice_equal(reqsig_text("abc"), reqsig_text("abcd")));
  cr_assert_not(rs_slice_equal(reqsig_text("abc"), reqsig_text("abC")));
  cr_assert_not(rs_slice_equal(RS_LITERAL("a\0b"), RS_LITERAL("a\0c")));
}

Test(bytes, letter_case_is_that_of_ascii_letters_only) {
  for (int a = 0; a < 256; a++)
    for (int b = 0; b < 256; b++) {
      uint8_t x = (uint8_t)a, y = (uint8_t)b;
      bool letters = (a | 0x20) >= 'a' && (a | 0x20) <= 'z';
      bool same = a == b || (letters && (a ^ b) == 0x20);
      cr_assert_eq(rs_slice_equal_ignoring_case(rs_slice(&x, 1), rs_slice(&y, 1)), same, "%d %d", a, b);
    }
}

/* Eight bytes are compared at once, and the rest singly. */
Test(bytes, letter_case_is_that_at_each_place_of_a_long_name) {
  for (size_t at = 0; at < 19; at++)
    for (int c = 0; c < 256; c++) {
      uint8_t one[] = "x-a-name-of-19-char", other[] = "x-a-name-of-19-char";
      one[at] = (uint8_t)c;
      other[at] = (uint8_t)(c ^ 0x20);
      bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      cr_assert_eq(rs_slice_equal_ignoring_case(rs_slice(one, 19), rs_slice(other, 19)), letter, "%d", c);
      other[at] = (uint8_t)(c ^ 1);
      cr_assert_not(rs_slice_equal_ignoring_case(rs_slice(one, 19), rs_slice(other, 19)), "%d", c);
    }
}

/* What stands behind the first mark may be marked for nothing. */
Test(bytes, each_byte_of_a_name_of_any_length_counts) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ";
  for (size_t len = 1; len < sizeof letters; len++)
    for (size_t at = 0; at < len; at++) {
      char other[sizeof letters];
      memcpy(other, letters, sizeof letters);
      other[at] = '-';
      cr_assert_not(rs_slice_equal_ignoring_case(rs_slice(letters, len), rs_slice(other, len)), "%zu of %zu",
                    at, len);
      other[at] = (char)(letters[at] ^ ('a' ^ 'A'));
      cr_assert(rs_slice_equal_ignoring_case(rs_slice(letters, len), rs_slice(other, len)), "%zu of %zu", at,
                len);
    }
}

Test(bytes, the_first_mark_of_a_word_is_right) {
  const uint8_t neighbours[] = {0x00, 0x1F, 0x20, '"', '#', '!', 0x7F, 0x80, 0xA2, 0xFF};
  for (size_t k = 0; k < sizeof neighbours; k++)
    for (size_t at = 0; at < 8; at++)
      for (int c = 0; c < 256; c++) {
        uint8_t bytes[] = "plain...";
        memset(bytes + at, neighbours[k], 8 - at);
        bytes[at] = (uint8_t)c;
        uint64_t word = rs_word_read(bytes);
        uint64_t marks = rs_word_mark_less(word, 0x20) | rs_word_mark(word, '"') | rs_word_mark_high(word);
        size_t first = 0;
        while (first < 8 && bytes[first] >= 0x20 && bytes[first] < 0x80 && bytes[first] != '"') first++;
        cr_assert_eq(marks == 0, first == 8, "%d at %zu", c, at);
        if (marks) cr_assert_eq(rs_word_first(marks), first, "%d at %zu", c, at);
      }
}

Test(bytes, a_word_is_marked_where_it_holds_a_control_character) {
  for (size_t at = 0; at < 8; at++)
    for (int c = 0; c < 256; c++)
      for (int other = 0x20; other < 256; other++) {
        uint8_t bytes[8];
        memset(bytes, other, sizeof bytes);
        bytes[at] = (uint8_t)c;
        bool is_there = c < 0x20 || c == 0x7F || other == 0x7F;
        cr_assert_eq(rs_word_mark_control(rs_word_read(bytes)) != 0, is_there, "%d beside %d", c, other);
      }
}

Test(bytes, what_a_string_of_json_escapes_is_marked_wherever_it_stands) {
  for (size_t at = 0; at < 8; at++)
    for (int c = 0; c < 256; c++)
      for (int other = 0; other < 256; other++) {
        uint8_t bytes[8];
        memset(bytes, other, sizeof bytes);
        bytes[at] = (uint8_t)c;
        uint64_t marks = rs_word_mark_escaped(rs_word_read(bytes));
        for (size_t i = 0; i < 8; i++) {
          bool escaped = bytes[i] < 0x20 || bytes[i] == '"' || bytes[i] == '\\';
          cr_assert_eq(marks >> (8 * i) & 0xFF, escaped ? 0x80 : 0, "%d beside %d", c, other);
        }
      }
}

Test(bytes, names_of_which_one_is_the_others_beginning_differ) {
  cr_assert_not(rs_slice_equal_ignoring_case(reqsig_text("accept"), reqsig_text("Accept-Language")));
  cr_assert_not(rs_slice_equal_ignoring_case(reqsig_text("Accept-Language"), reqsig_text("accept")));
  cr_assert_not(rs_slice_equal_ignoring_case(reqsig_text("accept"), reqsig_text("")));
}

Test(bytes, a_slice_starts_with_its_own_beginnings_only) {
  cr_assert(rs_slice_starts_with(reqsig_text("sha256=00"), reqsig_text("sha256=")));
  cr_assert(rs_slice_starts_with(reqsig_text("sha256="), reqsig_text("sha256=")));
  cr_assert(rs_slice_starts_with(rs_slice(NULL, 0), rs_slice(NULL, 0)));
  cr_assert_not(rs_slice_starts_with(reqsig_text("sha256"), reqsig_text("sha256=")));
  cr_assert_not(rs_slice_starts_with(reqsig_text("SHA256=00"), reqsig_text("sha256=")));
}

Test(bytes, comparing_reads_nothing_past_a_slice) {
  guarded one = guard_copy(reqsig_text("content-type")), none = guard_copy(rs_slice(NULL, 0));
  cr_assert(rs_slice_equal(one.slice, reqsig_text("content-type")));
  cr_assert(rs_slice_equal_ignoring_case(one.slice, reqsig_text("Content-Type")));
  cr_assert_not(rs_slice_starts_with(one.slice, reqsig_text("content-type:")));
  cr_assert_not(rs_slice_starts_with(none.slice, reqsig_text("c")));
  guard_free(one);
  guard_free(none);
}

Test(bytes, tokens_are_made_of_the_characters_of_rfc_9110) {
  static const char taken[] = "!#$%&'*+-.^_`|~0123456789"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  for (int c = 0; c < 256; c++)
    cr_assert_eq(rs_is_token_char((uint8_t)c), c != 0 && strchr(taken, c) != NULL, "%d", c);
}

Test(bytes, what_is_behind_a_slices_beginning_may_be_nothing) {
  reqsig_slice three = reqsig_text("abc");
  cr_assert(rs_slice_equal(rs_slice_after(three, 1), reqsig_text("bc")));
  cr_assert_eq(rs_slice_after(three, 3).len, 0);
  cr_assert_null(rs_slice_after(rs_slice(NULL, 0), 0).data);
}

Test(bytes, no_text_is_the_empty_slice) {
  cr_assert_eq(reqsig_text(NULL).len, 0);
  cr_assert_eq(reqsig_text("a\0b").len, 1);
}

Test(bytes, appends_behind_what_is_there) {
  uint8_t room[6] = "ab";
  reqsig_buffer buffer = {room, 5, 2};
  rs_put(&buffer, "cd", 2);
  rs_put_byte(&buffer, 'e');
  cr_assert_eq(rs_buffer_status(&buffer), REQSIG_OK);
  cr_assert_eq(buffer.len, 5);
  cr_assert_arr_eq(room, "abcde", 6);
}

Test(bytes, counts_what_does_not_fit_and_writes_none_of_it) {
  uint8_t room[4] = "....";
  reqsig_buffer buffer = {room, 3, 0};
  rs_put_slice(&buffer, reqsig_text("ab"));
  rs_put_slice(&buffer, reqsig_text("cd"));
  cr_assert_eq(buffer.len, 4);
  cr_assert_eq(rs_buffer_status(&buffer), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_arr_eq(room, "ab..", 4);
}

Test(bytes, writes_nothing_more_once_something_did_not_fit) {
  uint8_t room[4] = "....";
  reqsig_buffer buffer = {room, 3, 0};
  rs_put(&buffer, "abcd", 4);
  rs_put_byte(&buffer, 'e');
  cr_assert_not(rs_put_if_fits(&buffer, reqsig_text("f")));
  cr_assert_not(rs_put_if_fits(&buffer, reqsig_text("")), "not even nothing");
  cr_assert_eq(buffer.len, 5);
  cr_assert_arr_eq(room, "....", 4);
}

Test(bytes, the_need_stops_at_the_largest_size) {
  uint8_t byte = '.';
  reqsig_buffer buffer = {&byte, 1, 0};
  cr_assert_null(rs_reserve(&buffer, SIZE_MAX - 1));
  cr_assert_null(rs_reserve(&buffer, SIZE_MAX - 1));
  cr_assert_eq(buffer.len, SIZE_MAX);
  rs_put_byte(&buffer, 'a');
  cr_assert_eq(buffer.len, SIZE_MAX);
  cr_assert_eq(rs_buffer_status(&buffer), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(byte, '.');
}

Test(bytes, a_buffer_without_memory_tells_the_need) {
  reqsig_buffer buffer = {NULL, 0, 0};
  cr_assert_null(rs_reserve(&buffer, 0));
  rs_put(&buffer, NULL, 0);
  cr_assert(rs_put_if_fits(&buffer, rs_slice(NULL, 0)));
  cr_assert_eq(rs_buffer_status(&buffer), REQSIG_OK);
  rs_put(&buffer, "abc", 3);
  cr_assert_eq(buffer.len, 3);
  cr_assert_eq(rs_buffer_status(&buffer), REQSIG_ERR_BUFFER_TOO_SMALL);
}

Test(bytes, putting_what_does_not_fit_may_change_nothing) {
  uint8_t room[4] = "....";
  reqsig_buffer buffer = {room, 3, 0};
  cr_assert_not(rs_put_if_fits(&buffer, reqsig_text("abcd")));
  cr_assert_eq(buffer.len, 0);
  cr_assert(rs_put_if_fits(&buffer, reqsig_text("abc")));
  cr_assert_eq(buffer.len, 3);
  cr_assert_arr_eq(room, "abc.", 4);
}

Test(bytes, reserves_exactly_what_is_asked) {
  uint8_t room[4];
  reqsig_buffer buffer = {room, sizeof room, 1};
  cr_assert_eq(rs_reserve(&buffer, 3), room + 1);
  cr_assert_eq(buffer.len, 4);
  cr_assert_null(rs_reserve(&buffer, 1));
  cr_assert_eq(buffer.len, 5);
}
