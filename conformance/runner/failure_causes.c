#include "request/known_schemes.h"
#include "runner/summary.h"

bool case_is_failure(const struct test_case *test_case) {
  return test_case->grade.outcome == OUTCOME_FAIL && test_case->in_scope && !test_case->is_known &&
         test_case->state == CASE_ANSWERED;
}

static size_t num_failures(const struct run *run, const reqsig_scheme *scheme) {
  size_t num = 0;
  for (size_t i = 0; i < run->num_cases; i++)
    num += run->cases[i].vector->scheme == scheme && case_is_failure(&run->cases[i]);
  return num;
}

/* The scheme as the implementation follows it wherever that can be told. False: by the default. */
static bool followed_recipe(const reqsig_scheme *scheme, const struct followed_profiles *followed,
                            reqsig_scheme *recipe) {
  bool is_varied = false;
  *recipe = *scheme;
  for (size_t i = 0; i < followed->count; i++) {
    const struct followed_profile *item = &followed->items[i];
    const rs_profile *profile = rs_profile_find(scheme, item->profile.name);
    if (item->scheme != scheme || followed_profile_is_inconsistent(item) || !profile) continue;
    for (size_t k = 0; k < RS_MAX_VARIATIONS && profile->variations[k].kind; k++)
      rs_variation_apply(&profile->variations[k], recipe);
    is_varied = true;
  }
  return is_varied;
}

/* What was signed for another request, or at a time of the adapter's own, is compared with no mistake. */
static bool is_comparable(const struct run *run, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  bool is_own_time = test_case->op == OP_SIGN && run->hello.limits.stated[LIMIT_OWN_CLOCK];
  bool is_right = grade->met && (grade->outcome == OUTCOME_PASS || grade->outcome == OUTCOME_FLAGGED);
  return test_case->state == CASE_ANSWERED && !grade->as_sent && !is_own_time &&
         (is_right || (case_is_failure(test_case) && grade->num_differences > 0));
}

static struct graded_cases list_cases(struct arena *arena, const struct run *run, const reqsig_scheme *scheme,
                                      size_t *places) {
  struct graded_case *items = arena_get_array(arena, run->num_cases, sizeof *items);
  struct graded_cases list = {items,
                              arena_get_array(arena, run->num_cases, sizeof(const struct shared_cause *)), 0};
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (test_case->vector->scheme != scheme || !is_comparable(run, test_case)) continue;
    places[list.count] = i;
    items[list.count++] =
        (struct graded_case){.vector = test_case->vector,
                             .op = test_case->op,
                             .grade = &test_case->grade,
                             .is_wrong = case_is_failure(test_case),
                             .is_flaky = test_case->is_flaky,
                             .signature_only = run->hello.limits.stated[LIMIT_SIGNATURE_ONLY]};
  }
  return list;
}

static void explain(struct arena *arena, struct run *run, const struct followed_profiles *followed,
                    struct scheme_causes *found) {
  struct arena scratch = {0};
  size_t *places = arena_get_array(&scratch, run->num_cases, sizeof *places);
  struct graded_cases cases = list_cases(&scratch, run, found->scheme, places);
  reqsig_scheme recipe;
  bool is_varied = followed_recipe(found->scheme, followed, &recipe);
  found->causes = shared_causes_find(arena, is_varied ? &recipe : found->scheme, found->scheme, cases);
  found->num_unexplained = found->num_failed;
  for (size_t i = 0; i < cases.count; i++) {
    run->cases[places[i]].cause = cases.causes[i];
    found->num_unexplained -= cases.causes[i] != NULL;
  }
  arena_free(&scratch);
}

struct failure_causes failure_causes_find(struct arena *arena, struct run *run,
                                          const struct followed_profiles *followed) {
  struct failure_causes list = {arena_get_array(arena, num_schemes(), sizeof *list.items), 0};
  for (size_t i = 0; i < num_schemes(); i++) {
    const reqsig_scheme *scheme = scheme_at(i);
    size_t num_failed = num_failures(run, scheme);
    if (num_failed == 0) continue;
    struct scheme_causes *found = &list.items[list.count++];
    *found = (struct scheme_causes){.scheme = scheme, .num_failed = num_failed};
    explain(arena, run, followed, found);
  }
  return list;
}
