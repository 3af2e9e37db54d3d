#include <criterion/criterion.h>
#include <string.h>

#include "mutants/kill_matrix.h"

static struct vector_set all;

static void load(void) {
  struct text problem = {0};
  cr_assert(vector_set_load(NULL, &all, &problem), "%s", text_string(&problem));
}

static void unload(void) {
  vector_set_free(&all);
}

TestSuite(kill_matrix, .init = load, .fini = unload);

static struct kill_matrix run(const struct vector_set *set, const char *scheme, const char *mistake) {
  struct kill_plan plan = {set, reqsig_scheme_find(scheme), mistake, true};
  struct kill_matrix matrix = {0};
  kill_matrix_run(&plan, &matrix);
  return matrix;
}

static bool is_among(const struct name_list *names, const char *name) {
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->items[i], name) == 0) return true;
  return false;
}

static void check_survives_without_its_killers(const char *scheme, const char *mistake) {
  struct kill_matrix matrix = run(&all, scheme, mistake), weaker;
  cr_assert(kill_matrix_is_whole(&matrix), "%s", mistake);
  cr_assert_eq(matrix.num_mutants, 1);
  cr_assert_eq(matrix.mutants[0].state, MUTANT_KILLED);

  struct vector_set some = {.items = calloc(all.count, sizeof *some.items)};
  for (size_t i = 0; i < all.count; i++)
    if (!is_among(&matrix.mutants[0].killers, all.items[i].id)) some.items[some.count++] = all.items[i];
  weaker = run(&some, scheme, mistake);
  cr_assert_not(kill_matrix_is_whole(&weaker), "%s", mistake);
  cr_assert_eq(weaker.mutants[0].state, MUTANT_SURVIVED);
  cr_assert_eq(weaker.mutants[0].mistake, matrix.mutants[0].mistake);
  free(some.items);
  kill_matrix_free(&matrix);
  kill_matrix_free(&weaker);
}

Test(kill_matrix, a_mistake_survives_without_the_vectors_that_fail_it) {
  check_survives_without_its_killers("crm", "json-escaped-slash/undone");
  check_survives_without_its_killers("ambro", "hex-leading-zero-lost/number");
  check_survives_without_its_killers("bitpro", "date-sept");
  check_survives_without_its_killers("calypso", "v-future-not-checked/past");
  check_survives_without_its_killers("aet", "v-duplicates/first");
}

Test(kill_matrix, a_profile_is_no_mistake) {
  struct kill_matrix matrix = run(&all, "aet", "query-included");
  cr_assert_eq(matrix.num_mutants, 1);
  cr_assert_eq(matrix.mutants[0].state, MUTANT_PROFILE);
  cr_assert_str_eq(matrix.mutants[0].note, "query-included");
  cr_assert_eq(matrix.mutants[0].killers.count, 0);
  kill_matrix_free(&matrix);
}

Test(kill_matrix, a_profile_that_no_vector_flags_is_contradicted) {
  struct vector_set some = {.items = calloc(all.count, sizeof *some.items)};
  for (size_t i = 0; i < all.count; i++)
    if (all.items[i].num_profile_expects == 0) some.items[some.count++] = all.items[i];
  struct kill_matrix matrix = run(&some, "aet", "query-included");
  cr_assert_eq(matrix.mutants[0].state, MUTANT_CONTRADICTED);
  cr_assert_str_eq(matrix.mutants[0].note, "said to be a profile, and no vector flags it");
  cr_assert_not(kill_matrix_is_whole(&matrix));
  free(some.items);
  kill_matrix_free(&matrix);
}

Test(kill_matrix, a_profile_that_a_vector_fails_is_contradicted) {
  struct vector_set some = {.items = calloc(all.count, sizeof *some.items), .count = all.count};
  for (size_t i = 0; i < all.count; i++) {
    some.items[i] = all.items[i];
    if (strcmp(all.items[i].id, "aet-get-query-excluded") == 0) some.items[i].num_profile_expects = 0;
  }
  struct kill_matrix matrix = run(&some, "aet", "query-included");
  cr_assert_eq(matrix.mutants[0].state, MUTANT_CONTRADICTED);
  cr_assert_str_eq(matrix.mutants[0].note, "said to be a profile, and fails");
  cr_assert_eq(matrix.mutants[0].killers.count, 1);
  free(some.items);
  kill_matrix_free(&matrix);
}

Test(kill_matrix, what_is_the_same_is_compared) {
  struct kill_matrix matrix = run(&all, "crm", "secret-trailing-newline/trimmed");
  cr_assert_eq(matrix.mutants[0].state, MUTANT_SAME);
  kill_matrix_free(&matrix);

  /* A credential that no header could hold. */
  struct vector_set some = {.items = calloc(1, sizeof *some.items), .count = 1};
  reqsig_credential key = {"api_key", {(const uint8_t *)"ab ", 3}};
  for (size_t i = 0; i < all.count; i++)
    if (strcmp(all.items[i].id, "crm-post-json") == 0) some.items[0] = all.items[i];
  some.items[0].credentials = &key;
  struct kill_matrix contradicted = run(&some, "crm", "secret-trailing-newline/trimmed");
  cr_assert_eq(contradicted.mutants[0].state, MUTANT_CONTRADICTED);
  free(some.items);
  kill_matrix_free(&contradicted);
}

Test(kill_matrix, a_right_implementation_is_not_to_be_failed) {
  struct vector_set some = {.items = calloc(1, sizeof *some.items), .count = 1};
  for (size_t i = 0; i < all.count; i++)
    if (strcmp(all.items[i].id, "crm-post-json") == 0) some.items[0] = all.items[i];
  some.items[0].expect.headers.count = 1;
  some.items[0].expect.headers.items =
      &(reqsig_header){{(const uint8_t *)"key", 3}, {(const uint8_t *)"x", 1}};
  struct kill_matrix matrix = run(&some, "crm", "echo-newline");
  cr_assert_eq(matrix.num_false_failures, 1);
  cr_assert_not(kill_matrix_is_whole(&matrix));
  free(some.items);
  kill_matrix_free(&matrix);
}
