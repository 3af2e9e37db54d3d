#include "runner/following.h"

#include <string.h>

#include "lib/bytes.h"

static bool names_profile(const struct reading *reading, const char *name) {
  for (size_t i = 0; i < reading->profiles.count; i++)
    if (strcmp(reading->profiles.items[i], name) == 0) return true;
  return false;
}

static bool same_text(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_headers(const struct header_list *a, const struct header_list *b) {
  if (a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++)
    if (!rs_slice_equal_ignoring_case(a->items[i].name, b->items[i].name) ||
        !rs_slice_equal(a->items[i].value, b->items[i].value))
      return false;
  return true;
}

static bool same_answer(const struct reading *a, const struct reading *b, enum op op) {
  if (op == OP_VERIFY) return !a->ruling.given || a->ruling.accepted == b->ruling.accepted;
  if (op == OP_SIGN) return same_headers(&a->headers, &b->headers);
  return same_text(a->message_sha256, b->message_sha256) && rs_slice_equal(a->message, b->message);
}

static bool can_tell(const struct test_case *test_case, const char *name) {
  const struct vector *vector = test_case->vector;
  for (size_t i = 0; i < vector->num_readings; i++) {
    const struct reading *reading = &vector->readings[i];
    if (reading->profiles.count == 1 && names_profile(reading, name))
      return !same_answer(reading, &vector->expect, test_case->op);
  }
  return false;
}

static bool is_refusal(const struct test_case *test_case) {
  return test_case->op == OP_VERIFY && !test_case->grade.met->ruling.accepted;
}

static void count_followed(struct following *following, const struct test_case *test_case) {
  following->num_followed++;
  following->num_refusals += is_refusal(test_case);
}

static struct following follow(const struct run *run, const reqsig_scheme *scheme,
                               const reqsig_profile_info *profile) {
  struct following following = {.scheme = scheme, .profile = *profile};
  const char *name = profile->name;
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (test_case->vector->scheme != scheme || test_case->state != CASE_ANSWERED) continue;
    if (test_case->grade.outcome == OUTCOME_FLAGGED && names_profile(test_case->grade.met, name))
      count_followed(&following, test_case);
    else if (test_case->grade.outcome == OUTCOME_PASS && can_tell(test_case, name))
      following.num_not++;
    else if (test_case->grade.outcome == OUTCOME_FAIL && can_tell(test_case, name))
      following.num_wrong++;
  }
  return following;
}

bool following_is_of_two_minds(const struct following *following) {
  return following->num_not > 0;
}

static size_t num_profiles(void) {
  reqsig_profile_info info;
  size_t count = 0;
  for (size_t i = 0; i < reqsig_num_schemes(); i++)
    for (size_t k = 0; reqsig_scheme_profile(reqsig_scheme_at(i), k, &info) == REQSIG_OK; k++) count++;
  return count;
}

static bool is_of_profile(const struct test_case *test_case, const struct following *following) {
  return test_case->vector->scheme == following->scheme && test_case->grade.outcome == OUTCOME_FLAGGED &&
         names_profile(test_case->grade.met, following->profile.name);
}

static void settle(struct run *run, const struct following *following) {
  bool shows_itself_nowhere_else = following->num_refusals == following->num_followed;
  if (!shows_itself_nowhere_else || following->num_not + following->num_wrong == 0) return;
  for (size_t i = 0; i < run->num_cases; i++)
    if (is_of_profile(&run->cases[i], following))
      run->cases[i].grade = grade_refused(&run->arena, run->cases[i].vector);
}

void following_settle(struct run *run) {
  struct following_list list = following_list_of(&run->arena, run);
  for (size_t i = 0; i < list.count; i++) settle(run, &list.items[i]);
}

struct following_list following_list_of(struct arena *arena, const struct run *run) {
  struct following_list list = {.items = arena_get_array(arena, num_profiles(), sizeof *list.items)};
  reqsig_profile_info info;
  for (size_t i = 0; i < reqsig_num_schemes(); i++)
    for (size_t k = 0; reqsig_scheme_profile(reqsig_scheme_at(i), k, &info) == REQSIG_OK; k++) {
      struct following following = follow(run, reqsig_scheme_at(i), &info);
      if (following.num_followed > 0) list.items[list.count++] = following;
    }
  return list;
}
