#include <criterion/criterion.h>

#include "vectors/grade.h"
#include "vectors/rulings.h"

static struct arena arena;

static void free_arena(void) {
  arena_free(&arena);
}

TestSuite(grade_ruling, .fini = free_arena);

static const struct ruling accept = {true, true, REQSIG_REASON_NONE};
static const struct ruling reject = {true, false, REQSIG_REASON_NONE};
static const struct ruling expired = {true, false, REQSIG_REASON_EXPIRED};
static const struct ruling missing = {true, false, REQSIG_REASON_MISSING};

/* One that wants expected; under "strict" it wants missing, and "other" says nothing of verifying. */
static struct vector make_vector(struct ruling expected, struct reading readings[2]) {
  static const char *strict[] = {"strict"}, *other[] = {"other"};
  readings[0] = (struct reading){.profiles = {other, 1}};
  readings[1] = (struct reading){.profiles = {strict, 1}, .ruling = missing};
  return (struct vector){
      .class = VECTOR_DERIVED, .expect = {.ruling = expected}, .readings = readings, .num_readings = 2};
}

static struct grade grade(struct ruling expected, struct ruling answered, vector_class class) {
  struct reading *readings = arena_get_array(&arena, 2, sizeof *readings);
  struct vector *vector = arena_get(&arena, sizeof *vector);
  *vector = make_vector(expected, readings);
  vector->class = class;
  return grade_ruling(&arena, vector, &answered);
}

Test(grade_ruling, passes_the_verdict_that_is_expected) {
  cr_assert_eq(grade(accept, accept, VECTOR_DERIVED).outcome, OUTCOME_PASS);
  cr_assert_eq(grade(expired, expired, VECTOR_DERIVED).outcome, OUTCOME_PASS);
}

Test(grade_ruling, compares_a_reason_only_where_one_is_given) {
  cr_assert_eq(grade(expired, reject, VECTOR_DERIVED).outcome, OUTCOME_PASS);
  static const struct ruling malformed = {true, false, REQSIG_REASON_MALFORMED};
  struct grade other = grade(expired, malformed, VECTOR_DERIVED);
  cr_assert_eq(other.outcome, OUTCOME_FAIL);
  cr_assert_eq(other.num_differences, 1);
  cr_assert_eq(other.differences[0].kind, DIFFERENCE_REASON);
  cr_assert_eq(other.differences[0].expected_ruling.reason, REQSIG_REASON_EXPIRED);
  cr_assert_eq(other.differences[0].received_ruling.reason, REQSIG_REASON_MALFORMED);
}

Test(grade_ruling, fails_what_is_accepted_and_must_be_refused) {
  struct grade wrong = grade(expired, accept, VECTOR_DERIVED);
  cr_assert_eq(wrong.outcome, OUTCOME_FAIL);
  cr_assert_eq(wrong.met, NULL);
  cr_assert_eq(wrong.differences[0].kind, DIFFERENCE_ACCEPTED);
  cr_assert_str_eq(difference_of_rulings(DIFFERENCE_ACCEPTED), "accepted what must be refused");
}

Test(grade_ruling, fails_what_is_refused_and_must_be_accepted) {
  struct grade wrong = grade(accept, expired, VECTOR_DERIVED);
  cr_assert_eq(wrong.outcome, OUTCOME_FAIL);
  cr_assert_eq(wrong.differences[0].kind, DIFFERENCE_REFUSED);
}

Test(grade_ruling, flags_the_verdict_of_another_reading) {
  struct grade flagged = grade(accept, missing, VECTOR_DERIVED);
  cr_assert_eq(flagged.outcome, OUTCOME_FLAGGED);
  cr_assert_str_eq(flagged.met->profiles.items[0], "strict");
  flagged = grade(accept, reject, VECTOR_DERIVED);
  cr_assert_eq(flagged.outcome, OUTCOME_FLAGGED);
  cr_assert_str_eq(flagged.met->profiles.items[0], "strict");
}

Test(grade_ruling, prefers_the_default_reading) {
  cr_assert_eq(grade(expired, reject, VECTOR_DERIVED).met->profiles.count, 0);
}

Test(grade_ruling, only_observes_where_the_document_is_silent) {
  struct grade other = grade(expired, accept, VECTOR_SILENT);
  cr_assert_eq(other.outcome, OUTCOME_OBSERVED);
  cr_assert_eq(other.num_differences, 1);
  cr_assert_eq(grade(expired, expired, VECTOR_SILENT).num_differences, 0);
}

Test(grade_ruling, finds_each_reason_by_its_name_and_no_other) {
  reqsig_reason reason;
  for (int i = REQSIG_REASON_MALFORMED; i <= REQSIG_REASON_NOT_YET_VALID; i++) {
    cr_assert(reason_find(reqsig_reason_name((reqsig_reason)i), &reason));
    cr_assert_eq((int)reason, i);
  }
  static const char *const others[] = {"", "none", "Expired", "expired ", "no reason of this version"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) cr_assert_not(reason_find(others[i], &reason));
}
