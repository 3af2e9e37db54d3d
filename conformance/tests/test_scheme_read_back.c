/* Each vector holds for the built-in recipe that was written as a scheme file and read again. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/arena.h"
#include "vectors/self_check.h"

static const reqsig_scheme *read_back(struct arena *arena, const reqsig_scheme *scheme) {
  reqsig_buffer text = {NULL, 0, 0};
  reqsig_scheme_write(scheme, &text);
  text = (reqsig_buffer){arena_get(arena, text.len), text.len, 0};
  cr_assert_eq(reqsig_scheme_write(scheme, &text), REQSIG_OK);
  size_t room = REQSIG_SCHEME_ROOM(text.len);
  reqsig_buffer memory = {arena_get(arena, room), room, 0};
  reqsig_scheme_fault fault;
  const reqsig_scheme *again;
  reqsig_status status = reqsig_scheme_read((reqsig_slice){text.data, text.len}, &memory, &again, &fault);
  cr_assert_eq(status, REQSIG_OK, "%s: %s", fault.member, fault.expected);
  return again;
}

static size_t replace_scheme(struct vector_set *set, const reqsig_scheme *scheme) {
  const reqsig_scheme *again = read_back(&set->arena, scheme);
  size_t num = 0;
  for (size_t i = 0; i < set->count; i++) {
    if (set->items[i].scheme != scheme) continue;
    set->items[i].scheme = again;
    num++;
  }
  return num;
}

Test(scheme_read_back, all_vectors_hold) {
  struct vector_set set = {0};
  struct self_check check = {0};
  cr_assert(vectors_load("test", NULL, &set));
  for (size_t i = 0; i < reqsig_num_schemes(); i++)
    cr_assert_gt(replace_scheme(&set, reqsig_scheme_at(i)), 0);
  for (size_t i = 0; i < set.count; i++)
    self_check_vector(&check, &set, &set.items[i], &(struct name_list){NULL, 0});
  cr_assert_eq(check.num_disagreements, 0, "%s", check.disagreements[0].id);
  cr_assert_gt(check.num_signatures, set.count / 2);
  cr_assert_gt(check.num_verdicts, set.count / 2);
  self_check_free(&check);
  vector_set_free(&set);
}
