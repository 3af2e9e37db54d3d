/* What all reports count: the columns of the table of schemes, and which cases are failures. */
#include "report/report.h"

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
