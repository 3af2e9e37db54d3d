#include <string.h>

#include "fuzz/fuzz.h"

const char *fuzz_subject(const reqsig_scheme *scheme) {
  return scheme ? reqsig_scheme_name(scheme) : "http";
}

bool fuzz_is_wrong(const struct test_case *test_case) {
  return test_case->grade.outcome == OUTCOME_FAIL || test_case->grade.outcome == OUTCOME_ERROR;
}

struct fuzz_group fuzz_group_of(const struct fuzz_finding *finding, size_t num_sides) {
  struct fuzz_group group = {.num_sides = num_sides};
  for (size_t i = 0; i < num_sides; i++) group.cases[i] = &finding->cases[i];
  return group;
}

static bool was_asked(const struct test_case *test_case) {
  return test_case->in_scope && test_case->state == CASE_ANSWERED &&
         test_case->grade.outcome != OUTCOME_UNSUPPORTED;
}

static void add_names(struct text *words, const char *const *names, size_t num_names) {
  for (size_t i = 0; i < num_names; i++) text_addf(words, "%s%s", i > 0 ? "+" : "", names[i]);
}

static void add_wrong(struct text *words, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  if (test_case->cause) {
    add_names(words, test_case->cause->names, test_case->cause->num_names);
    return;
  }
  if (grade->outcome == OUTCOME_ERROR) text_add_string(words, error_kind_name(grade->error_kind));
  if (grade->num_differences == 0) return;
  text_add_string(words, difference_name(grade->differences[0].kind));
  if (grade->differences[0].header && !test_case->http) text_addf(words, " %s", grade->differences[0].header);
}

/* Who verifies and gives no verdict takes no request. */
static const char *answer_of(const struct test_case *test_case) {
  return test_case->answer ? test_case->answer : test_case->op == OP_VERIFY ? "rejected" : "";
}

/* Answers are told apart by letters, in the order in which they are met. */
static char letter_of(const struct fuzz_group *group, size_t side) {
  char letter = 'A';
  for (size_t i = 0; i < side; i++) {
    const char *answer = answer_of(group->cases[i]);
    bool is_first = *answer != '\0';
    for (size_t k = 0; k < i && is_first; k++) is_first = strcmp(answer_of(group->cases[k]), answer) != 0;
    if (is_first && strcmp(answer, answer_of(group->cases[side])) == 0) return letter;
    letter = (char)(letter + is_first);
  }
  return letter;
}

static bool are_accepted_alike(const struct fuzz_group *group) {
  const char *accepted = NULL;
  for (size_t i = 0; i < group->num_sides; i++) {
    const char *answer = group->cases[i]->answer;
    if (!answer || strcmp(answer, "refused") == 0) continue;
    if (accepted && strcmp(answer, accepted) != 0) return false;
    accepted = answer;
  }
  return true;
}

/* A parser's. */
static void add_reading(struct text *words, const struct fuzz_group *group, size_t side) {
  const struct test_case *test_case = group->cases[side];
  const struct grade *grade = &test_case->grade;
  bool refused = test_case->answer && strcmp(test_case->answer, "refused") == 0;
  if (refused || (grade->num_differences > 0 && grade->differences[0].kind == DIFFERENCE_REJECTED))
    text_add_string(words, "refused");
  else if (grade->outcome == OUTCOME_FAIL && grade->differences[0].kind != DIFFERENCE_ACCEPTED)
    add_wrong(words, test_case);
  else
    text_add_string(words, "accepted");
  if (refused || grade->outcome == OUTCOME_FAIL || !test_case->answer || are_accepted_alike(group)) return;
  text_addf(words, " %c", letter_of(group, side));
}

static bool has_cause(const struct fuzz_group *group) {
  bool found = false;
  for (size_t i = 0; i < group->num_sides; i++) found |= group->cases[i]->cause != NULL;
  return found;
}

/* Where one implementation's answer has a cause, the others' are right that are the recipe's. */
static void add_undecided(struct text *words, const struct fuzz_group *group, size_t side) {
  const struct test_case *test_case = group->cases[side];
  if (test_case->cause)
    add_names(words, test_case->cause->names, test_case->cause->num_names);
  else if (test_case->grade.met && has_cause(group))
    text_add_string(words, "right");
  else if (*answer_of(test_case) != '\0')
    text_addf(words, "answer %c", letter_of(group, side));
  else
    text_add_string(words, "no answer");
}

void fuzz_add_outcome(struct text *words, const struct fuzz_group *group, size_t side) {
  const struct test_case *test_case = group->cases[side];
  const struct grade *grade = &test_case->grade;
  if (!was_asked(test_case))
    text_add_string(words, "unsupported");
  else if (test_case->http && grade->outcome != OUTCOME_ERROR)
    add_reading(words, group, side);
  else if (fuzz_is_wrong(test_case))
    add_wrong(words, test_case);
  else if (grade->outcome == OUTCOME_OBSERVED)
    add_undecided(words, group, side);
  else if (grade->outcome == OUTCOME_PASS)
    text_add_string(words, "right");
  else if (grade->met)
    add_names(words, grade->met->profiles.items, grade->met->profiles.count);
  else
    text_add_string(words, "lenient");
}

void fuzz_add_outcomes(struct text *words, const struct fuzz_group *group) {
  for (size_t i = 0; i < group->num_sides; i++) {
    if (i > 0) text_add_string(words, " | ");
    fuzz_add_outcome(words, group, i);
  }
}

/* Who gives no answer where no document decides agrees with all. */
static bool can_compare(const struct test_case *test_case) {
  bool is_open = test_case->grade.outcome == OUTCOME_OBSERVED && test_case->op != OP_VERIFY;
  return was_asked(test_case) && !(is_open && !test_case->answer);
}

bool fuzz_is_disagreement(const struct fuzz_group *group) {
  struct text first = {0}, other = {0};
  bool differs = false;
  for (size_t i = 0; i < group->num_sides && !differs; i++) {
    const struct test_case *test_case = group->cases[i];
    differs = was_asked(test_case) && fuzz_is_wrong(test_case);
    if (differs || group->num_sides == 1 || !can_compare(test_case)) continue;
    text_clear(&other);
    fuzz_add_outcome(first.len == 0 ? &first : &other, group, i);
    differs = other.len > 0 && strcmp(text_string(&first), text_string(&other)) != 0;
  }
  text_free(&first);
  text_free(&other);
  return differs;
}
