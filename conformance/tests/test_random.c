#include <criterion/criterion.h>
#include <string.h>

#include "base/random.h"

/* The first numbers that splitmix64 gives for the seed 1234567, as its authors and others publish them. */
Test(random, draws_the_numbers_of_splitmix64) {
  static const uint64_t published[] = {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
                                       UINT64_C(9817491932198370423), UINT64_C(4593380528125082431),
                                       UINT64_C(16408922859458223821)};
  struct random random = random_of(1234567, "");
  for (size_t i = 0; i < sizeof published / sizeof *published; i++)
    cr_assert_eq(random_next(&random), published[i], "number %zu", i);
}

Test(random, draws_other_numbers_for_another_purpose_or_seed) {
  struct random one = random_of(1, "aet"), other_purpose = random_of(1, "crm"),
                other_seed = random_of(2, "aet");
  uint64_t number = random_next(&one);
  cr_assert_neq(number, random_next(&other_purpose));
  cr_assert_neq(number, random_next(&other_seed));
}

Test(random, draws_each_number_below_n_and_no_other) {
  struct random random = random_of(7, "below");
  size_t counts[5] = {0};
  for (size_t i = 0; i < 5000; i++) {
    size_t drawn = random_below(&random, 5);
    cr_assert_lt(drawn, 5);
    counts[drawn]++;
  }
  for (size_t i = 0; i < 5; i++)
    cr_assert(counts[i] > 900 && counts[i] < 1100, "%zu came %zu times", i, counts[i]);
}

Test(random, shuffles_without_loss_and_puts_each_item_everywhere) {
  size_t at[6][6] = {0};
  for (uint64_t seed = 0; seed < 6000; seed++) {
    struct random random = random_of(seed, "order");
    char items[] = "abcdef";
    random_shuffle(&random, items, 6, 1);
    for (size_t i = 0; i < 6; i++) cr_assert_not_null(memchr(items, "abcdef"[i], 6), "%s", items);
    for (size_t i = 0; i < 6; i++) at[items[i] - 'a'][i]++;
  }
  for (size_t i = 0; i < 36; i++)
    cr_assert(at[i / 6][i % 6] > 850 && at[i / 6][i % 6] < 1150, "item %zu is %zu times at %zu", i / 6,
              at[i / 6][i % 6], i % 6);
}
