#include <criterion/criterion.h>
#include <string.h>

#include "base/nearest.h"

static const char *const names[] = {"list", "sign", "explain", "test", "vectors"};
enum { NUM_NAMES = sizeof names / sizeof *names };

static void expect(const char *word, const char *name) {
  const char *found = nearest(word, names, NUM_NAMES);
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

Test(nearest, finds_what_a_word_begins) {
  expect("expl", "explain");
  expect("VEC", "vectors");
}

Test(nearest, finds_nothing_far_away) {
  cr_assert_null(nearest("frobnicate", names, NUM_NAMES));
  cr_assert_null(nearest("", names, NUM_NAMES));
  cr_assert_null(nearest("xy", names, NUM_NAMES));
  cr_assert_null(nearest("sign", names, 0));
}

Test(nearest, takes_a_word_of_any_length) {
  char word[4096];
  memset(word, 's', sizeof word - 1);
  word[sizeof word - 1] = '\0';
  cr_assert_null(nearest(word, names, NUM_NAMES));
}
