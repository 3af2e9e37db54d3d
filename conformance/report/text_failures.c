#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"
#include "report/report.h"

enum { MAX_SHOWN = 20, MAX_LAST_LINES = 10 };

/* Text of a file, between what stands around it. */
static void add_around(struct text *line, const char *before, const char *text, const char *behind,
                       terminal t) {
  text_add_string(line, before);
  text_add_prose(line, text, t.utf8);
  text_add_string(line, behind);
}

static void print_line(FILE *out, struct text *line) {
  fputs("  ", out);
  terminal_wrap(out, 2, 2, text_string(line));
  text_clear(line);
}

static void print_title(FILE *out, const struct test_case *first, terminal t) {
  const struct vector *vector = first->vector;
  struct text line = {0};
  bool failed = first->grade.outcome == OUTCOME_FAIL;
  fprintf(out, "\n%s%s%s  %s%s%s\n", terminal_style_on(t, failed ? STYLE_RED : STYLE_YELLOW),
          failed                                        ? "FAIL"
          : first->grade.outcome == OUTCOME_UNSUPPORTED ? "UNSUPPORTED"
                                                        : "ERROR",
          terminal_style_on(t, STYLE_PLAIN), terminal_style_on(t, STYLE_BOLD), vector->id,
          terminal_style_on(t, STYLE_PLAIN));
  add_around(&line, "", vector->tests, "", t);
  print_line(out, &line);
  add_around(&line, "\"", vector->clause, "\"", t);
  print_line(out, &line);
  if (vector->document_title) add_around(&line, "from ", vector->document_title, "", t);
  add_around(&line, vector->document_title ? ", cited as " : "from ", vector->document, "", t);
  print_line(out, &line);
  if (vector->twin) {
    text_addf(&line, "differs from %s in: ", vector->twin);
    add_around(&line, "", vector->changes, " (", t);
    add_around(&line, "", vector->edit, ")", t);
    print_line(out, &line);
  }
  text_free(&line);
}

static void print_words(FILE *out, const struct test_case *test_case, terminal t) {
  const char *what = test_case->grade.outcome == OUTCOME_UNSUPPORTED ? "unsupported: " : "";
  fprintf(out, "  %s: %s", op_name(test_case->op), what);
  escape_write_string(out, test_case->grade.words, t.utf8);
  fputs("\n", out);
}

/* The last lines, whole. */
static reqsig_slice last_lines(reqsig_slice bytes) {
  while (bytes.len > 0 && bytes.data[bytes.len - 1] == '\n') bytes.len--;
  size_t at = bytes.len;
  for (size_t num_lines = 0; at > 0; at--)
    if (bytes.data[at - 1] == '\n' && ++num_lines == MAX_LAST_LINES) break;
  return rs_slice_after(bytes, at);
}

void text_last_words(FILE *out, reqsig_slice last_words, terminal t) {
  reqsig_slice rest = last_lines(last_words);
  if (rest.len == 0) return;
  fputs("  the end of its standard error:\n", out);
  while (rest.len > 0) {
    const uint8_t *end = memchr(rest.data, '\n', rest.len);
    size_t len = end ? (size_t)(end - rest.data) : rest.len;
    fputs("    | ", out);
    escape_write(out, rs_slice(rest.data, len), t.utf8);
    fputs("\n", out);
    rest = rs_slice_after(rest, end ? len + 1 : len);
  }
}

/* "  expected by the profile query-included, as other answers follow it" */
static void print_compared(FILE *out, const struct test_case *test_case) {
  const struct expectation *compared = test_case->grade.compared;
  if (!compared || compared->profiles.count == 0) return;
  bool is_one = compared->profiles.count == 1;
  fprintf(out, "  %s: expected by the profile%s ", op_name(test_case->op), is_one ? "" : "s");
  for (size_t i = 0; i < compared->profiles.count; i++)
    fprintf(out, "%s%s", i > 0 ? ", " : "", compared->profiles.items[i]);
  if (test_case->grade.lacks_required)
    fprintf(out, ", which %s required\n", is_one ? "is" : "are");
  else
    fprintf(out, ", as other answers follow %s\n", is_one ? "it" : "them");
}

static void print_case(FILE *out, const struct test_case *test_case, terminal t) {
  const struct grade *grade = &test_case->grade;
  if (grade->words) print_words(out, test_case, t);
  print_compared(out, test_case);
  for (size_t i = 0; i < grade->num_differences; i++) text_difference(out, &grade->differences[i], t);
  if (test_case->is_flaky)
    fprintf(out, "  flaky: asked once more, the adapter %s\n",
            test_case->breakdown ? test_case->breakdown->text : "answered otherwise");
  if (test_case->breakdown) text_last_words(out, test_case->breakdown->last_words, t);
}

void text_again(FILE *out, const struct report *report, const char *id, terminal t) {
  struct text line = {0};
  text_addf(&line, "  again: %s%s", report->again[0], id);
  size_t columns =
      escape_columns_as_is(text_slice(&line)) + escape_columns_as_is(reqsig_text(report->again[1]));
  bool fits = columns <= (size_t)terminal_columns(out);
  fprintf(out, "%s%s%s%s%s\n", terminal_style_on(t, STYLE_DIM), text_string(&line), fits ? "" : " \\\n   ",
          report->again[1], terminal_style_on(t, STYLE_PLAIN));
  text_free(&line);
}

/* The cases of one vector stand side by side, its message before its headers. Returns how many they are. */
static size_t count_cases(const struct run *run, size_t first) {
  size_t end = first;
  while (end < run->num_cases && run->cases[end].vector == run->cases[first].vector) end++;
  return end - first;
}

static const struct test_case *first_bad(const struct test_case *cases, size_t num_cases) {
  for (size_t i = 0; i < num_cases; i++)
    if (report_is_failure(&cases[i])) return &cases[i];
  return NULL;
}

static void print_vector(FILE *out, const struct report *report, const struct test_case *cases,
                         size_t num_cases, terminal t) {
  const struct test_case *first = first_bad(cases, num_cases);
  print_title(out, first, t);
  for (size_t i = 0; i < num_cases; i++)
    if (report_is_failure(&cases[i])) print_case(out, &cases[i], t);
  text_again(out, report, first->vector->id, t);
}

static bool has_false_accept(const struct test_case *cases, size_t num_cases) {
  for (size_t i = 0; i < num_cases; i++)
    if (report_is_false_accept(&cases[i])) return true;
  return false;
}

/* The cause of the vector's first failure; NULL if any of its failures has none. */
static const struct shared_cause *cause_of(const struct test_case *cases, size_t num_cases) {
  const struct shared_cause *cause = first_bad(cases, num_cases)->cause;
  for (size_t i = 0; i < num_cases; i++)
    if (report_is_failure(&cases[i]) && !cases[i].cause) return NULL;
  return cause;
}

static bool has_signing(const struct test_case *cases, size_t num_cases) {
  for (size_t i = 0; i < num_cases; i++)
    if (report_is_failure(&cases[i]) && cases[i].op != OP_VERIFY) return true;
  return false;
}

/* What did not fit above. */
static void print_cause(FILE *out, const struct shared_cause *cause, terminal t) {
  for (size_t i = 0; i < cause->num_names; i++) {
    fputs(i == 0 ? "  cause: " : "  and: ", out);
    terminal_wrap(out, i == 0 ? 9 : 7, 2, cause->sentences[i]);
  }
  text_cause_advice(out, cause, t);
}

static void print_num_more(FILE *out, const struct shared_cause *cause, size_t num_more) {
  struct text line = {0};
  text_addf(&line, "%zu more case%s the same cause (%s): --all prints %s", num_more,
            num_more == 1 ? " has" : "s have", cause->names[0], num_more == 1 ? "it" : "them");
  fputs("  ", out);
  terminal_wrap(out, 2, 4, text_string(&line));
  text_free(&line);
}

/* One vector that shows what is signed otherwise; how many more cases have the same cause. */
static void print_example(FILE *out, const struct report *report, const struct shared_cause *cause,
                          terminal t) {
  const struct run *run = report->run;
  size_t num_shown = 0;
  for (size_t i = 0, num_cases; i < run->num_cases && num_shown == 0; i += num_cases) {
    const struct test_case *cases = &run->cases[i];
    num_cases = count_cases(run, i);
    bool is_shown = has_signing(cases, num_cases) || cases->vector == cause->worked;
    if (!first_bad(cases, num_cases) || !is_shown || cause_of(cases, num_cases) != cause) continue;
    print_vector(out, report, cases, num_cases, t);
    for (size_t k = 0; k < num_cases; k++) num_shown += cases[k].cause == cause;
  }
  if (num_shown > 0 && !text_is_advised_at_once(report)) print_cause(out, cause, t);
  size_t num_more = cause->num_cases - num_shown;
  if (num_shown > 0 && num_more > 0) print_num_more(out, cause, num_more);
}

/* Of causes with a false accept, or the others. */
static void print_examples(FILE *out, const struct report *report, bool false_accepts, terminal t) {
  for (size_t i = 0; i < report->causes->count; i++) {
    const struct shared_causes *causes = &report->causes->items[i].causes;
    for (size_t k = 0; k < causes->count; k++)
      if (report_cause_accepts(report->run, &causes->items[k]) == false_accepts)
        print_example(out, report, &causes->items[k], t);
  }
}

/* Which of the vectors are printed. */
struct printed {
  bool all;
  size_t max, num;
  const struct test_case *errors[MAX_SHOWN * NUM_OPS]; /* no two in the same words */
  size_t num_errors, num_known_errors;                 /* those of the vector that is printed come behind */
};

/* Whether an error in the same words is among the first count of those that are printed. */
static bool has_error(const struct printed *printed, size_t count, const struct grade *grade) {
  for (size_t i = 0; i < count; i++)
    if (printed->errors[i]->grade.outcome == grade->outcome &&
        strcmp(printed->errors[i]->grade.words, grade->words) == 0)
      return true;
  return false;
}

/* Whether the vector tells nothing new: each of its failures is such an error. */
static bool is_told(const struct printed *printed, size_t count, const struct test_case *cases,
                    size_t num_cases) {
  for (size_t i = 0; i < num_cases; i++)
    if (report_is_failure(&cases[i]) && (cases[i].grade.outcome == OUTCOME_FAIL || cases[i].is_flaky ||
                                         !has_error(printed, count, &cases[i].grade)))
      return false;
  return true;
}

static void note_errors(struct printed *printed, const struct test_case *cases, size_t num_cases) {
  printed->num_known_errors = printed->num_errors;
  for (size_t i = 0; i < num_cases; i++)
    if (report_is_failure(&cases[i]) && cases[i].grade.outcome != OUTCOME_FAIL &&
        !has_error(printed, printed->num_errors, &cases[i].grade))
      printed->errors[printed->num_errors++] = &cases[i];
}

/* How many vectors, of a case on, have nothing but the errors of the vector just printed and of those before.
 */
static void print_more_errors(FILE *out, const struct printed *printed, const struct run *run, size_t from) {
  size_t num_more = 0;
  if (printed->num_errors == printed->num_known_errors) return;
  for (size_t i = from, num_cases; i < run->num_cases; i += num_cases) {
    const struct test_case *cases = &run->cases[i];
    num_cases = count_cases(run, i);
    num_more += first_bad(cases, num_cases) && is_told(printed, printed->num_errors, cases, num_cases) &&
                !is_told(printed, printed->num_known_errors, cases, num_cases);
  }
  if (num_more > 0)
    fprintf(out, "  %zu more vector%s the same error%s: --all prints %s\n", num_more,
            num_more == 1 ? " has" : "s have", text_plural(printed->num_errors),
            num_more == 1 ? "it" : "them");
}

/* Those with a false accept, or the others. */
static void print_vectors(FILE *out, const struct report *report, bool false_accepts, struct printed *printed,
                          terminal t) {
  const struct run *run = report->run;
  for (size_t i = 0, num_cases; i < run->num_cases; i += num_cases) {
    const struct test_case *cases = &run->cases[i];
    num_cases = count_cases(run, i);
    if (!first_bad(cases, num_cases) || has_false_accept(cases, num_cases) != false_accepts) continue;
    if (!printed->all && cause_of(cases, num_cases)) continue;
    if (!printed->all && is_told(printed, printed->num_errors, cases, num_cases)) continue;
    if (printed->num++ >= printed->max) continue;
    print_vector(out, report, cases, num_cases, t);
    if (printed->all) continue;
    note_errors(printed, cases, num_cases);
    print_more_errors(out, printed, run, i + num_cases);
  }
}

/* False accepts come first. */
void text_failures(FILE *out, const struct report *report, terminal t) {
  struct printed printed = {.all = report->all, .max = report->all ? SIZE_MAX : MAX_SHOWN};
  if (!report->all) print_examples(out, report, true, t);
  print_vectors(out, report, true, &printed, t);
  if (!report->all) print_examples(out, report, false, t);
  print_vectors(out, report, false, &printed, t);
  if (printed.num > printed.max)
    fprintf(out, "\nand %zu more vectors: --all prints them\n", printed.num - printed.max);
}
