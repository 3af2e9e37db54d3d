#include <criterion/criterion.h>

#include "vectors/grade.h"

static struct arena arena;

static void free_arena(void) {
  arena_free(&arena);
}

TestSuite(grade_verdict, .fini = free_arena);

static const struct verdict accept = {true, true, REQSIG_REASON_NONE};
static const struct verdict reject = {true, false, REQSIG_REASON_NONE};
static const struct verdict expired = {true, false, REQSIG_REASON_EXPIRED};
static const struct verdict missing = {true, false, REQSIG_REASON_MISSING};

/* One that wants expected; under "strict" it wants missing, and "other" says nothing of verifying. */
static struct vector make_vector(struct verdict expected, struct expectation expects[2]) {
  static const char *strict[] = {"strict"}, *other[] = {"other"};
  expects[0] = (struct expectation){.profiles = {other, 1}};
  expects[1] = (struct expectation){.profiles = {strict, 1}, .verdict = missing};
  return (struct vector){.class = VECTOR_DERIVED,
                         .expect = {.verdict = expected},
                         .profile_expects = expects,
                         .num_profile_expects = 2};
}

static struct grade grade(struct verdict expected, struct verdict answered, vector_class class) {
  struct expectation *expects = arena_get_array(&arena, 2, sizeof *expects);
  struct vector *vector = arena_get(&arena, sizeof *vector);
  *vector = make_vector(expected, expects);
  vector->class = class;
  return grade_verdict(&arena, vector, &answered);
}

Test(grade_verdict, passes_the_verdict_that_is_expected) {
  cr_assert_eq(grade(accept, accept, VECTOR_DERIVED).outcome, OUTCOME_PASS);
  cr_assert_eq(grade(expired, expired, VECTOR_DERIVED).outcome, OUTCOME_PASS);
}

Test(grade_verdict, compares_a_reason_only_where_one_is_given) {
  cr_assert_eq(grade(expired, reject, VECTOR_DERIVED).outcome, OUTCOME_PASS);
  static const struct verdict malformed = {true, false, REQSIG_REASON_MALFORMED};
  struct grade other = grade(expired, malformed, VECTOR_DERIVED);
  cr_assert_eq(other.outcome, OUTCOME_FAIL);
  cr_assert_eq(other.num_differences, 1);
  cr_assert_eq(other.differences[0].kind, DIFFERENCE_REASON);
  cr_assert_eq(other.differences[0].expected_verdict.reason, REQSIG_REASON_EXPIRED);
  cr_assert_eq(other.differences[0].received_verdict.reason, REQSIG_REASON_MALFORMED);
}

Test(grade_verdict, takes_every_reason_and_an_error_where_any_is_due) {
  struct vector vector = {.class = VECTOR_DERIVED, .expect = {.verdict = reject}};
  cr_assert_eq(grade(reject, expired, VECTOR_DERIVED).outcome, OUTCOME_PASS);
  cr_assert_eq(grade(reject, reject, VECTOR_DERIVED).outcome, OUTCOME_PASS);
  cr_assert_eq(grade(reject, accept, VECTOR_DERIVED).differences[0].kind, DIFFERENCE_ACCEPTED);
  cr_assert_eq(grade_error(&arena, &vector, "why").outcome, OUTCOME_PASS);
  vector.expect.verdict = expired;
  cr_assert_eq(grade_error(&arena, &vector, "why").outcome, OUTCOME_ERROR);
}

Test(grade_verdict, fails_what_is_accepted_and_must_be_rejected) {
  struct grade wrong = grade(expired, accept, VECTOR_DERIVED);
  cr_assert_eq(wrong.outcome, OUTCOME_FAIL);
  cr_assert_eq(wrong.met, NULL);
  cr_assert_eq(wrong.differences[0].kind, DIFFERENCE_ACCEPTED);
  cr_assert_str_eq(difference_of_verdicts(DIFFERENCE_ACCEPTED), "accepted what must be rejected");
}

Test(grade_verdict, fails_what_is_rejected_and_must_be_accepted) {
  struct grade wrong = grade(accept, expired, VECTOR_DERIVED);
  cr_assert_eq(wrong.outcome, OUTCOME_FAIL);
  cr_assert_eq(wrong.differences[0].kind, DIFFERENCE_REJECTED);
}

Test(grade_verdict, flags_the_verdict_of_a_profile) {
  struct grade flagged = grade(accept, missing, VECTOR_DERIVED);
  cr_assert_eq(flagged.outcome, OUTCOME_FLAGGED);
  cr_assert_str_eq(flagged.met->profiles.items[0], "strict");
  flagged = grade(accept, reject, VECTOR_DERIVED);
  cr_assert_eq(flagged.outcome, OUTCOME_FLAGGED);
  cr_assert_str_eq(flagged.met->profiles.items[0], "strict");
}

Test(grade_verdict, prefers_the_default) {
  cr_assert_eq(grade(expired, reject, VECTOR_DERIVED).met->profiles.count, 0);
}

Test(grade_verdict, flags_as_lenient_what_a_strict_vector_does_not_expect) {
  struct grade lenient = grade(expired, accept, VECTOR_STRICT);
  cr_assert_eq(lenient.outcome, OUTCOME_FLAGGED);
  cr_assert(grade_is_lenient(&lenient));
  cr_assert_eq(lenient.differences[0].kind, DIFFERENCE_ACCEPTED);
  grade_be_strict(&lenient);
  cr_assert_eq(lenient.outcome, OUTCOME_FAIL);
}

Test(grade_verdict, takes_a_right_answer_or_a_profile_for_no_leniency) {
  struct grade right = grade(expired, expired, VECTOR_STRICT),
               profile = grade(accept, missing, VECTOR_STRICT);
  cr_assert_eq(right.outcome, OUTCOME_PASS);
  cr_assert_eq(profile.outcome, OUTCOME_FLAGGED);
  cr_assert_not(grade_is_lenient(&profile));
  grade_be_strict(&profile);
  cr_assert_eq(profile.outcome, OUTCOME_FLAGGED);
}

Test(grade_verdict, only_observes_where_the_document_is_silent) {
  struct grade other = grade(expired, accept, VECTOR_SILENT);
  cr_assert_eq(other.outcome, OUTCOME_OBSERVED);
  cr_assert_eq(other.num_differences, 1);
  cr_assert_eq(grade(expired, expired, VECTOR_SILENT).num_differences, 0);
}

Test(grade_verdict, finds_each_reason_by_its_name_and_no_other) {
  reqsig_reason reason;
  for (int i = REQSIG_REASON_MALFORMED; i <= REQSIG_REASON_NOT_YET_VALID; i++) {
    cr_assert(reason_find(reqsig_reason_name((reqsig_reason)i), &reason));
    cr_assert_eq((int)reason, i);
  }
  static const char *const others[] = {"", "none", "Expired", "expired ", "no reason of this version"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) cr_assert_not(reason_find(others[i], &reason));
}
