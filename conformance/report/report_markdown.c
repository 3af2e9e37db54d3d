/* Markdown, as the summary of a job or a comment on a change shows it: CommonMark with GitHub's tables. */
#include "base/text.h"
#include "lib/bytes.h"
#include "report/report.h"
#include "request/known_schemes.h"

/* GitHub takes 65,536 characters in a comment. */
enum { MAX_SHOWN = 20, MAX_BYTES = 400 };

static void write_facts(FILE *out, const struct report *report) {
  struct arena arena = {0};
  struct report_facts facts = report_facts_of(&arena, report);
  for (size_t i = 0; i < facts.count; i++) {
    fprintf(out, "%s%s <code>", i > 0 ? ", " : "", facts.items[i].name);
    markdown_write_string(out, facts.items[i].value);
    fputs("</code>", out);
  }
  fputs("\n", out);
  arena_free(&arena);
}

static void write_row(FILE *out, const char *name, const struct tally *tally, const struct summary *summary) {
  fprintf(out, "| %s |", name);
  for (size_t i = 0; i < report_num_columns; i++)
    if (report_column_is_shown(&report_columns[i], summary))
      fprintf(out, " %zu |", report_columns[i].number(tally));
  fputs("\n", out);
}

static void write_table(FILE *out, const struct summary *summary) {
  size_t num_rows = 0;
  fputs("\n| scheme |", out);
  for (size_t i = 0; i < report_num_columns; i++)
    if (report_column_is_shown(&report_columns[i], summary)) fprintf(out, " %s |", report_columns[i].title);
  fputs("\n|---|", out);
  for (size_t i = 0; i < report_num_columns; i++)
    if (report_column_is_shown(&report_columns[i], summary)) fputs("---:|", out);
  fputs("\n", out);
  for (size_t i = 0; i < num_schemes(); i++) {
    if (tally_num_cases(&summary->schemes[i]) == 0) continue;
    write_row(out, reqsig_scheme_name(scheme_at(i)), &summary->schemes[i], summary);
    num_rows++;
  }
  if (num_rows != 1) write_row(out, "all", &summary->total, summary);
}

static void write_cause(FILE *out, const struct scheme_causes *found, const struct shared_cause *cause) {
  fprintf(out, "- **%s**, %zu of %zu failures: ", reqsig_scheme_name(found->scheme), cause->num_cases,
          found->num_failed);
  for (size_t i = 0; i < cause->num_names; i++) {
    markdown_write_prose(out, cause->sentences[i]);
    fprintf(out, " (<code>%s</code>) ", cause->names[i]);
  }
  if (cause->clause) fputs("The document: <q>", out);
  if (cause->clause) markdown_write_prose(out, cause->clause);
  if (cause->clause) fputs("</q>. ", out);
  if (cause->change) markdown_write_prose(out, cause->change);
  fputs("\n", out);
}

static void write_causes(FILE *out, const struct failure_causes *causes) {
  size_t num_told = 0;
  for (size_t i = 0; i < causes->count; i++) {
    const struct scheme_causes *found = &causes->items[i];
    for (size_t k = 0; k < found->causes.count; k++) {
      if (num_told++ == 0) fputs("\n### Causes\n\n", out);
      write_cause(out, found, &found->causes.items[k]);
    }
    if (found->causes.count > 0 && found->num_unexplained > 0)
      fprintf(out, "- **%s**: no known mistake explains the other %zu.\n", reqsig_scheme_name(found->scheme),
              found->num_unexplained);
  }
}

static void write_bytes(FILE *out, const char *label, reqsig_slice bytes) {
  fprintf(out, "%s  ", label);
  markup_write(out, bytes.len > MAX_BYTES ? rs_slice(bytes.data, MAX_BYTES) : bytes);
  fputs(bytes.len > MAX_BYTES ? "...\n" : "\n", out);
}

static void write_difference(FILE *out, const struct difference *difference) {
  const char *verdicts = difference_of_verdicts(difference->kind);
  fprintf(out, "%s", verdicts ? verdicts : difference_name(difference->kind));
  if (difference->header) fputs(" ", out);
  if (difference->header) markup_write_string(out, difference->header);
  fputs("\n", out);
  if (verdicts) {
    fputs("expected  ", out);
    verdict_write(out, &difference->expected_verdict);
    fputs("\nreceived  ", out);
    verdict_write(out, &difference->received_verdict);
    fputs("\n", out);
  } else if (difference->expected_sha256) {
    fprintf(out, "expected  SHA-256 %s\nreceived  SHA-256 %s\n", difference->expected_sha256,
            difference->received_sha256);
  } else {
    if (difference->kind != DIFFERENCE_UNWANTED) write_bytes(out, "expected", difference->expected);
    if (difference->kind != DIFFERENCE_MISSING) write_bytes(out, "received", difference->received);
  }
}

/* Within elements of HTML, so that no line of it is taken for Markdown. */
static void write_failure(FILE *out, const struct report *report, const struct test_case *test_case) {
  const struct vector *vector = test_case->vector;
  fprintf(out, "<details><summary><code>%s</code> %s: %s</summary>\n<p>", vector->id, op_name(test_case->op),
          outcome_name(test_case->grade.outcome));
  markup_write_prose(out, test_case->grade.words ? test_case->grade.words : vector->tests);
  fputs("<br><q>", out);
  markup_write_prose(out, vector->clause);
  fputs("</q></p>\n<pre>\n", out);
  for (size_t i = 0; i < test_case->grade.num_differences; i++)
    write_difference(out, &test_case->grade.differences[i]);
  fputs("again: ", out);
  markup_write_string(out, report->again[0]);
  fputs(vector->id, out);
  markup_write_string(out, report->again[1]);
  fputs("</pre>\n</details>\n", out);
}

static void write_failures(FILE *out, const struct report *report) {
  size_t num = 0;
  for (size_t i = 0; i < report->run->num_cases; i++) {
    const struct test_case *test_case = &report->run->cases[i];
    if (!report_is_failure(test_case)) continue;
    if (num == 0) fputs("\n### Failures\n\n", out);
    if (num++ < MAX_SHOWN || report->all) write_failure(out, report, test_case);
  }
  if (num > MAX_SHOWN && !report->all) fprintf(out, "\nand %zu more\n", num - MAX_SHOWN);
}

static void write_stale(FILE *out, const struct known_failures *known) {
  for (size_t i = 0; i < known->num_stale; i++) {
    const struct stale_entry *entry = &known->stale[i];
    fprintf(out, "\nStale, line %zu of the known failures: <code>", entry->line);
    markdown_write_string(out, entry->pattern);
    fputs("</code> ", out);
    markdown_write_string(out, entry->reason);
    fputs("\n", out);
  }
}

void report_markdown(FILE *out, const struct report *report) {
  fputs("## reqsig: ", out);
  markdown_write_string(out, report->run->greeted ? report->run->hello.name : "no implementation");
  fputs("\n\n**", out);
  markdown_write_string(out, report->summary->words);
  fputs("**\n", out);
  write_table(out, report->summary);
  write_causes(out, report->causes);
  write_failures(out, report);
  write_stale(out, report->known);
  fputs("\n", out);
  write_facts(out, report);
}
