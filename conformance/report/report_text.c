#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "base/terminal.h"
#include "base/text.h"
#include "lib/bytes.h"
#include "report/report.h"

enum { MAX_LAST_LINES = 10 };

struct column {
  const char *title;
  terminal_style style;
  bool always;
  size_t (*number)(const struct tally *tally);
};

static size_t num_pass(const struct tally *tally) {
  return tally->outcomes[OUTCOME_PASS];
}
static size_t num_flagged(const struct tally *tally) {
  return tally->outcomes[OUTCOME_FLAGGED];
}
static size_t num_fail(const struct tally *tally) {
  return tally->outcomes[OUTCOME_FAIL];
}
static size_t num_unsupported(const struct tally *tally) {
  return tally->outcomes[OUTCOME_UNSUPPORTED];
}
static size_t num_error(const struct tally *tally) {
  return tally->outcomes[OUTCOME_ERROR] - tally->num_unanswered;
}
static size_t num_not_run(const struct tally *tally) {
  return tally->num_unanswered;
}
static size_t num_observed(const struct tally *tally) {
  return tally->outcomes[OUTCOME_OBSERVED];
}
static size_t num_known(const struct tally *tally) {
  return tally->num_known;
}
static size_t num_out_of_limits(const struct tally *tally) {
  return tally->outcomes[OUTCOME_OUT_OF_LIMITS];
}
static size_t num_out_of_scope(const struct tally *tally) {
  return tally->num_out_of_scope;
}

static const struct column columns[] = {
    {"cases", STYLE_PLAIN, true, tally_num_cases},
    {"pass", STYLE_GREEN, true, num_pass},
    {"flagged", STYLE_YELLOW, true, num_flagged},
    {"fail", STYLE_RED, true, num_fail},
    {"unsupported", STYLE_RED, false, num_unsupported},
    {"error", STYLE_RED, false, num_error},
    {"not run", STYLE_RED, false, num_not_run},
    {"known", STYLE_YELLOW, false, num_known},
    {"observed", STYLE_PLAIN, false, num_observed},
    {"out of limits", STYLE_DIM, false, num_out_of_limits},
    {"out of scope", STYLE_DIM, false, num_out_of_scope},
};
enum { NUM_COLUMNS = sizeof columns / sizeof *columns };

static bool is_shown(const struct column *column, const struct summary *summary) {
  return column->always || column->number(&summary->total) > 0;
}

static void print_row(FILE *out, const char *name, const struct tally *tally, const struct summary *summary,
                      terminal t) {
  fprintf(out, "  %-8s", name);
  for (size_t i = 0; i < NUM_COLUMNS; i++) {
    const struct column *column = &columns[i];
    if (!is_shown(column, summary)) continue;
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
  for (size_t i = 0; i < NUM_COLUMNS; i++)
    if (is_shown(&columns[i], summary)) fprintf(out, "  %5s", columns[i].title);
  fputs("\n", out);
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    if (tally_num_cases(&summary->schemes[i]) == 0) continue;
    print_row(out, reqsig_scheme_name(reqsig_scheme_at(i)), &summary->schemes[i], summary, t);
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

static void print_implementation(FILE *out, const struct run *run, terminal t) {
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

/* The last lines, whole. */
static reqsig_slice last_lines(reqsig_slice bytes) {
  while (bytes.len > 0 && bytes.data[bytes.len - 1] == '\n') bytes.len--;
  size_t at = bytes.len;
  for (size_t num_lines = 0; at > 0; at--)
    if (bytes.data[at - 1] == '\n' && ++num_lines == MAX_LAST_LINES) break;
  return rs_slice_after(bytes, at);
}

static void print_last_words(FILE *out, const struct run *run, terminal t) {
  reqsig_slice rest = last_lines(reqsig_text(run->last_words));
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

static void print_trouble(FILE *out, const struct report *report, terminal t) {
  const struct run *run = report->run;
  if (run->trouble == ADAPTER_FINE) return;
  fprintf(out, "\n%sBROKEN%s  the adapter %s\n", terminal_style_on(t, STYLE_RED),
          terminal_style_on(t, STYLE_PLAIN), run->trouble_text);
  if (!run->greeted)
    fputs("  it had not answered hello\n", out);
  else if (run->culprit)
    fprintf(out, "  the first case without an answer: %s of %s\n", op_name(run->culprit->op),
            run->culprit->vector->id);
  if (run->greeted && report->summary->total.num_unanswered > 0)
    fprintf(out, "  %zu cases were not run or not answered, the other results stand\n",
            report->summary->total.num_unanswered);
  print_last_words(out, run, t);
  if (run->culprit)
    fprintf(out, "  again: %s%s%s\n", report->again[0], run->culprit->vector->id, report->again[1]);
}

enum { MAX_NAMES = 16 };

struct not_sent {
  const char *names[MAX_NAMES];
  size_t counts[MAX_NAMES];
  size_t num_names;
};

static void count_name(struct not_sent *not_sent, const char *name) {
  size_t i = 0;
  while (i < not_sent->num_names && strcmp(not_sent->names[i], name) != 0) i++;
  if (i == MAX_NAMES) return;
  if (i == not_sent->num_names) not_sent->names[not_sent->num_names++] = name;
  not_sent->counts[i]++;
}

static size_t count_not_sent(const struct run *run, const reqsig_scheme *scheme, struct not_sent *not_sent) {
  size_t num_cases = 0;
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (test_case->vector->scheme != scheme || test_case->op != OP_SIGN || !test_case->grade.met) continue;
    num_cases++;
    for (size_t j = 0; j < test_case->grade.not_sent.count; j++)
      count_name(not_sent, test_case->grade.not_sent.items[j]);
  }
  return num_cases;
}

static void note_not_sent(FILE *out, const struct run *run, terminal t) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    struct not_sent not_sent = {0};
    size_t num_cases = count_not_sent(run, scheme, &not_sent);
    for (size_t j = 0; j < not_sent.num_names; j++) {
      fprintf(out, "note: %s: ", reqsig_scheme_name(scheme));
      escape_write_string(out, not_sent.names[j], t.utf8);
      fprintf(out, " was not answered in %zu of %zu cases; the document wants it sent too\n",
              not_sent.counts[j], num_cases);
    }
  }
}

static void note_as_sent(FILE *out, const struct run *run) {
  size_t num_cases = 0;
  for (size_t i = 0; i < run->num_cases; i++) num_cases += run->cases[i].grade.as_sent;
  if (num_cases > 0)
    fprintf(out, "note: %zu signature%s graded for the request that the adapter says it sends\n", num_cases,
            num_cases == 1 ? " was" : "s were");
}

static void note_unknown(FILE *out, const char *what, const char *name, terminal t) {
  fprintf(out, "note: the adapter declares the %s \"", what);
  escape_write_string(out, name, t.utf8);
  fputs("\", which is not known here\n", out);
}

static bool is_op(const char *name) {
  for (int op = 0; op < NUM_OPS; op++)
    if (strcmp(op_name((enum op)op), name) == 0) return true;
  return false;
}

static void note_hello(FILE *out, const struct hello *hello, terminal t) {
  for (size_t i = 0; i < hello->schemes.count; i++)
    if (!reqsig_scheme_find(hello->schemes.items[i])) note_unknown(out, "scheme", hello->schemes.items[i], t);
  for (size_t i = 0; i < hello->ops.count; i++)
    if (!is_op(hello->ops.items[i])) note_unknown(out, "op", hello->ops.items[i], t);
}

static void note_known(FILE *out, const struct report *report, terminal t) {
  const struct known_failures *known = report->known;
  for (size_t i = 0; i < known->count; i++) {
    const struct known_failure *entry = &known->items[i];
    if (!entry->stale) continue;
    fprintf(out, "%sstale%s: ", terminal_style_on(t, STYLE_RED), terminal_style_on(t, STYLE_PLAIN));
    escape_write_string(out, known->path, t.utf8);
    fprintf(out, ":%zu: \"", entry->line);
    escape_write_string(out, entry->pattern, t.utf8);
    fprintf(out, "\" %s\n", entry->stale);
  }
}

static void print_notes(FILE *out, const struct report *report, terminal t) {
  note_hello(out, &report->run->hello, t);
  note_as_sent(out, report->run);
  note_not_sent(out, report->run, t);
  note_known(out, report, t);
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

static void print_seed(FILE *out, const struct report *report) {
  if (report->num_fresh > 0)
    fprintf(out, "--fresh %zu --seed %" PRIu64 " repeats these fresh vectors and the order of the cases.\n",
            report->num_fresh, report->seed);
  else
    fprintf(out, "--seed %" PRIu64 " repeats the order of the cases.\n", report->seed);
}

static void print_details(FILE *out, const struct report *report, terminal t) {
  print_implementation(out, report->run, t);
  print_seed(out, report);
  print_table(out, report->summary, t);
  text_causes(out, report, t);
  text_failures(out, report, t);
  print_flags(out, report, t);
  print_trouble(out, report, t);
  fputs("\n", out);
  print_notes(out, report, t);
}

void report_text(FILE *out, const struct report *report) {
  terminal t = terminal_of(out);
  terminal_style style = report->summary->exit_code == COMMAND_OK ? STYLE_GREEN : STYLE_RED;
  if (report->run->trouble != ADAPTER_NOT_STARTED) print_details(out, report, t);
  fprintf(out, "%s%s%s\n", terminal_style_on(t, style), report->summary->words,
          terminal_style_on(t, STYLE_PLAIN));
}
