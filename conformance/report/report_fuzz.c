#include <inttypes.h>
#include <string.h>

#include "lib/bytes.h"
#include "report/report.h"

static void print_prose(FILE *out, const char *before, const char *text, const char *behind, terminal t) {
  struct text line = {0};
  text_add_string(&line, before);
  text_add_escaped(&line, reqsig_text(text), t.utf8);
  text_add_string(&line, behind);
  fputs("  ", out);
  terminal_wrap(out, 2, 2, text_string(&line));
  text_free(&line);
}

static void print_row(FILE *out, const struct fuzz_counts *counts, terminal t) {
  static const enum outcome outcomes[] = {OUTCOME_PASS,  OUTCOME_FLAGGED,  OUTCOME_FAIL,
                                          OUTCOME_ERROR, OUTCOME_OBSERVED, OUTCOME_UNSUPPORTED};
  static const terminal_style styles[] = {STYLE_GREEN, STYLE_YELLOW, STYLE_RED,
                                          STYLE_RED,   STYLE_PLAIN,  STYLE_RED};
  fprintf(out, "  %-10s  %7zu  %8zu", reqsig_scheme_name(counts->scheme), counts->num_vectors,
          counts->num_cases);
  for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
    size_t number = counts->outcomes[outcomes[i]];
    fprintf(out, "  %s%8zu%s", terminal_style_on(t, number > 0 ? styles[i] : STYLE_DIM), number,
            terminal_style_on(t, STYLE_PLAIN));
  }
  fputs("\n", out);
}

static void print_table(FILE *out, const struct fuzz *fuzz, terminal t) {
  fprintf(out, "\n  %-10s  %7s  %8s  %8s  %8s  %8s  %8s  %8s  %8s\n", "", "vectors", "cases", "pass",
          "flagged", "fail", "error", "observed", "unsupp.");
  for (size_t i = 0; i < fuzz->plan->num_schemes; i++) print_row(out, &fuzz->counts[i], t);
}

static void print_header(FILE *out, const reqsig_header *header, terminal t) {
  fputs("    ", out);
  escape_write(out, header->name, t.utf8);
  fputs(": ", out);
  escape_write(out, header->value, t.utf8);
  fputs("\n", out);
}

static void print_request(FILE *out, const struct fuzz_finding *finding, terminal t) {
  const struct vector *vector = finding->test_case.vector;
  const reqsig_request *request =
      finding->test_case.op == OP_VERIFY ? &vector->signed_request : &vector->request;
  fprintf(out, "  the smallest request, %s at %" PRId64 ":\n    ",
          finding->test_case.op == OP_VERIFY ? "verified" : "signed", vector->now_ms);
  escape_write(out, request->method, t.utf8);
  fputs(" ", out);
  escape_write(out, request->target, t.utf8);
  fputs("\n", out);
  for (size_t i = 0; i < request->num_headers; i++) print_header(out, &request->headers[i], t);
  if (request->body.len > 0) fputs("\n    ", out);
  escape_write(out, request->body, t.utf8);
  if (request->body.len > 0) fputs("\n", out);
}

static void print_cause(FILE *out, const struct shared_cause *cause, terminal t) {
  for (size_t i = 0; i < cause->num_names; i++) print_prose(out, "", cause->sentences[i], "", t);
  if (cause->clause) print_prose(out, "\"", cause->clause, "\"", t);
  if (cause->change) print_prose(out, "", cause->change, "", t);
}

static void print_finding(FILE *out, const struct fuzz_finding *finding, terminal t) {
  const struct test_case *test_case = &finding->test_case;
  fprintf(out, "\n%sFOUND%s  %s%s%s  in %zu case%s\n", terminal_style_on(t, STYLE_RED),
          terminal_style_on(t, STYLE_PLAIN), terminal_style_on(t, STYLE_BOLD), finding->name,
          terminal_style_on(t, STYLE_PLAIN), finding->num_cases, text_plural(finding->num_cases));
  if (finding->cause) print_cause(out, finding->cause, t);
  print_request(out, finding, t);
  if (test_case->vector->twin)
    print_prose(out, "differs from an accepted one: ", test_case->vector->edit, "", t);
  for (size_t i = 0; i < test_case->grade.num_differences; i++)
    text_difference(out, &test_case->grade.differences[i], t);
  if (test_case->grade.words) print_prose(out, "", test_case->grade.words, "", t);
  if (test_case->is_flaky) fputs("  flaky: asked once more, the adapter answered otherwise\n", out);
  if (test_case->breakdown) text_last_words(out, test_case->breakdown->last_words, t);
  if (finding->id) fprintf(out, "  saved as %s\n", finding->id);
}

static void print_inconsistent(FILE *out, const struct fuzz *fuzz) {
  for (size_t i = 0; i < fuzz->followed.count; i++) {
    const struct followed_profile *followed = &fuzz->followed.items[i];
    fprintf(out, "profile: %s %s (%s), followed in %zu case%s and not in %zu that can tell\n",
            reqsig_scheme_name(followed->scheme), followed->profile.name, followed->profile.row,
            followed->num_followed, text_plural(followed->num_followed), followed->num_not);
  }
}

void report_fuzz(FILE *out, const struct fuzz *fuzz, const char *words, int exit_code) {
  terminal t = terminal_of(out);
  const struct run *run = &fuzz->asker->run;
  if (run->trouble != ADAPTER_NOT_STARTED) {
    text_implementation(out, run, t);
    fprintf(out, "--seed %" PRIu64 " draws the same requests.\n", fuzz->plan->seed);
    if (fuzz->counts) print_table(out, fuzz, t);
    for (size_t i = 0; i < fuzz->num_findings; i++)
      if (!fuzz->findings[i].is_known) print_finding(out, &fuzz->findings[i], t);
    fputs("\n", out);
    for (size_t i = 0; i < fuzz->num_findings; i++)
      if (fuzz->findings[i].is_known)
        fprintf(out, "known: %s, in %zu case%s\n", fuzz->findings[i].name, fuzz->findings[i].num_cases,
                text_plural(fuzz->findings[i].num_cases));
    print_inconsistent(out, fuzz);
  }
  fprintf(out, "%s%s%s\n", terminal_style_on(t, exit_code == 0 ? STYLE_GREEN : STYLE_RED), words,
          terminal_style_on(t, STYLE_PLAIN));
}
