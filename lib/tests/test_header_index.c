#include <criterion/criterion.h>

#include "bytes.h"
#include "header_index.h"

/* 63 and 64 bytes, lengths from which on all are looked for in the same way. */
#define LONG_63       "X-0123456789-0123456789-0123456789-0123456789-0123456789-012345"
#define LONG_64       "X-0123456789-0123456789-0123456789-0123456789-0123456789-0123456"
#define OTHER_LONG_64 "X-0123456789-0123456789-0123456789-0123456789-0123456789-0123457"
#define LONG_65       "X-0123456789-0123456789-0123456789-0123456789-0123456789-01234567"

static const reqsig_scheme recipe = {
    .message = {{RS_FROM_BODY},
                {RS_FROM_HEADER, .literal = RS_TEXT("X-Signed")},
                {RS_FROM_LITERAL, .literal = RS_TEXT("X-No-Header")},
                {RS_FROM_HEADER, .literal = RS_TEXT(LONG_64)}},
    .headers = {{RS_TEXT("X-Key")}, {RS_TEXT("X-Parameter"), .place = RS_IN_QUERY}, {RS_TEXT("X-Sign")}},
};

static rs_header_index find(const char *const *names, size_t num) {
  static reqsig_header headers[8];
  rs_header_index found;
  for (size_t i = 0; i < num; i++) headers[i] = (reqsig_header){reqsig_text(names[i]), reqsig_text("value")};
  rs_header_index_find(&recipe, &(reqsig_request){.headers = headers, .num_headers = num}, &found);
  return found;
}

/* How many stand in the place, and that the first of them is the one whose name is that very text. */
static void expect(const rs_named_headers *found, size_t num, const char *first) {
  cr_expect_eq(found->num, num);
  if (num == 0)
    cr_expect_null(found->first);
  else
    cr_expect(rs_slice_equal(found->first->name, reqsig_text(first)), "%s", first);
}

Test(header_index, finds_each_name_in_any_letter_case) {
  static const char *const names[] = {"x-sign", "Content-type", "X-KEY", LONG_64, "X-Signed"};
  rs_header_index found = find(names, 5);
  expect(&found.of_rules[0], 1, "X-KEY");
  expect(&found.of_rules[2], 1, "x-sign");
  expect(&found.of_parts[1], 1, "X-Signed");
  expect(&found.of_parts[3], 1, LONG_64);
  expect(&found.content_type, 1, "Content-type");
}

Test(header_index, counts_those_of_one_name_and_keeps_the_first) {
  static const char *const names[] = {"x-sign", "X-Other",      "X-Sign",
                                      "X-SIGN", "content-type", "CONTENT-TYPE"};
  rs_header_index found = find(names, 6);
  expect(&found.of_rules[2], 3, "x-sign");
  expect(&found.content_type, 2, "content-type");
  expect(&found.of_rules[0], 0, NULL);
}

Test(header_index, takes_no_name_of_the_same_length_or_beginning) {
  static const char *const names[] = {"X-Kez", "X-Sig",       "X-Signe", "Content-Typf",
                                      LONG_63, OTHER_LONG_64, LONG_65};
  rs_header_index found = find(names, 7);
  expect(&found.of_rules[0], 0, NULL);
  expect(&found.of_rules[2], 0, NULL);
  expect(&found.of_parts[1], 0, NULL);
  expect(&found.of_parts[3], 0, NULL);
  expect(&found.content_type, 0, NULL);
}

Test(header_index, finds_nothing_where_there_is_nothing) {
  rs_header_index found = find(NULL, 0);
  expect(&found.of_rules[0], 0, NULL);
  expect(&found.content_type, 0, NULL);
}
