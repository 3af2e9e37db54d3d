#include <string.h>

#include "lib/bytes.h"
#include "report/report.h"

enum { MAX_SHOWN = 20 };

static void print_number(FILE *out, size_t number, terminal_style style, terminal t) {
  fprintf(out, "  %s%9zu%s", terminal_style_on(t, number > 0 ? style : STYLE_DIM), number,
          terminal_style_on(t, STYLE_PLAIN));
}

static void print_row(FILE *out, const char *name, const struct http_counts *counts, terminal_style wrong,
                      terminal t) {
  fprintf(out, "  %-8s", name);
  print_number(out, counts->num_cases, STYLE_PLAIN, t);
  print_number(out, counts->num_right, STYLE_GREEN, t);
  print_number(out, counts->num_false_accepts, wrong, t);
  print_number(out, counts->num_false_refusals, wrong, t);
  print_number(out, counts->num_misread, wrong, t);
  print_number(out, counts->num_unjudged, STYLE_RED, t);
  fputs("\n", out);
}

static void print_table(FILE *out, const struct http_summary *requests, terminal t) {
  static const terminal_style wrong[] = {[HTTP_MUST] = STYLE_RED, [HTTP_SHOULD] = STYLE_YELLOW};
  fprintf(out, "\n  %-8s  %9s  %9s  %9s  %9s  %9s  %9s\n", "", "requests", "as stated", "accepts", "refuses",
          "misreads", "no answer");
  for (int i = 0; i < NUM_HTTP_CLASSES; i++)
    print_row(out, http_class_name((http_class)i), &requests->classes[i],
              i <= HTTP_SHOULD ? wrong[i] : STYLE_PLAIN, t);
  print_row(out, "all", &requests->all, STYLE_PLAIN, t);
}

void text_prose(FILE *out, const char *before, const char *text, const char *behind, terminal t) {
  struct text line = {0};
  text_add_string(&line, before);
  text_add_prose(&line, text, t.utf8);
  text_add_string(&line, behind);
  fputs("  ", out);
  terminal_wrap(out, 2, 2, text_string(&line));
  text_free(&line);
}

static void print_bytes(FILE *out, const char *label, reqsig_slice bytes, size_t len) {
  fprintf(out, "    %-10s", label);
  if (bytes.len == 0) fputs("(nothing)", out);
  escape_write(out, bytes, false);
  if (len > bytes.len) fprintf(out, "... (%zu bytes)", len);
  fputs("\n", out);
}

void text_parsed_difference(FILE *out, const struct difference *difference, terminal t) {
  fputs("  reads another ", out);
  if (difference->header)
    fputs("header ", out);
  else
    fputs(difference_name(difference->kind), out);
  if (difference->header) escape_write_string(out, difference->header, t.utf8);
  fputs("\n", out);
  print_bytes(out, "expected", difference->expected, difference->expected.len);
  print_bytes(out, "received", difference->received, difference->received_len);
}

static void print_difference(FILE *out, const struct test_case *test_case,
                             const struct difference *difference, terminal t) {
  const struct http_vector *vector = test_case->http;
  switch (difference->kind) {
  case DIFFERENCE_ACCEPTED:
    fprintf(out, "  accepts what must be refused: %s at offset %zu\n", reqsig_http_error_name(vector->reason),
            vector->offset);
    print_bytes(out, "request", vector->raw, vector->raw.len);
    print_bytes(out, "taken for", difference->received, difference->received_len);
    break;
  case DIFFERENCE_REJECTED:
    fputs("  refuses what must be accepted\n", out);
    print_bytes(out, "request", vector->raw, vector->raw.len);
    break;
  default: text_parsed_difference(out, difference, t); break;
  }
}

static void print_case(FILE *out, const struct report *report, const struct test_case *test_case,
                       terminal t) {
  const struct http_vector *vector = test_case->http;
  const struct grade *grade = &test_case->grade;
  bool failed = grade->outcome == OUTCOME_FAIL;
  fprintf(out, "\n%s%s%s  %s%s%s\n", terminal_style_on(t, failed ? STYLE_RED : STYLE_YELLOW),
          failed                                  ? "FAIL"
          : grade->outcome == OUTCOME_UNSUPPORTED ? "UNSUPPORTED"
                                                  : "ERROR",
          terminal_style_on(t, STYLE_PLAIN), terminal_style_on(t, STYLE_BOLD), vector->id,
          terminal_style_on(t, STYLE_PLAIN));
  text_prose(out, "", vector->tests, "", t);
  text_prose(out, "\"", vector->clause, "\"", t);
  text_prose(out, "from ", vector->source, "", t);
  if (vector->twin) text_prose(out, "differs from an accepted request: ", vector->edit, "", t);
  for (size_t i = 0; i < grade->num_differences; i++)
    print_difference(out, test_case, &grade->differences[i], t);
  if (grade->words) text_prose(out, "says: ", grade->words, "", t);
  if (test_case->is_flaky) fputs("  flaky: asked once more, the adapter answered otherwise\n", out);
  if (test_case->breakdown) text_last_words(out, test_case->breakdown->last_words, t);
  text_again(out, report, vector->id, t);
}

static void print_failures(FILE *out, const struct report *report, terminal t) {
  size_t num = 0, max = report->all ? SIZE_MAX : MAX_SHOWN;
  for (size_t i = 0; i < report->run->num_cases; i++)
    if (report_is_failure(&report->run->cases[i]) && num++ < max)
      print_case(out, report, &report->run->cases[i], t);
  if (num > max) fprintf(out, "\nand %zu more: --all prints them\n", num - max);
}

static const char *verb_of(const struct difference *difference) {
  if (difference->kind == DIFFERENCE_ACCEPTED) return "accepts";
  return difference->kind == DIFFERENCE_REJECTED ? "refuses" : "misreads";
}

/* One line each, of those with that outcome whose vectors have the class, or any. */
static void print_lines(FILE *out, const struct report *report, enum outcome outcome, const char *title,
                        terminal t) {
  size_t num = 0;
  for (size_t i = 0; i < report->run->num_cases; i++) {
    const struct test_case *test_case = &report->run->cases[i];
    const struct http_vector *vector = test_case->http;
    if (test_case->grade.outcome != outcome || test_case->grade.num_differences == 0) continue;
    if (num++ == 0) fputs(title, out);
    fprintf(out, "  %-8s  %-8s  %s\n", verb_of(test_case->grade.differences), http_class_name(vector->class),
            vector->id);
    fputs("      ", out);
    struct text line = {0};
    text_add_prose(&line, vector->edit ? vector->edit : vector->tests, t.utf8);
    terminal_wrap(out, 6, 6, text_string(&line));
    text_free(&line);
  }
}

void report_http_text(FILE *out, const struct report *report) {
  terminal t = terminal_of(out);
  terminal_style style = report->summary->exit_code == COMMAND_OK ? STYLE_GREEN : STYLE_RED;
  if (report->run->trouble != ADAPTER_NOT_STARTED) {
    text_implementation(out, report->run, t);
    text_seed(out, report);
    print_table(out, report->requests, t);
    print_failures(out, report, t);
    print_lines(
        out, report, OUTCOME_FLAGGED,
        "\nFlagged: otherwise than the RFCs advise, or than they let a recipient mend (--strict fails "
        "it)\n",
        t);
    if (report->all)
      print_lines(out, report, OUTCOME_OBSERVED,
                  "\nNot wrong, but programs before and behind it must do the same\n", t);
    text_trouble(out, report, t);
    fputs("\n", out);
  }
  fprintf(out, "%s%s%s\n", terminal_style_on(t, style), report->summary->words,
          terminal_style_on(t, STYLE_PLAIN));
}
