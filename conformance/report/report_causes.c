#include "report/report.h"

#include "base/text.h"

/* A wrong answer that counts. */
static bool is_wrong(const struct test_case *test_case) {
  return test_case->in_scope && !test_case->is_known && test_case->state == CASE_ANSWERED &&
         test_case->grade.outcome == OUTCOME_FAIL;
}

struct shared_causes report_causes(struct arena *arena, const struct run *run) {
  struct failed_case *failed = arena_get_array(arena, run->num_cases, sizeof *failed);
  size_t num_failed = 0;
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (is_wrong(test_case))
      failed[num_failed++] = (struct failed_case){test_case->vector, test_case->op, &test_case->grade};
  }
  return shared_causes_find(arena, failed, num_failed);
}

/* "All 107 failures of aet have one cause: " */
static void add_share(struct text *text, const struct shared_cause *cause) {
  const char *scheme = reqsig_scheme_name(cause->scheme);
  if (cause->num_explained == cause->num_failed)
    text_addf(text, "All %zu failures of %s have one cause: ", cause->num_failed, scheme);
  else
    text_addf(text, "%zu of the %zu failures of %s have one cause: ", cause->num_explained, cause->num_failed,
              scheme);
}

static void print_cause(FILE *out, const struct report *report, const struct shared_cause *cause,
                        terminal t) {
  struct text text = {0};
  add_share(&text, cause);
  text_addf(&text, "%s (%s)", cause->sentence, cause->name);
  fprintf(out, "\n%sCAUSE%s  ", terminal_style_on(t, STYLE_RED), terminal_style_on(t, STYLE_PLAIN));
  terminal_wrap(out, 7, 2, text_string(&text));
  text_clear(&text);
  if (cause->clause) fprintf(out, "  \"%s\"\n", cause->clause);
  if (cause->change) {
    fputs("  ", out);
    terminal_wrap(out, 2, 2, cause->change);
  }
  fprintf(out, "  for instance: %s%s%s\n", report->again[0], cause->worked->id, report->again[1]);
  text_free(&text);
}

void text_causes(FILE *out, const struct report *report, terminal t) {
  struct arena arena = {0};
  struct shared_causes causes = report_causes(&arena, report->run);
  for (size_t i = 0; i < causes.count; i++) print_cause(out, report, &causes.items[i], t);
  arena_wipe(&arena);
}
