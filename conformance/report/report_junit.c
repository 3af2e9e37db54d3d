#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"
#include "report/report.h"
#include "request/known_schemes.h"

static void write_string(FILE *out, const char *string) {
  markup_write_string(out, string);
}

static void write_verdicts(FILE *out, const struct difference *difference) {
  fprintf(out, "verify: %s\nexpected: ", difference_of_verdicts(difference->kind));
  verdict_write(out, &difference->expected_verdict);
  fputs("\nreceived: ", out);
  verdict_write(out, &difference->received_verdict);
  fputs("\n", out);
}

static void write_difference(FILE *out, const struct difference *difference) {
  if (difference_of_verdicts(difference->kind)) {
    write_verdicts(out, difference);
    return;
  }
  write_string(out, difference_name(difference->kind));
  if (difference->header) fputs(" ", out);
  if (difference->header) write_string(out, difference->header);
  fputs("\nexpected: ", out);
  if (difference->expected_sha256)
    fprintf(out, "SHA-256 %s\nreceived: SHA-256 %s\n", difference->expected_sha256,
            difference->received_sha256);
  if (difference->expected_sha256) return;
  markup_write(out, difference->expected);
  fputs("\nreceived: ", out);
  markup_write(out, difference->received);
  for (size_t i = 0; i < difference->instead.count; i++) {
    fputs(i == 0 ? "\ninstead: " : ", ", out);
    write_string(out, difference->instead.items[i]);
  }
  fputs("\n", out);
}

static void write_document(FILE *out, const struct vector *vector) {
  fputs("\nfrom ", out);
  if (vector->document_title) write_string(out, vector->document_title);
  if (vector->document_title) fputs(", cited as ", out);
  write_string(out, vector->document);
  fputs("\n", out);
}

static void write_twin(FILE *out, const struct vector *vector) {
  fprintf(out, "differs from %s in: ", vector->twin);
  markup_write_prose(out, vector->changes);
  fputs(" (", out);
  markup_write_prose(out, vector->edit);
  fputs(")\n", out);
}

/* "cause: leading-slash/kept: The signer ..." */
static void write_cause(FILE *out, const struct shared_cause *cause) {
  for (size_t i = 0; i < cause->num_names; i++) {
    fprintf(out, "cause: %s: ", cause->names[i]);
    markup_write_prose(out, cause->sentences[i]);
    fputs("\n", out);
  }
  if (cause->sometimes) fputs("sometimes: other answers show that this is not always done\n", out);
}

/* <TAG message="…" type="OUTCOME">details</TAG>, of an error its kind if it has one */
static void write_bad(FILE *out, const char *tag, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  const char *kind = error_kind_name(grade->error_kind);
  struct text gist = {0};
  report_add_gist(&gist, test_case);
  fprintf(out, "      <%s type=\"%s\" message=\"", tag, kind ? kind : outcome_name(grade->outcome));
  markup_write_prose(out, text_string(&gist));
  fputs("\">", out);
  text_free(&gist);
  if (test_case->cause) write_cause(out, test_case->cause);
  markup_write_prose(out, test_case->vector->tests);
  fputs("\n", out);
  markup_write_prose(out, test_case->vector->clause);
  write_document(out, test_case->vector);
  if (test_case->vector->twin) write_twin(out, test_case->vector);
  if (test_case->is_flaky) fputs("flaky: asked once more, the adapter answered otherwise\n", out);
  for (size_t i = 0; grade->compared && i < grade->compared->profiles.count; i++)
    fprintf(out, "compared with the profile: %s\n", grade->compared->profiles.items[i]);
  for (size_t i = 0; i < grade->num_differences; i++) write_difference(out, &grade->differences[i]);
  fprintf(out, "</%s>\n", tag);
}

static void write_skipped(FILE *out, const char *why) {
  fprintf(out, "      <skipped message=\"%s\"/>\n", why);
}

static void write_out_of_limits(FILE *out, const char *limit) {
  fprintf(out, "      <skipped message=\"out of limits: %s\"/>\n", limit);
}

static void write_flag(FILE *out, const struct expectation *met) {
  fputs("      <system-out>flagged:", out);
  if (!met) fputs(" lenient, where only this suite is strict, not the document", out);
  for (size_t i = 0; met && i < met->profiles.count; i++) fprintf(out, " %s", met->profiles.items[i]);
  fputs("</system-out>\n", out);
}

static void write_outcome(FILE *out, const struct run *run, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  if (run->greeted && !test_case->in_scope) {
    write_skipped(out, "out of scope");
  } else if (test_case->is_known) {
    write_skipped(out, test_case->is_known_flaky ? "known to be flaky" : "known failure");
  } else {
    switch (grade->outcome) {
    case OUTCOME_PASS: break;
    case OUTCOME_OBSERVED: write_skipped(out, "observed only: the document is silent"); break;
    case OUTCOME_FLAGGED: write_flag(out, grade->met); break;
    case OUTCOME_OUT_OF_LIMITS: write_out_of_limits(out, grade->words); break;
    case OUTCOME_FAIL:
    case OUTCOME_UNSUPPORTED: write_bad(out, "failure", test_case); break;
    case OUTCOME_ERROR:
    case NUM_OUTCOMES: write_bad(out, "error", test_case); break;
    }
  }
}

static void write_suite_head(FILE *out, const char *name, const struct tally *tally) {
  fprintf(out, "  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\">\n",
          name, tally_num_cases(tally), tally->outcomes[OUTCOME_FAIL] + tally->outcomes[OUTCOME_UNSUPPORTED],
          tally->outcomes[OUTCOME_ERROR],
          tally->outcomes[OUTCOME_OBSERVED] + tally->outcomes[OUTCOME_OUT_OF_LIMITS] + tally->num_known +
              tally->num_out_of_scope);
}

static void write_case(FILE *out, const struct run *run, const struct test_case *test_case) {
  fprintf(out, "    <testcase classname=\"%s.%s\" name=\"%s\">\n",
          reqsig_scheme_name(test_case->vector->scheme), op_name(test_case->op), test_case->vector->id);
  write_outcome(out, run, test_case);
  fputs("    </testcase>\n", out);
}

/* Those that accept what must be rejected, or the others. */
static void write_cases(FILE *out, const struct run *run, const reqsig_scheme *scheme, bool false_accepts) {
  for (size_t i = 0; i < run->num_cases; i++)
    if (run->cases[i].vector->scheme == scheme && report_is_false_accept(&run->cases[i]) == false_accepts)
      write_case(out, run, &run->cases[i]);
}

static void write_scheme(FILE *out, const struct report *report, size_t index) {
  const reqsig_scheme *scheme = scheme_at(index);
  const struct tally *tally = &report->summary->schemes[index];
  if (tally_num_cases(tally) == 0) return;
  write_suite_head(out, reqsig_scheme_name(scheme), tally);
  write_cases(out, report->run, scheme, true);
  write_cases(out, report->run, scheme, false);
  fputs("  </testsuite>\n", out);
}

/* One line a profile: its scheme, its name, and in how many cases it was followed. */
static void add_inconsistent(struct text *text, const struct followed_profiles *list) {
  for (size_t i = 0; i < list->count; i++) {
    const struct followed_profile *followed = &list->items[i];
    if (!followed_profile_is_inconsistent(followed)) continue;
    text_addf(text, "inconsistent: %s %s (%s), followed in %zu case%s and not in %zu\n",
              reqsig_scheme_name(followed->scheme), followed->profile.name, followed->profile.row,
              followed->num_followed, text_plural(followed->num_followed), followed->num_not);
  }
}

static void add_contradictions(struct text *text, const struct failure_causes *causes) {
  for (size_t i = 0; i < causes->count; i++) {
    for (int kind = 0; kind < NUM_CONTRADICTIONS; kind++) {
      const struct contradiction *found = &causes->items[i].causes.contradictions[kind];
      if (found->num_requests == 0) continue;
      text_addf(text, "contradiction: %s: in %zu request%s of %s ",
                contradiction_name((enum contradiction_kind)kind), found->num_requests,
                text_plural(found->num_requests), reqsig_scheme_name(causes->items[i].scheme));
      contradiction_add_words(text, (enum contradiction_kind)kind, found);
      text_add_string(text, "\n");
    }
  }
}

/* What holds of the run as a whole. */
static void write_clues(FILE *out, const struct report *report) {
  struct text text = {0};
  add_inconsistent(&text, &report->summary->followed);
  add_contradictions(&text, report->causes);
  if (text.len > 0) fputs("      <system-out>", out);
  for (size_t at = 0, end; at < text.len; at = end + 1) {
    for (end = at; text.data[end] != '\n';) end++;
    markup_write(out, rs_slice((const uint8_t *)text.data + at, end - at));
    fputs("\n", out);
  }
  if (text.len > 0) fputs("</system-out>\n", out);
  text_free(&text);
}

static void write_properties(FILE *out, const struct report *report) {
  struct arena arena = {0};
  struct report_facts facts = report_facts_of(&arena, report);
  fputs("    <properties>\n", out);
  for (size_t i = 0; i < facts.count; i++) {
    fprintf(out, "      <property name=\"%s\" value=\"", facts.items[i].name);
    write_string(out, facts.items[i].value);
    fputs("\"/>\n", out);
  }
  fputs("    </properties>\n", out);
  arena_free(&arena);
}

/* What belongs to no single case: the adapter's end, stale entries, and a run in which nothing was right. */
static void write_run(FILE *out, const struct report *report) {
  const struct summary *summary = report->summary;
  bool broken = report->run->is_broken;
  bool failed = !broken && summary->exit_code != COMMAND_OK;
  fprintf(out, "  <testsuite name=\"run\" tests=\"1\" failures=\"%d\" errors=\"%d\" skipped=\"0\">\n", failed,
          broken);
  write_properties(out, report);
  fputs("    <testcase classname=\"run\" name=\"verdict\">\n", out);
  if (broken || failed) {
    const char *tag = broken ? "error" : "failure";
    fprintf(out, "      <%s type=\"%s\" message=\"", tag, summary->name);
    write_string(out, summary->words);
    fputs("\">", out);
    for (size_t i = 0; i < report->known->num_stale; i++) {
      const struct stale_entry *entry = &report->known->stale[i];
      fprintf(out, "stale, line %zu: ", entry->line);
      write_string(out, entry->pattern);
      fprintf(out, " %s\n", entry->reason);
    }
    fprintf(out, "</%s>\n", tag);
  }
  write_clues(out, report);
  fputs("    </testcase>\n  </testsuite>\n", out);
}

void report_junit(FILE *out, const struct report *report) {
  fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"reqsig", out);
  if (report->run->greeted) fputs(" ", out);
  if (report->run->greeted) write_string(out, report->run->hello.name);
  fputs("\">\n", out);
  for (size_t i = 0; i < num_schemes(); i++) write_scheme(out, report, i);
  write_run(out, report);
  fputs("</testsuites>\n", out);
}
