/* What a run was: who was tested, by which vectors, how. */
#include <inttypes.h>

#include "base/text.h"
#include "report/report.h"

static void add_fact(struct arena *arena, struct report_facts *facts, const char *name, struct text *value) {
  if (value->len > 0)
    facts->items[facts->count++] = (struct report_fact){name, arena_copy(arena, text_slice(value))};
  text_free(value);
}

static void add_string(struct arena *arena, struct report_facts *facts, const char *name, const char *value) {
  struct text text = {0};
  text_add_string(&text, value ? value : "");
  add_fact(arena, facts, name, &text);
}

static void add_number(struct arena *arena, struct report_facts *facts, const char *name, uint64_t number) {
  struct text text = {0};
  text_addf(&text, "%" PRIu64, number);
  add_fact(arena, facts, name, &text);
}

static void add_names(struct arena *arena, struct report_facts *facts, const char *name,
                      const struct name_list *names) {
  struct text text = {0};
  for (size_t i = 0; i < names->count; i++) text_addf(&text, "%s%s", i > 0 ? " " : "", names->items[i]);
  add_fact(arena, facts, name, &text);
}

static void add_followed(struct arena *arena, struct report_facts *facts,
                         const struct followed_profiles *followed) {
  struct text text = {0};
  for (size_t i = 0; i < followed->count; i++)
    text_addf(&text, "%s%s:%s", i > 0 ? " " : "", reqsig_scheme_name(followed->items[i].scheme),
              followed->items[i].profile.name);
  add_fact(arena, facts, "profiles", &text);
}

bool report_is_false_accept(const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  return report_is_failure(test_case) && grade->num_differences > 0 &&
         grade->differences[0].kind == DIFFERENCE_ACCEPTED;
}

bool report_cause_accepts(const struct run *run, const struct shared_cause *cause) {
  bool accepts = false;
  for (size_t i = 0; i < run->num_cases; i++) {
    if (run->cases[i].cause != cause) continue;
    if (run->cases[i].op != OP_VERIFY) return false;
    accepts |= report_is_false_accept(&run->cases[i]);
  }
  return accepts;
}

static void add_cause(struct text *text, const struct shared_cause *cause) {
  for (size_t i = 0; i < cause->num_names; i++)
    text_addf(text, "%s%s (%s)", i > 0 ? " " : "", cause->sentences[i], cause->names[i]);
}

/* "header signature differs: " */
static void add_difference(struct text *text, const struct difference *difference) {
  static const char *const what[] = {[DIFFERENCE_VALUE] = "differs",
                                     [DIFFERENCE_MISSING] = "was not answered",
                                     [DIFFERENCE_TWICE] = "was answered more than once",
                                     [DIFFERENCE_UNWANTED] = "must not be sent here"};
  if (difference_of_verdicts(difference->kind))
    text_addf(text, "%s: ", difference_of_verdicts(difference->kind));
  else if (difference->kind == DIFFERENCE_MESSAGE)
    text_add_string(text, "the message differs: ");
  else
    text_addf(text, "header %s %s: ", difference->header, what[difference->kind]);
}

void report_add_gist(struct text *text, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  if (test_case->cause) {
    add_cause(text, test_case->cause);
  } else if (grade->words) {
    text_add_string(text, grade->words);
  } else {
    if (grade->num_differences > 0) add_difference(text, &grade->differences[0]);
    text_add_string(text, test_case->vector->tests);
  }
}

struct report_facts report_facts_of(struct arena *arena, const struct report *report) {
  const struct hello *hello = &report->run->hello;
  struct report_facts facts = {0};
  add_string(arena, &facts, "implementation", hello->name);
  add_string(arena, &facts, "version", hello->version);
  add_string(arena, &facts, "language", hello->language);
  add_names(arena, &facts, "schemes", &hello->schemes);
  add_names(arena, &facts, "ops", &hello->ops);
  add_names(arena, &facts, "limits", &hello->limits.words);
  add_followed(arena, &facts, &report->summary->followed);
  add_names(arena, &facts, "required-profiles", &report->required_profiles);
  add_names(arena, &facts, "undeclared", &report->run->undeclared);
  add_string(arena, &facts, "reqsig", reqsig_version());
  add_string(arena, &facts, "vectors-sha256", report->vectors_sha256);
  add_string(arena, &facts, "strict", report->strict ? "yes" : "");
  add_number(arena, &facts, "seed", report->seed);
  add_number(arena, &facts, "fresh", report->num_fresh);
  return facts;
}

/* What all reports count: the columns of the table of schemes, and which cases are failures. */

static size_t num_pass(const struct tally *tally) {
  return tally->outcomes[OUTCOME_PASS];
}
static size_t num_flagged(const struct tally *tally) {
  return tally->outcomes[OUTCOME_FLAGGED];
}
static size_t num_fail(const struct tally *tally) {
  return tally->outcomes[OUTCOME_FAIL];
}
static size_t num_unsupported(const struct tally *tally) {
  return tally->outcomes[OUTCOME_UNSUPPORTED];
}
static size_t num_error(const struct tally *tally) {
  return tally->outcomes[OUTCOME_ERROR] - tally->num_unanswered;
}
static size_t num_not_run(const struct tally *tally) {
  return tally->num_unanswered;
}
static size_t num_observed(const struct tally *tally) {
  return tally->outcomes[OUTCOME_OBSERVED];
}
static size_t num_known(const struct tally *tally) {
  return tally->num_known - tally->num_known_flaky;
}
static size_t num_known_flaky(const struct tally *tally) {
  return tally->num_known_flaky;
}
static size_t num_out_of_limits(const struct tally *tally) {
  return tally->outcomes[OUTCOME_OUT_OF_LIMITS];
}
static size_t num_out_of_scope(const struct tally *tally) {
  return tally->num_out_of_scope;
}

const struct report_column report_columns[] = {
    {"cases", STYLE_PLAIN, true, tally_num_cases},
    {"pass", STYLE_GREEN, true, num_pass},
    {"flagged", STYLE_YELLOW, true, num_flagged},
    {"fail", STYLE_RED, true, num_fail},
    {"unsupported", STYLE_RED, false, num_unsupported},
    {"error", STYLE_RED, false, num_error},
    {"not run", STYLE_RED, false, num_not_run},
    {"known", STYLE_YELLOW, false, num_known},
    {"flaky", STYLE_YELLOW, false, num_known_flaky},
    {"observed", STYLE_PLAIN, false, num_observed},
    {"out of limits", STYLE_DIM, false, num_out_of_limits},
    {"out of scope", STYLE_DIM, false, num_out_of_scope},
};
const size_t report_num_columns = sizeof report_columns / sizeof *report_columns;

bool report_column_is_shown(const struct report_column *column, const struct summary *summary) {
  return column->always || column->number(&summary->total) > 0;
}

bool report_is_failure(const struct test_case *test_case) {
  enum outcome outcome = test_case->grade.outcome;
  bool counts = test_case->in_scope && !test_case->is_known && test_case->state == CASE_ANSWERED;
  return counts && (outcome == OUTCOME_FAIL || outcome == OUTCOME_UNSUPPORTED || outcome == OUTCOME_ERROR);
}
