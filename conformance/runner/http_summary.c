#include "runner/summary.h"

#include "base/text.h"

static size_t *number_of(struct http_counts *counts, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  bool judged = test_case->in_scope && test_case->state == CASE_ANSWERED &&
                grade->outcome != OUTCOME_UNSUPPORTED && grade->outcome != OUTCOME_ERROR;
  if (!judged) return &counts->num_unjudged;
  if (grade->num_differences == 0) return &counts->num_right;
  if (grade->differences[0].kind == DIFFERENCE_ACCEPTED) return &counts->num_false_accepts;
  return grade->differences[0].kind == DIFFERENCE_REJECTED ? &counts->num_false_refusals
                                                           : &counts->num_misread;
}

static void count(struct http_counts *counts, const struct test_case *test_case) {
  counts->num_cases++;
  ++*number_of(counts, test_case);
}

static void add_part(struct text *words, size_t *num_parts, size_t number, const char *what) {
  if (number == 0) return;
  text_addf(words, "%s %zu %s", (*num_parts)++ > 0 ? "," : "", number, what);
}

/* Of those that count against the parser. */
static void tell_failures(struct text *words, const struct run *run, const struct summary *summary) {
  struct http_counts failed = {0};
  size_t num_parts = 0;
  for (size_t i = 0; i < run->num_cases; i++)
    if (run->cases[i].grade.outcome == OUTCOME_FAIL) count(&failed, &run->cases[i]);
  add_part(words, &num_parts, failed.num_false_accepts, "accepted that must be refused");
  add_part(words, &num_parts, failed.num_false_refusals, "refused that must be accepted");
  add_part(words, &num_parts, failed.num_misread, "read otherwise than they must be");
  add_part(words, &num_parts, summary->total.outcomes[OUTCOME_UNSUPPORTED], "unsupported");
  add_part(words, &num_parts, summary->total.outcomes[OUTCOME_ERROR],
           summary->total.outcomes[OUTCOME_ERROR] == 1 ? "error" : "errors");
  if (run->num_troubles > 0)
    text_addf(words, "%s the adapter %s", num_parts > 0 ? ";" : "", run->trouble_text);
}

static void tell(struct text *words, const struct run *run, const struct summary *summary,
                 const struct http_counts *all) {
  const size_t *outcomes = summary->total.outcomes;
  bool asked = summary->total.num_out_of_scope < run->num_cases;
  if (summary->exit_code == COMMAND_OK) {
    text_addf(words, "Conformant: %zu of %zu raw requests are read as their vectors say", all->num_right,
              all->num_cases);
    if (outcomes[OUTCOME_FLAGGED] > 0) text_addf(words, ", %zu flagged", outcomes[OUTCOME_FLAGGED]);
  } else if (summary->exit_code == COMMAND_BROKEN) {
    text_addf(words, "Broken: the adapter %s", run->trouble_text);
  } else {
    text_add_string(words, "Not conformant:");
    if (asked)
      tell_failures(words, run, summary);
    else
      text_add_string(words, " nothing was run: the adapter does not declare the op parse");
  }
  text_add_string(words, ".");
}

struct summary http_summary_of(struct arena *arena, const struct run *run, struct http_summary *requests) {
  struct summary summary = {0};
  struct text words = {0};
  *requests = (struct http_summary){0};
  for (size_t i = 0; i < run->num_cases; i++) {
    tally_count(&summary.total, run, &run->cases[i]);
    count(&requests->classes[run->cases[i].http->class], &run->cases[i]);
    count(&requests->all, &run->cases[i]);
  }
  summary_conclude(&summary, run);
  tell(&words, run, &summary, &requests->all);
  summary.words = arena_copy(arena, text_slice(&words));
  text_free(&words);
  return summary;
}
