#include <string.h>

#include "diagnose/shared_cause.h"
#include "fuzz/fuzz_http.h"
#include "mutants/mistakes.h"

/* Cases that are asked for a finding: after a crash the adapter is started again for each, and a time-out is
 * waited for. */
enum { MAX_ASKED_OF_CRASH = 30, MAX_ASKED_OF_TIME_OUT = 6 };

/* That gives the wrong answer; NULL: none is known, or two. */
static const struct mistake *mistake_of(const struct fuzz_finding *finding, size_t side) {
  const struct shared_cause *cause = finding->cases[side].cause;
  const struct mistake *mistake = cause && cause->num_names == 1 ? mistake_find(cause->names[0]) : NULL;
  return mistake && mistake_is_profile(mistake, finding->scheme) ? NULL : mistake;
}

/* Whether the adapter does the same wrong as before. */
static bool is_same_wrong(const struct fuzz *fuzz, const struct fuzz_finding *finding,
                          const struct test_case *test_case, size_t side) {
  const struct test_case *before_case = &finding->cases[side];
  const struct grade *grade = &test_case->grade, *before = &before_case->grade;
  if (test_case->state != CASE_ANSWERED || grade->outcome != before->outcome ||
      grade->error_kind != before->error_kind)
    return false;
  if (before->num_differences == 0) return true;
  if (grade->num_differences == 0 || grade->differences[0].kind != before->differences[0].kind) return false;
  const struct mistake *mistake = mistake_of(finding, side);
  const struct graded_case graded = {
      .vector = test_case->vector,
      .op = test_case->op,
      .grade = grade,
      .is_wrong = true,
      .signature_only = fuzz->sides[side].asker.run.hello.limits.stated[LIMIT_SIGNATURE_ONLY]};
  return !mistake || mistake_gives_answer(mistake, test_case->vector->scheme, &graded);
}

/* Whether all implementations do the same as before. */
static bool is_same(const struct fuzz *fuzz, const struct fuzz_finding *finding,
                    const struct fuzz_group *group) {
  const struct fuzz_group before_group = fuzz_group_of(finding, group->num_sides);
  bool is_same = fuzz_is_disagreement(group);
  struct text before = {0}, now = {0};
  for (size_t i = 0; i < group->num_sides && is_same; i++) {
    if (fuzz_is_wrong(before_group.cases[i])) {
      is_same = is_same_wrong(fuzz, finding, group->cases[i], i);
      continue;
    }
    text_clear(&before);
    text_clear(&now);
    fuzz_add_outcome(&before, &before_group, i);
    fuzz_add_outcome(&now, group, i);
    is_same = strcmp(text_string(&before), text_string(&now)) == 0;
  }
  text_free(&before);
  text_free(&now);
  return is_same;
}

bool fuzz_ask_again(struct fuzz *fuzz, struct fuzz_finding *finding, const struct fuzz_vector *vector) {
  struct test_case made[FUZZ_MAX_SIDES], *cases[FUZZ_MAX_SIDES];
  struct fuzz_group group = {.num_sides = fuzz->num_sides};
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    made[i] = (struct test_case){.vector = &vector->vector,
                                 .http = vector->raw ? &vector->raw->vector : NULL,
                                 .op = finding->cases[i].op};
    group.cases[i] = cases[i] = &made[i];
  }
  if (!fuzz_ask(fuzz, &fuzz->arena, cases, 1) || !is_same(fuzz, finding, &group)) return false;
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    made[i].cause = finding->cases[i].cause;
    finding->cases[i] = made[i];
  }
  finding->vector = *vector;
  return true;
}

size_t fuzz_max_asked(const struct fuzz *fuzz, const struct fuzz_finding *finding, size_t max) {
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    enum error_kind kind = finding->cases[i].grade.error_kind;
    if (kind == ERROR_TIME_OUT) return MAX_ASKED_OF_TIME_OUT;
    if (kind == ERROR_CRASH || kind == ERROR_PROTOCOL) max = MAX_ASKED_OF_CRASH;
  }
  return max;
}
