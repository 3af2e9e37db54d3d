/* What an adapter makes of the protocol: whether it answers in its form, and not whether it is right. */
#include "base/message.h"
#include "base/text.h"
#include "report/report.h"

enum { MAX_SHOWN = 5 };

struct smoke {
  size_t num_asked, num_answered, num_unsupported, num_wrong;
};

static bool is_wrong(const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  return grade->outcome == OUTCOME_ERROR;
}

static struct smoke count(const struct run *run, enum op op) {
  struct smoke smoke = {0};
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (test_case->op != op || !test_case->in_scope || test_case->state == CASE_LEFT_OUT) continue;
    smoke.num_asked++;
    smoke.num_wrong += is_wrong(test_case);
    smoke.num_unsupported += test_case->grade.outcome == OUTCOME_UNSUPPORTED;
  }
  smoke.num_answered = smoke.num_asked - smoke.num_wrong - smoke.num_unsupported;
  return smoke;
}

static void print_op(FILE *out, const struct run *run, enum op op, terminal t) {
  struct smoke smoke = count(run, op);
  fprintf(out, "  %-8s", op_name(op));
  if (smoke.num_asked == 0) {
    fputs("not declared by hello, or beyond its limits\n", out);
    return;
  }
  fprintf(out, "%zu asked, %zu answered", smoke.num_asked, smoke.num_answered);
  if (smoke.num_unsupported > 0) fprintf(out, ", %zu unsupported", smoke.num_unsupported);
  if (smoke.num_wrong > 0)
    fprintf(out, ", %s%zu wrong%s", terminal_style_on(t, STYLE_RED), smoke.num_wrong,
            terminal_style_on(t, STYLE_PLAIN));
  fputs("\n", out);
}

/* The first ones of each op, as one mistake of an adapter shows in all of them. */
static void print_wrong(FILE *out, const struct run *run, enum op op, terminal t) {
  size_t num_shown = 0;
  for (size_t i = 0; i < run->num_cases && num_shown < MAX_SHOWN; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (test_case->op != op || !test_case->in_scope || !is_wrong(test_case)) continue;
    fprintf(out, "\n%sWRONG%s  %s of %s\n  ", terminal_style_on(t, STYLE_RED),
            terminal_style_on(t, STYLE_PLAIN), op_name(op), test_case->vector->id);
    escape_write_string(out, test_case->grade.words, t.utf8);
    fputs("\n", out);
    if (test_case->breakdown) text_last_words(out, test_case->breakdown->last_words, t);
    num_shown++;
  }
}

int report_smoke(FILE *out, const struct report *report) {
  const struct run *run = report->run;
  terminal t = terminal_of(out);
  size_t num_wrong = 0, num_answered = 0;
  text_implementation(out, run, t);
  for (int op = 0; op < NUM_SCHEME_OPS && run->greeted; op++) {
    struct smoke smoke = count(run, (enum op)op);
    print_op(out, run, (enum op)op, t);
    num_wrong += smoke.num_wrong;
    num_answered += smoke.num_answered;
  }
  for (int op = 0; op < NUM_SCHEME_OPS; op++) print_wrong(out, run, (enum op)op, t);
  text_trouble(out, report, t);
  text_notes(out, report, t);
  if (run->is_broken) return COMMAND_BROKEN;
  bool speaks = num_wrong == 0 && run->num_troubles == 0 && num_answered > 0;
  fprintf(out, "\n%s\n",
          speaks              ? "It speaks the protocol. Whether its answers are right was not looked at."
          : num_answered == 0 ? "It answered nothing that can be graded."
                              : "It does not speak the protocol throughout.");
  return speaks ? COMMAND_OK : COMMAND_NOT;
}
