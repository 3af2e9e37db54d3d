/* The scheme files of vectors/library: each is right, and gives the values that its vendor prints. */
#include <criterion/criterion.h>

#include "request/known_schemes.h"
#include "vectors/self_check.h"

Test(library, each_file_is_a_scheme_of_its_name) {
  const char *name;
  size_t num = 0;
  for (; (name = scheme_library_name(num)); num++) {
    const reqsig_scheme *scheme = scheme_find(name);
    cr_assert(scheme && strcmp(reqsig_scheme_name(scheme), name) == 0, "%s", name);
    cr_assert(strncmp(reqsig_scheme_document(scheme), "https://", 8) == 0, "%s names no page", name);
    cr_assert_eq(scheme_find(name), scheme, "%s is read once", name);
    cr_assert_null(reqsig_scheme_find(name), "%s is a built-in scheme too", name);
  }
  cr_assert_gt(num, 20);
  cr_assert_eq(num_schemes(), reqsig_num_schemes() + num);
}

Test(library, printed_values_hold) {
  struct vector_set set = {0};
  struct self_check check = {0};
  cr_assert(vectors_load("test", LIBRARY_VECTORS, &set));
  for (size_t i = 0; i < set.count; i++)
    self_check_vector(&check, &set, &set.items[i], &(struct name_list){NULL, 0});
  for (size_t i = 0; i < check.num_disagreements; i++)
    cr_log_warn("%s: %s", check.disagreements[i].id, check.disagreements[i].what);
  cr_assert_eq(check.num_disagreements, 0);
  cr_assert_gt(set.count, 5);
  self_check_free(&check);
  vector_set_free(&set);
}
