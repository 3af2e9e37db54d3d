#include "commands/check.h"

/* Where a profile states no verdict, the default's is meant. */
static const struct verdict *verdict_of(const struct vector *vector, const struct expectation *expect) {
  return expect->verdict.given ? &expect->verdict : &vector->expect.verdict;
}

static void check_expectation(struct check *check, const struct expectation *expect) {
  struct verdict answer;
  struct vector vector = check_alone(check, expect);
  vector.expect.verdict = *verdict_of(check->vector, expect);
  reqsig_status status = library_verdict(check->vector, &expect->profiles, &answer);
  check->num_verdicts++;
  check->is_wrong = false;
  if (status != REQSIG_OK) {
    check_complain(check, &expect->profiles, "the library", "a verdict", reqsig_status_text(status));
    return;
  }
  struct grade grade = grade_verdict(check->arena, &vector, &answer);
  check_print_grade(check, &expect->profiles, &grade);
}

static bool is_told(const struct vector *vector, const struct verdict *answer) {
  if (verdict_matches(answer, &vector->expect.verdict)) return true;
  for (size_t i = 0; i < vector->num_profile_expects; i++)
    if (verdict_matches(answer, &vector->profile_expects[i].verdict)) return true;
  return false;
}

/* Else a verifier that follows these profiles would fail instead of being flagged. */
static void check_combination(struct check *check, const struct name_list *profiles) {
  struct verdict answer;
  if (library_verdict(check->vector, profiles, &answer) == REQSIG_OK && !is_told(check->vector, &answer))
    check_complain(check, profiles, "profiles", "these profiles, as they give another verdict", "not listed");
}

void check_verdicts(struct check *check) {
  const struct vector *vector = check->vector;
  if (!vector_has_verdict(vector)) return;
  check_expectation(check, &vector->expect);
  for (size_t i = 0; i < vector->num_profile_expects; i++)
    check_expectation(check, &vector->profile_expects[i]);
  if (vector->class != VECTOR_GOLDEN && vector->class != VECTOR_SILENT)
    check_combinations(check, check_combination);
}
