#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"

static void expect(reqsig_slice bytes, bool utf8, const char *shown) {
  struct text text = {0};
  text_add_escaped(&text, bytes, utf8);
  cr_assert(strcmp(text_string(&text), shown) == 0, "shown %s, expected %s", text_string(&text), shown);
  text_free(&text);
}

Test(escape, printable_ascii_stands_for_itself) {
  for (unsigned c = ' '; c <= '~'; c++) {
    char byte = (char)c, text[2] = {(char)c, '\0'};
    if (c != '\\') expect(rs_slice(&byte, 1), true, text);
  }
}

Test(escape, controls_are_escaped) {
  expect(RS_LITERAL("a\r\n\tb\0c\x1b\x7f"), true, "a\\r\\n\\tb\\0c\\x1B\\x7F");
}

Test(escape, a_backslash_is_told_from_an_escape) {
  expect(RS_LITERAL("\\n"), true, "\\\\n");
  expect(RS_LITERAL("\n"), true, "\\n");
}

Test(escape, utf8_stands_for_itself_where_it_can_be_shown) {
  expect(RS_LITERAL("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"), true,
         "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80");
  expect(RS_LITERAL("\xC3\xA9"), false, "\\xC3\\xA9");
}

Test(escape, characters_that_nobody_sees_are_told_by_their_code_point) {
  expect(RS_LITERAL("\xC2\xA0"), true, "\\u{00A0}");
  expect(RS_LITERAL("\xE2\x80\x8B"), true, "\\u{200B}");
  expect(RS_LITERAL("\xEF\xBB\xBF{}"), true, "\\u{FEFF}{}");
  expect(RS_LITERAL("\xE2\x80\xAE"), true, "\\u{202E}"); /* NOLINT(misc-misleading-bidirectional) */
  expect(RS_LITERAL("\xF3\xA0\x80\xA0"), true, "\\u{E0020}");
  expect(RS_LITERAL("\xC2\x85"), true, "\\u{0085}");
}

Test(escape, a_composed_and_a_decomposed_letter_look_different) {
  expect(RS_LITERAL("\xC3\xA9"), true, "\xC3\xA9");
  expect(RS_LITERAL("e\xCC\x81"), true, "e\\u{0301}");
}

Test(escape, what_is_not_utf8_is_told_byte_by_byte) {
  expect(RS_LITERAL("\xC0\xAF"), true, "\\xC0\\xAF");                   /* overlong */
  expect(RS_LITERAL("\xED\xA0\x80"), true, "\\xED\\xA0\\x80");          /* a surrogate */
  expect(RS_LITERAL("\xF4\x90\x80\x80"), true, "\\xF4\\x90\\x80\\x80"); /* past U+10FFFF */
  expect(RS_LITERAL("\xE2\x82"), true, "\\xE2\\x82");                   /* cut short */
  expect(RS_LITERAL("\xE2\x82x"), true, "\\xE2\\x82x");
  expect(RS_LITERAL("\x80\xFF"), true, "\\x80\\xFF");
}

Test(escape, in_a_sentence_a_backslash_stands_for_itself) {
  struct text text = {0};
  text_add_prose(&text, "two characters \\n, not a line\nfeed\\", true);
  cr_assert_str_eq(text_string(&text), "two characters \\n, not a line\\nfeed\\");
  text_free(&text);
}

static int by_text(const void *a, const void *b) {
  return strcmp(a, b);
}

Test(escape, no_two_byte_strings_look_alike) {
  static char seen[65536][32];
  for (unsigned i = 0; i < 65536; i++) {
    uint8_t pair[] = {(uint8_t)(i >> 8), (uint8_t)i};
    struct text text = {0};
    text_add_escaped(&text, rs_slice(pair, 2), true);
    cr_assert_lt(text.len, sizeof seen[i]);
    strcpy(seen[i], text_string(&text));
    text_free(&text);
  }
  qsort(seen, 65536, sizeof seen[0], by_text);
  for (unsigned i = 1; i < 65536; i++)
    cr_assert(strcmp(seen[i - 1], seen[i]) != 0, "two look like %s", seen[i]);
}

Test(escape, fillers_and_variation_selectors_are_told_too) {
  expect(RS_LITERAL("\xE3\x85\xA4"), true, "\\u{3164}"); /* a Hangul filler */
  expect(RS_LITERAL("\xEF\xB8\x8F"), true, "\\u{FE0F}");
  expect(RS_LITERAL("\xC2\xAD"), true, "\\u{00AD}"); /* a soft hyphen */
  expect(RS_LITERAL("\xE3\x80\x80"), true, "\\u{3000}");
  expect(RS_LITERAL("\xEE\x80\x80"), true, "\\u{E000}");
  expect(RS_LITERAL("\xEF\xBF\xBF"), true, "\\u{FFFF}");
  expect(RS_LITERAL("\xD6\xB7"), true, "\\u{05B7}"); /* a Hebrew vowel, drawn below its letter */
}

Test(escape, wide_characters_take_two_columns) {
  reqsig_slice japanese = RS_LITERAL("\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E");
  cr_assert_eq(escape_columns(japanese, japanese.len, true), 6);
  cr_assert_eq(escape_columns(RS_LITERAL("\xF0\x9F\x98\x80"), 4, true), 2);
  cr_assert_eq(escape_columns_as_is(RS_LITERAL("\xE6\x97\xA5\\n")), 4);
}

Test(escape, columns_count_what_is_shown) {
  cr_assert_eq(escape_columns(RS_LITERAL("a\r\xC3\xA9"), 4, true), 1 + 2 + 1);
  cr_assert_eq(escape_columns(RS_LITERAL("a\r\xC3\xA9"), 4, false), 1 + 2 + 4 + 4);
  cr_assert_eq(escape_columns(RS_LITERAL("abc"), 2, true), 2);
}

Test(escape, plain_bytes_are_those_without_escapes) {
  cr_assert(escape_is_plain(RS_LITERAL("caf\xC3\xA9"), true));
  cr_assert(!escape_is_plain(RS_LITERAL("caf\xC3\xA9"), false));
  cr_assert(!escape_is_plain(RS_LITERAL("a\\b"), true));
  cr_assert(escape_is_plain(RS_LITERAL(""), true));
}
