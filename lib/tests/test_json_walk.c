#include <criterion/criterion.h>
#include <string.h>

#include "json_walk.h"

#define PATH_IS(text, at, expected)                                                                          \
  do {                                                                                                       \
    char path_[64];                                                                                          \
    reqsig_buffer room_ = {(uint8_t *)path_, sizeof path_, 0};                                               \
    rs_json_path(RS_LITERAL(text), (size_t)(strstr(text, at) - (text)), &room_);                             \
    cr_assert(rs_slice_equal(rs_slice(path_, room_.len), RS_LITERAL(expected)), "%s", text);                 \
  } while (0)

Test(json_walk, a_place_has_the_names_of_the_members_around_it) {
  PATH_IS("{\"a\":{\"b\":1}}", "1", "a.b");
  PATH_IS("{\"a\":{\"b\":1}}", "b", "a.b");
  PATH_IS("{\"a\":{\"b\":1}}", "a", "a");
  PATH_IS("{\"a\":{\"b\":1}}", "{", "");
}

Test(json_walk, items_of_arrays_have_no_names) {
  PATH_IS("{\"a\":[0,{\"b\":[1]}]}", "1", "a.b");
  PATH_IS("[{\"a\":1}]", "1", "a");
}

Test(json_walk, white_space_may_stand_before_the_text) {
  PATH_IS(" \n{\"a\":{\"b\":1}}", "1", "a.b");
}

/* How far it is read; 0 where it is no such string. */
static size_t plain_len(const char *text) {
  rs_json_scan scan = {reqsig_text(text), 0};
  bool is_plain = rs_json_scan_plain_string(&scan);
  cr_assert_eq(is_plain, scan.at > 0, "%s", text);
  return scan.at;
}

Test(json_walk, a_plain_string_has_no_escape_and_nothing_beyond_ascii) {
  cr_assert_eq(plain_len("\"\""), 2);
  cr_assert_eq(plain_len("\"abcdefghij\": 1"), 12);
  cr_assert_eq(plain_len("abc"), 0);
  cr_assert_eq(plain_len("\"abc"), 0);
  cr_assert_eq(plain_len("\"a\\n\""), 0);
  cr_assert_eq(plain_len("\"\xc3\xa9\""), 0);
}
