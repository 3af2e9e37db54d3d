#include <inttypes.h>
#include <string.h>

#include "base/terminal.h"
#include "base/text.h"
#include "lib/bytes.h"
#include "report/report.h"
#include "request/known_schemes.h"

static void print_row(FILE *out, const char *name, const struct tally *tally, const struct summary *summary,
                      terminal t) {
  fprintf(out, "  %-8s", name);
  for (size_t i = 0; i < report_num_columns; i++) {
    const struct report_column *column = &report_columns[i];
    if (!report_column_is_shown(column, summary)) continue;
    size_t number = column->number(tally);
    int width = (int)strlen(column->title) > 5 ? (int)strlen(column->title) : 5;
    fprintf(out, "  %s%*zu%s", terminal_style_on(t, number > 0 ? column->style : STYLE_DIM), width, number,
            terminal_style_on(t, STYLE_PLAIN));
  }
  fputs("\n", out);
}

static void print_table(FILE *out, const struct summary *summary, terminal t) {
  size_t num_rows = 0;
  fprintf(out, "\n  %-8s", "");
  for (size_t i = 0; i < report_num_columns; i++)
    if (report_column_is_shown(&report_columns[i], summary)) fprintf(out, "  %5s", report_columns[i].title);
  fputs("\n", out);
  for (size_t i = 0; i < num_schemes(); i++) {
    if (tally_num_cases(&summary->schemes[i]) == 0) continue;
    print_row(out, reqsig_scheme_name(scheme_at(i)), &summary->schemes[i], summary, t);
    num_rows++;
  }
  if (num_rows > 1) print_row(out, "all", &summary->total, summary, t);
}

static void print_if_told(FILE *out, const char *before, const char *string, const char *behind, terminal t) {
  if (!string || *string == '\0') return;
  fputs(before, out);
  escape_write_string(out, string, t.utf8);
  fputs(behind, out);
}

static void print_limits(FILE *out, const struct limits *limits, terminal t) {
  for (size_t i = 0; i < limits->words.count; i++)
    print_if_told(out, i == 0 ? "limits: " : " ", limits->words.items[i], "", t);
  if (limits->words.count > 0) fputs("\n", out);
}

void text_implementation(FILE *out, const struct run *run, terminal t) {
  if (!run->greeted) {
    fputs("The adapter did not introduce itself.\n", out);
    return;
  }
  fputs(terminal_style_on(t, STYLE_BOLD), out);
  escape_write_string(out, run->hello.name, t.utf8);
  print_if_told(out, " ", run->hello.version, "", t);
  fputs(terminal_style_on(t, STYLE_PLAIN), out);
  print_if_told(out, " (", run->hello.language, ")", t);
  fputs("\n", out);
  print_limits(out, &run->hello.limits, t);
}

/* What a run that is broken left undone. */
static void print_restarts(FILE *out, const struct run *run) {
  if (run->num_babbles == RUN_MAX_BABBLES)
    fprintf(out, "  it broke so %zu times in a row after a few answers, and is not started again\n",
            run->num_babbles);
  else if (run->num_vain_restarts == RUN_MAX_VAIN_RESTARTS)
    fprintf(out, "  it was started again %zu times in a row without any answer, and is no more\n",
            run->num_vain_restarts);
  else
    fprintf(out, "  it was started again %zu time%s, and is no more (--max-restarts)\n", run->num_restarts,
            text_plural(run->num_restarts));
}

static void print_undone(FILE *out, const struct report *report) {
  const struct run *run = report->run;
  if (!run->greeted)
    fputs("  it had not answered hello\n", out);
  else if (run->culprit)
    fprintf(out, "  the first case without an answer: %s of %s\n", op_name(run->culprit->op),
            case_id(run->culprit));
  if (run->greeted && run->trouble != ADAPTER_INTERRUPTED) print_restarts(out, run);
  if (run->greeted && report->summary->total.num_unanswered > 0)
    fprintf(out, "  %zu cases were not run or not answered, the other results stand\n",
            report->summary->total.num_unanswered);
}

void text_trouble(FILE *out, const struct report *report, terminal t) {
  const struct run *run = report->run;
  if (run->trouble == ADAPTER_FINE) return;
  fprintf(out, "\n%sBROKEN%s  the adapter %s\n", terminal_style_on(t, STYLE_RED),
          terminal_style_on(t, STYLE_PLAIN), run->trouble_text);
  if (run->is_broken)
    print_undone(out, report);
  else
    fputs("  no case alone does that\n", out);
  if (run->num_troubles > 1)
    fprintf(out, "  it broke so %zu times, of which this is the last\n", run->num_troubles);
  text_last_words(out, run->last_words, t);
  if (run->culprit) text_again(out, report, case_id(run->culprit), t);
}

static void print_profile(FILE *out, const struct followed_profile *followed, terminal t) {
  const reqsig_profile_info *profile = &followed->profile;
  fprintf(out, "  %s%s %s%s (%s) in %zu case%s: %s\n", terminal_style_on(t, STYLE_YELLOW),
          reqsig_scheme_name(followed->scheme), profile->name, terminal_style_on(t, STYLE_PLAIN),
          profile->row, followed->num_followed, text_plural(followed->num_followed), profile->meaning);
  fprintf(out, "    why: %s\n", profile->source);
  if (followed->num_rejections == followed->num_followed)
    fputs("    only by rejecting what the default accepts\n", out);
  if (followed_profile_is_inconsistent(followed))
    fprintf(out, "    not in %zu other%s that can tell: the implementation is inconsistent\n",
            followed->num_not, text_plural(followed->num_not));
}

static void print_lenient(FILE *out, const struct report *report, terminal t) {
  if (report->summary->total.num_lenient == 0) return;
  fputs(
      "\nFlagged: answered otherwise where only this suite is strict, not the document (--strict fails it)\n",
      out);
  for (size_t i = 0; i < report->run->num_cases; i++) {
    const struct test_case *test_case = &report->run->cases[i];
    if (!grade_is_lenient(&test_case->grade)) continue;
    fprintf(out, "  %s%s%s: ", terminal_style_on(t, STYLE_YELLOW), test_case->vector->id,
            terminal_style_on(t, STYLE_PLAIN));
    escape_write_string(out, test_case->vector->edit, t.utf8);
    fputs("\n", out);
  }
}

static void print_flags(FILE *out, const struct report *report, terminal t) {
  const struct followed_profiles *followed = &report->summary->followed;
  print_lenient(out, report, t);
  if (report->summary->total.outcomes[OUTCOME_FLAGGED] == report->summary->total.num_lenient) return;
  fputs("\nFlagged: right under a profile, where the document leaves a choice\n", out);
  for (size_t i = 0; i < followed->count; i++) print_profile(out, &followed->items[i], t);
}

/* What the same run needs. */
void text_seed(FILE *out, const struct report *report) {
  fprintf(out, "reqsig %s, vectors %.16s\n", reqsig_version(), report->vectors_sha256);
  if (report->num_fresh > 0)
    fprintf(out, "--fresh %zu --seed %" PRIu64 " repeats these fresh vectors and the order of the cases.\n",
            report->num_fresh, report->seed);
  else
    fprintf(out, "--seed %" PRIu64 " repeats the order of the cases.\n", report->seed);
}

static void print_details(FILE *out, const struct report *report, terminal t) {
  text_implementation(out, report->run, t);
  text_seed(out, report);
  print_table(out, report->summary, t);
  text_causes(out, report, t);
  text_failures(out, report, t);
  print_flags(out, report, t);
  text_trouble(out, report, t);
  fputs("\n", out);
  text_notes(out, report, t);
}

void report_text(FILE *out, const struct report *report) {
  terminal t = terminal_of(out);
  terminal_style style = report->summary->exit_code == COMMAND_OK ? STYLE_GREEN : STYLE_RED;
  if (report->run->trouble != ADAPTER_NOT_STARTED) print_details(out, report, t);
  fprintf(out, "%s%s%s\n", terminal_style_on(t, style), report->summary->words,
          terminal_style_on(t, STYLE_PLAIN));
}
