/* TAP, version 14: https://testanything.org/tap-version-14-specification.html */
#include <string.h>

#include "base/text.h"
#include "report/report.h"

/* A string of YAML in double quotes. What is written was made visible: only quotes and backslashes count. */
static void write_quoted(FILE *out, reqsig_slice bytes) {
  struct text visible = {0};
  text_add_escaped(&visible, bytes, true);
  fputc('"', out);
  for (const char *c = text_string(&visible); *c; c++)
    fprintf(out, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
  fputc('"', out);
  text_free(&visible);
}

static void write_member(FILE *out, const char *indent, const char *name, reqsig_slice bytes) {
  fprintf(out, "  %s%s: ", indent, name);
  write_quoted(out, bytes);
  fputs("\n", out);
}

static void write_string(FILE *out, const char *name, const char *string) {
  if (string) write_member(out, "", name, reqsig_text(string));
}

static void write_list(FILE *out, const char *name, const struct name_list *list) {
  if (list->count > 0) fprintf(out, "  %s:\n", name);
  for (size_t i = 0; i < list->count; i++) {
    fputs("    - ", out);
    write_quoted(out, reqsig_text(list->items[i]));
    fputs("\n", out);
  }
}

static void write_verdict(FILE *out, const char *name, const struct verdict *verdict) {
  fprintf(out, "      %s: \"", name);
  verdict_write(out, verdict);
  fputs("\"\n", out);
}

static void write_difference(FILE *out, const struct difference *difference) {
  fprintf(out, "    - kind: %s\n", difference_name(difference->kind));
  if (difference_of_verdicts(difference->kind)) {
    write_verdict(out, "expected", &difference->expected_verdict);
    write_verdict(out, "received", &difference->received_verdict);
    return;
  }
  if (difference->header) write_member(out, "    ", "header", reqsig_text(difference->header));
  if (difference->expected_sha256) {
    write_member(out, "    ", "expected_sha256", reqsig_text(difference->expected_sha256));
    write_member(out, "    ", "received_sha256", reqsig_text(difference->received_sha256));
    return;
  }
  if (difference->kind != DIFFERENCE_UNWANTED) write_member(out, "    ", "expected", difference->expected);
  if (difference->kind != DIFFERENCE_MISSING) write_member(out, "    ", "received", difference->received);
}

static void write_failure(FILE *out, const struct report *report, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  const struct vector *vector = test_case->vector;
  fprintf(out, "  outcome: %s\n", outcome_name(grade->outcome));
  struct text gist = {0};
  report_add_gist(&gist, test_case);
  write_string(out, "message", text_string(&gist));
  text_free(&gist);
  write_string(out, "clause", vector->clause);
  if (test_case->cause) {
    const char *names[SHARED_CAUSE_MAX_TOGETHER];
    memcpy(names, test_case->cause->names, sizeof names);
    write_list(out, "causes", &(struct name_list){names, test_case->cause->num_names});
  }
  if (grade->num_differences > 0) fputs("  differences:\n", out);
  for (size_t i = 0; i < grade->num_differences; i++) write_difference(out, &grade->differences[i]);
  struct text again = {0};
  text_addf(&again, "%s%s%s", report->again[0], vector->id, report->again[1]);
  write_string(out, "again", text_string(&again));
  text_free(&again);
}

static void write_flag(FILE *out, const struct grade *grade) {
  fputs("  ---\n  outcome: flagged\n", out);
  if (grade->met)
    write_list(out, "profiles", &grade->met->profiles);
  else
    fputs("  lenient: true\n", out);
  fputs("  ...\n", out);
}

static void write_case(FILE *out, const struct report *report, const struct test_case *test_case,
                       size_t nth) {
  enum outcome outcome = test_case->grade.outcome;
  bool in_scope = !report->run->greeted || test_case->in_scope;
  bool is_bad =
      in_scope && (outcome == OUTCOME_FAIL || outcome == OUTCOME_UNSUPPORTED || outcome == OUTCOME_ERROR);
  const char *directive = !in_scope                          ? " # SKIP out of scope"
                          : test_case->is_known_flaky        ? " # TODO known to be flaky"
                          : test_case->is_known              ? " # TODO known failure"
                          : outcome == OUTCOME_OUT_OF_LIMITS ? " # SKIP out of limits: "
                          : outcome == OUTCOME_OBSERVED      ? " # SKIP observed only: the document is silent"
                                                             : "";
  fprintf(out, "%s %zu - %s %s %s%s%s\n", is_bad ? "not ok" : "ok", nth,
          reqsig_scheme_name(test_case->vector->scheme), op_name(test_case->op), test_case->vector->id,
          directive, in_scope && outcome == OUTCOME_OUT_OF_LIMITS ? test_case->grade.words : "");
  if (in_scope && outcome == OUTCOME_FLAGGED) write_flag(out, &test_case->grade);
  if (!is_bad) return;
  fputs("  ---\n", out);
  write_failure(out, report, test_case);
  fputs("  ...\n", out);
}

/* The adapter's end, stale entries, and a run in which nothing was right belong to no case. */
static void write_verdict_of_run(FILE *out, const struct report *report) {
  const struct known_failures *known = report->known;
  fprintf(out, "%s %zu - run\n  ---\n", report->summary->exit_code == COMMAND_OK ? "ok" : "not ok",
          report->run->num_cases + 1);
  write_string(out, "message", report->summary->words);
  if (report->summary->num_stale > 0) fputs("  stale:\n", out);
  for (size_t i = 0; i < known->num_stale; i++) {
    const struct stale_entry *entry = &known->stale[i];
    fprintf(out, "    - line: %zu\n", entry->line);
    write_member(out, "    ", "pattern", reqsig_text(entry->pattern));
    write_member(out, "    ", "reason", reqsig_text(entry->reason));
  }
  fputs("  ...\n", out);
}

void report_tap(FILE *out, const struct report *report) {
  struct arena arena = {0};
  struct report_facts facts = report_facts_of(&arena, report);
  fputs("TAP version 14\n", out);
  for (size_t i = 0; i < facts.count; i++) {
    fprintf(out, "# %s: ", facts.items[i].name);
    escape_write_string(out, facts.items[i].value, true);
    fputs("\n", out);
  }
  fprintf(out, "1..%zu\n", report->run->num_cases + 1);
  for (size_t i = 0; i < report->run->num_cases; i++) write_case(out, report, &report->run->cases[i], i + 1);
  write_verdict_of_run(out, report);
  arena_free(&arena);
}
