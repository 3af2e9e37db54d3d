#include <criterion/criterion.h>
#include <string.h>

#include "describe.h"

static void literal_reads(reqsig_slice literal, const char *expected) {
  char words[RS_MAX_DESCRIPTION];
  const rs_part part = {RS_FROM_LITERAL, .literal = literal};
  rs_part_words(reqsig_scheme_find("aet"), &part, words);
  cr_assert(strcmp(words, expected) == 0, "%s, expected %s", words, expected);
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

Test(describe, cuts_a_literal_that_is_too_long) {
  char words[RS_MAX_DESCRIPTION], text[RS_MAX_DESCRIPTION];
  memset(text, '\n', sizeof text);
  const rs_part part = {RS_FROM_LITERAL, .literal = rs_slice(text, sizeof text)};
  rs_part_words(reqsig_scheme_find("aet"), &part, words);
  cr_assert_eq(strlen(words), RS_MAX_DESCRIPTION - 1);
}
