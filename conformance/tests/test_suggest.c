#include <criterion/criterion.h>
#include <string.h>

#include "base/message.h"

static const char *const names[] = {"list", "sign", "explain", "test", "vectors"};
enum { NUM_NAMES = sizeof names / sizeof *names };

static void expect(const char *word, const char *name) {
  const char *found = suggest(word, names, NUM_NAMES);
  cr_assert(found && strcmp(found, name) == 0, "%s gives %s, expected %s", word, found ? found : "nothing",
            name);
}

Test(suggest, finds_one_slip) {
  expect("sgin", "sign");
  expect("sig", "sign");
  expect("siggn", "sign");
  expect("Lizt", "list");
}

Test(suggest, finds_two_slips_in_a_long_word) {
  expect("xplaim", "explain");
  expect("vectores", "vectors");
}

Test(suggest, finds_what_a_word_begins) {
  expect("expl", "explain");
  expect("VEC", "vectors");
}

Test(suggest, finds_nothing_far_away) {
  cr_assert_null(suggest("frobnicate", names, NUM_NAMES));
  cr_assert_null(suggest("", names, NUM_NAMES));
  cr_assert_null(suggest("xy", names, NUM_NAMES));
  cr_assert_null(suggest("sign", names, 0));
}

Test(suggest, takes_a_word_of_any_length) {
  char word[4096];
  memset(word, 's', sizeof word - 1);
  word[sizeof word - 1] = '\0';
  cr_assert_null(suggest(word, names, NUM_NAMES));
}
