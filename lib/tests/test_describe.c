#include <criterion/criterion.h>
#include <string.h>

#include "describe.h"

static void part_reads(const rs_part *part, const char *expected) {
  char room[1024];
  reqsig_buffer words = {(uint8_t *)room, sizeof room, 0};
  rs_part_words(reqsig_scheme_find("aet"), part, &words);
  cr_assert_lt(words.len, sizeof room);
  room[words.len] = '\0';
  cr_assert_str_eq(room, expected);
}

static void literal_reads(reqsig_slice literal, const char *expected) {
  part_reads(&(rs_part){RS_FROM_LITERAL, .literal = literal}, expected);
}

Test(describe, quotes_printable_literals_as_they_are) {
  literal_reads(RS_LITERAL("Bearer "), "\"Bearer \"");
  literal_reads(RS_LITERAL("~"), "\"~\"");
}

Test(describe, escapes_what_is_not_seen_in_a_literal) {
  literal_reads(RS_LITERAL("\n\r\t\0"), "\"\\n\\r\\t\\0\"");
  literal_reads(RS_LITERAL("\\n"), "\"\\\\n\"");
  literal_reads(RS_LITERAL("\x1b[2J\x7f\xc3\xa9"), "\"\\x1B[2J\\x7F\\xC3\\xA9\"");
}

Test(describe, cuts_nothing) {
  char text[200], expected[2 * sizeof text + 128];
  memset(text, '\n', sizeof text);
  expected[0] = '"';
  for (size_t i = 0; i < sizeof text; i++) memcpy(expected + 1 + 2 * i, "\\n", 2);
  strcpy(expected + 1 + 2 * sizeof text,
         "\" without its leading slash in upper case, its MD5 in base64 (nothing for multipart)");
  part_reads(&(rs_part){RS_FROM_LITERAL, .cut = RS_CUT_LEADING_SLASH,
                        .transforms = {RS_UPPER_CASE, RS_MD5_BASE64}, .omit = RS_OMIT_IF_MULTIPART,
                        .literal = rs_slice(text, sizeof text)},
             expected);
}

static void list_reads(const rs_list *list, const char *expected) {
  char room[256];
  reqsig_buffer words = {(uint8_t *)room, sizeof room, 0};
  reqsig_scheme scheme = *reqsig_scheme_find("aet");
  scheme.lists = list;
  rs_part_words(&scheme, &(rs_part){RS_FROM_LIST, .list = 0}, &words);
  cr_assert_lt(words.len, sizeof room);
  room[words.len] = '\0';
  cr_assert_str_eq(room, expected);
}

Test(describe, says_what_a_list_chooses_and_how_it_writes_that) {
  list_reads(&(rs_list){.each = RS_PAIRS_OF_QUERY, .in_place = true, .without = {RS_TEXT("sign")}},
             "query without its \"?\" without sign");
  list_reads(&(rs_list){.each = RS_PAIRS_OF_QUERY,
                        .in_place = true,
                        .mark = true,
                        .without = {RS_TEXT("a"), RS_TEXT("b"), RS_TEXT("c"), RS_TEXT("d")}},
             "query with its \"?\" without a, b, c, d");
  list_reads(&(rs_list){.each = RS_PAIRS_OF_QUERY}, "parameters of the query, decoded, sorted");
  list_reads(&(rs_list){.each = RS_PAIRS_OF_FORM, .name_encoded = true},
             "fields of the form, percent-encoded, sorted");
  list_reads(&(rs_list){.each = RS_PAIRS_OF_BOTH, .value_encoded = true},
             "parameters of query and form, percent-encoded, sorted");
  list_reads(&(rs_list){.each = RS_PAIRS_OF_HEADERS, .only = {RS_TEXT("x-amz-*")}},
             "headers x-amz-*, sorted");
  list_reads(&(rs_list){.each = RS_PAIRS_OF_HEADERS,
                        .only = {RS_TEXT("a"), RS_TEXT("b"), RS_TEXT("c"), RS_TEXT("d"), RS_TEXT("e"),
                                 RS_TEXT("f"), RS_TEXT("g"), RS_TEXT("h")}},
             "headers a, b, c, d, e, f, g, h, sorted");
  list_reads(&(rs_list){.each = RS_PAIRS_OF_HEADERS, .only = {RS_TEXT("a"), RS_TEXT("b")}, .names = true},
             "headers a, b, their names, sorted");
  list_reads(&(rs_list){.each = RS_PAIRS_OF_FORM, .single = RS_TEXT("nonce")}, "field nonce of the form");
}

Test(describe, says_the_texts_around_a_key) {
  char room[256];
  reqsig_buffer words = {(uint8_t *)room, sizeof room, 0};
  reqsig_scheme scheme = *reqsig_scheme_find("aet");
  scheme.mac.key_before = RS_LITERAL("AWS4");
  scheme.mac.key_behind = RS_LITERAL("&");
  rs_key_words(&scheme, &words);
  cr_assert(rs_slice_equal(rs_slice(room, words.len), RS_LITERAL("\"AWS4\" and secret_key and \"&\"")),
            "%.*s", (int)words.len, room);
}

Test(describe, says_the_steps_of_a_key) {
  static const rs_part steps[] = {{RS_FROM_TIMESTAMP, .transforms = {RS_AS_DAY}},
                                  {RS_FROM_LITERAL, .literal = RS_TEXT("t")},
                                  {RS_FROM_NOTHING}};
  char room[256];
  reqsig_buffer words = {(uint8_t *)room, sizeof room, 0};
  reqsig_scheme scheme = *reqsig_scheme_find("bitpro");
  scheme.mac.steps = steps;
  rs_key_words(&scheme, &words);
  cr_assert(rs_slice_equal(
                rs_slice(room, words.len),
                RS_LITERAL("secret_key; from it, one by one, the HMACs of timestamp, HTTP date, GMT, its "
                           "day, \"t\"")),
            "%.*s", (int)words.len, room);
}
