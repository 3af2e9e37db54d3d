#include <criterion/criterion.h>
#include <string.h>

#include "nearest.h"

static const char *const names[] = {"list", "sign", "explain", "test", "vectors"};
enum { NUM_NAMES = sizeof names / sizeof *names };

static void expect(const char *word, const char *name) {
  const char *found = rs_nearest(reqsig_text(word), names, NUM_NAMES);
  cr_assert(found && strcmp(found, name) == 0, "%s gives %s, expected %s", word, found ? found : "nothing",
            name);
}

Test(nearest, finds_one_slip) {
  expect("sgin", "sign");
  expect("sig", "sign");
  expect("siggn", "sign");
  expect("Lizt", "list");
}

Test(nearest, finds_two_slips_in_a_long_word) {
  expect("xplaim", "explain");
  expect("vectores", "vectors");
}

Test(nearest, finds_a_long_word_with_two_characters_more_or_less) {
  expect("plain", "explain");
  expect("veectorrs", "vectors");
}

Test(nearest, finds_what_a_word_begins) {
  expect("expl", "explain");
  expect("VEC", "vectors");
}

Test(nearest, finds_what_a_word_of_three_letters_ends) {
  expect("ORS", "vectors");
  cr_assert_null(rs_nearest(RS_LITERAL("rs"), names, NUM_NAMES));
  cr_assert_null(rs_nearest(RS_LITERAL("ctor"), names, NUM_NAMES));
}

Test(nearest, finds_nothing_far_away) {
  cr_assert_null(rs_nearest(RS_LITERAL("frobnicate"), names, NUM_NAMES));
  cr_assert_null(rs_nearest(RS_LITERAL(""), names, NUM_NAMES));
  cr_assert_null(rs_nearest(RS_LITERAL("xy"), names, NUM_NAMES));
  cr_assert_null(rs_nearest(RS_LITERAL("sign"), names, 0));
}

Test(nearest, takes_a_word_of_any_length) {
  char word[4096];
  memset(word, 's', sizeof word - 1);
  word[sizeof word - 1] = '\0';
  cr_assert_null(rs_nearest(reqsig_text(word), names, NUM_NAMES));
}

Test(nearest, finds_no_candidate_of_any_length) {
  char candidate[64];
  memset(candidate, 's', sizeof candidate - 1);
  candidate[sizeof candidate - 1] = '\0';
  const char *const candidates[] = {candidate};
  cr_assert_null(rs_nearest(RS_LITERAL("xsign"), candidates, 1));
}
