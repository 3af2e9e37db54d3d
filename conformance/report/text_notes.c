/* Notes of the text report: what does not decide, and what the adapter's author wants to know. */
#include <string.h>

#include "base/text.h"
#include "report/report.h"
#include "request/known_schemes.h"

enum { MAX_NAMES = 16 };

struct not_sent {
  const char *names[MAX_NAMES];
  const struct vector *first[MAX_NAMES]; /* that wants it */
  size_t counts[MAX_NAMES];
  size_t num_names;
};

static void count_name(struct not_sent *not_sent, const char *name, const struct vector *vector) {
  size_t i = 0;
  while (i < not_sent->num_names && strcmp(not_sent->names[i], name) != 0) i++;
  if (i == MAX_NAMES) return;
  if (i == not_sent->num_names) {
    not_sent->first[i] = vector;
    not_sent->names[not_sent->num_names++] = name;
  }
  not_sent->counts[i]++;
}

static size_t count_not_sent(const struct run *run, const reqsig_scheme *scheme, struct not_sent *not_sent) {
  size_t num_cases = 0;
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    if (test_case->vector->scheme != scheme || test_case->op != OP_SIGN || !test_case->grade.met) continue;
    num_cases++;
    for (size_t j = 0; j < test_case->grade.not_sent.count; j++)
      count_name(not_sent, test_case->grade.not_sent.items[j], test_case->vector);
  }
  return num_cases;
}

static void note_not_sent(FILE *out, const struct run *run, terminal t) {
  for (size_t i = 0; i < num_schemes(); i++) {
    const reqsig_scheme *scheme = scheme_at(i);
    struct not_sent not_sent = {0};
    size_t num_cases = count_not_sent(run, scheme, &not_sent);
    for (size_t j = 0; j < not_sent.num_names; j++) {
      struct text note = {0};
      text_addf(&note, "note: %s: ", reqsig_scheme_name(scheme));
      text_add_escaped(&note, reqsig_text(not_sent.names[j]), t.utf8);
      text_addf(&note, " was not answered in %zu of %zu cases, such as %s; the document wants it sent too",
                not_sent.counts[j], num_cases, not_sent.first[j]->id);
      terminal_wrap(out, 0, 2, text_string(&note));
      text_free(&note);
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
    if (!scheme_find(hello->schemes.items[i])) note_unknown(out, "scheme", hello->schemes.items[i], t);
  for (size_t i = 0; i < hello->ops.count; i++)
    if (!is_op(hello->ops.items[i])) note_unknown(out, "op", hello->ops.items[i], t);
}

static void note_undeclared(FILE *out, const struct name_list *undeclared) {
  struct text note = {0};
  for (size_t i = 0; i < undeclared->count; i++)
    text_addf(&note, "%s%s", i > 0 ? ", " : "note: the adapter does not declare ", undeclared->items[i]);
  if (note.len > 0)
    text_add_string(&note, undeclared->count == 1 ? ": it is not tested" : ": they are not tested");
  if (note.len > 0) terminal_wrap(out, 0, 2, text_string(&note));
  text_free(&note);
}

static bool has_vectors_of(const struct vector_set *set, const reqsig_scheme *scheme) {
  for (size_t i = 0; i < set->count; i++)
    if (set->items[i].scheme == scheme) return true;
  return false;
}

/* Declared schemes without a vector, which would go unnoticed. */
static void note_without_vectors(FILE *out, const struct report *report) {
  const struct name_list *declared = &report->run->hello.schemes;
  struct text note = {0};
  size_t num = 0;
  for (size_t i = 0; report->all_schemes && i < declared->count; i++) {
    const reqsig_scheme *scheme = scheme_find(declared->items[i]);
    if (!scheme || has_vectors_of(report->set, scheme)) continue;
    text_addf(&note, "%s%s", num++ > 0 ? ", " : "note: the adapter declares ", reqsig_scheme_name(scheme));
  }
  if (num > 0)
    text_addf(&note, ", of which there are no vectors here: %s not tested", num == 1 ? "it is" : "they are");
  if (num > 0) terminal_wrap(out, 0, 2, text_string(&note));
  text_free(&note);
}

/* Entries that stand one below the other, of one vector that passes now, each with another op. */
static size_t count_alike(const struct known_failures *known, size_t first) {
  const struct stale_entry *entry = &known->stale[first], *end = known->stale + known->num_stale;
  size_t count = 1;
  while (entry->passes && entry->op && entry + count < end && entry[count].passes && entry[count].op &&
         entry[count].line == entry->line + count && strcmp(entry[count].pattern, entry->pattern) == 0)
    count++;
  return count;
}

static void write_passing(FILE *out, const struct stale_entry *entries, size_t count, terminal t) {
  escape_write_string(out, entries->pattern, t.utf8);
  if (count == 1) {
    fprintf(out, " %s\n", entries->reason);
    return;
  }
  for (size_t i = 0; i < count; i++)
    fprintf(out, "%s%s", i == 0 ? " " : i + 1 < count ? ", " : " and ", entries[i].op);
  fputs(" pass now\n", out);
}

static void note_stale(FILE *out, const struct known_failures *known, terminal t) {
  size_t count = 0;
  for (size_t i = 0; i < known->num_stale; i += count) {
    const struct stale_entry *entry = &known->stale[i];
    count = count_alike(known, i);
    fprintf(out, "%sstale%s: ", terminal_style_on(t, STYLE_RED), terminal_style_on(t, STYLE_PLAIN));
    escape_write_string(out, known->path, t.utf8);
    fprintf(out, ":%zu", entry->line);
    if (count > 1) fprintf(out, "-%zu", entry->line + count - 1);
    fputs(": ", out);
    if (entry->passes) {
      write_passing(out, entry, count, t);
      continue;
    }
    fputs("\"", out);
    escape_write_string(out, entry->pattern, t.utf8);
    fprintf(out, "\" %s\n", entry->reason);
  }
  if (known->num_stale > 0 && strcmp(known->path, "-") != 0)
    fputs("note: if that is right, --update-known-failures takes out what is stale\n", out);
}

/* The run that broke may not have asked them a second time. */
static void note_not_flaky(FILE *out, const struct run *run) {
  size_t num_alike = 0;
  for (size_t i = 0; i < run->num_cases && !run->is_broken; i++) {
    const struct test_case *test_case = &run->cases[i];
    num_alike += test_case->is_known_flaky && test_case->is_asked_again && !test_case->is_flaky;
  }
  if (num_alike > 0)
    fprintf(out, "note: %zu case%s listed as flaky failed alike both times\n", num_alike,
            text_plural(num_alike));
}

static void note_known(FILE *out, const struct report *report, terminal t) {
  const struct known_failures *known = report->known;
  if (known->num_lines_gone + known->num_lines_new > 0) {
    fputs("note: ", out);
    escape_write_string(out, known->path, t.utf8);
    fprintf(out, " is written anew: %zu line%s removed, %zu added\n", known->num_lines_gone,
            text_plural(known->num_lines_gone), known->num_lines_new);
  }
  note_stale(out, known, t);
  note_not_flaky(out, report->run);
}

void text_notes(FILE *out, const struct report *report, terminal t) {
  note_hello(out, &report->run->hello, t);
  note_undeclared(out, &report->run->undeclared);
  note_without_vectors(out, report);
  note_as_sent(out, report->run);
  note_not_sent(out, report->run, t);
  note_known(out, report, t);
}
