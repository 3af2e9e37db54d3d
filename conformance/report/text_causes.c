#include "base/text.h"
#include "lib/bytes.h"
#include "lib/recipe.h"
#include "report/report.h"

/* Causes are to fit a screen: of more than so many the words, or all but the names, stand by their examples.
 */
enum { LABEL = 7, INDENT = 2, COUNT = 8, MAX_ADVISED = 2, MAX_SENTENCES = 6 };

/* The sentence within another one: "The signer signs ..." as "the signer signs ...", without its stop. */
static void add_within(struct text *text, const char *sentence) {
  reqsig_slice rest = reqsig_text(sentence);
  bool is_the = rs_slice_starts_with(rest, RS_LITERAL("The "));
  if (is_the || rs_slice_starts_with(rest, RS_LITERAL("A "))) {
    text_add_string(text, is_the ? "t" : "a");
    rest = rs_slice_after(rest, 1);
  }
  if (rest.len > 0 && rest.data[rest.len - 1] == '.') rest.len--;
  text_add(text, rest);
}

/* "the signer signs ... (leading-slash/kept)." */
static void add_mistakes(struct text *text, const struct shared_cause *cause) {
  for (size_t i = 0; i < cause->num_names; i++) {
    if (i > 0) text_add_string(text, "; and ");
    add_within(text, cause->sentences[i]);
    text_addf(text, " (%s)", cause->names[i]);
  }
  text_add_string(text, cause->sometimes ? ", in some requests only." : ".");
}

static void print_wrapped(FILE *out, struct text *text, int first, int rest) {
  terminal_wrap(out, first, rest, text_string(text));
  text_clear(text);
}

static void print_indented(FILE *out, struct text *text) {
  if (text->len > 0) fprintf(out, "%*s", INDENT, "");
  if (text->len > 0) print_wrapped(out, text, INDENT, INDENT);
}

void text_cause_advice(FILE *out, const struct shared_cause *cause, terminal t) {
  struct text text = {0};
  if (cause->clause) {
    text_add_string(&text, "\"");
    text_add_prose(&text, cause->clause, t.utf8);
    text_add_string(&text, "\"");
  }
  print_indented(out, &text);
  if (cause->change) text_add_string(&text, cause->change);
  print_indented(out, &text);
  for (size_t i = 0; i < cause->alike.count; i++)
    text_addf(&text, "%s%s", i > 0 ? ", " : "The same answers come from: ", cause->alike.items[i]);
  print_indented(out, &text);
  text_free(&text);
}

static size_t num_causes(const struct report *report) {
  size_t num = 0;
  for (size_t i = 0; i < report->causes->count; i++) num += report->causes->items[i].causes.count;
  return num;
}

bool text_is_advised_at_once(const struct report *report) {
  return report->all || num_causes(report) <= MAX_ADVISED;
}

/* "All 544 failures of aet have", "540 of 544 failures of aet have" */
static void add_count(struct text *text, const struct scheme_causes *found) {
  const char *name = reqsig_scheme_name(found->scheme);
  size_t num = found->num_failed - found->num_unexplained;
  if (found->num_unexplained > 0)
    text_addf(text, "%zu of %zu failures of %s %s", num, found->num_failed, name, num == 1 ? "has" : "have");
  else if (num == 1)
    text_addf(text, "The failure of %s has", name);
  else
    text_addf(text, "All %zu failures of %s have", num, name);
}

/* A line or two each, of causes with a false accept or of the others. */
static void print_counted(FILE *out, const struct report *report, const struct scheme_causes *found,
                          bool false_accepts, terminal t) {
  struct text text = {0};
  for (size_t i = 0; i < found->causes.count; i++) {
    const struct shared_cause *cause = &found->causes.items[i];
    if (report_cause_accepts(report->run, cause) != false_accepts) continue;
    fprintf(out, "%6zu: ", cause->num_cases);
    add_mistakes(&text, cause);
    print_wrapped(out, &text, COUNT, COUNT);
    if (text_is_advised_at_once(report)) text_cause_advice(out, cause, t);
  }
  text_free(&text);
}

/* "leading-slash/kept (173), rejects-all (1)." */
static void add_names(struct text *text, const struct scheme_causes *found) {
  for (size_t i = 0; i < found->causes.count; i++) {
    const struct shared_cause *cause = &found->causes.items[i];
    for (size_t k = 0; k < cause->num_names; k++)
      text_addf(text, "%s%s", k > 0 ? " and " : i > 0 ? ", " : " ", cause->names[k]);
    text_addf(text, " (%zu%s)", cause->num_cases, cause->sometimes ? ", not always" : "");
  }
  text_add_string(text, ".");
}

static void add_unexplained(struct text *text, const struct scheme_causes *found) {
  const char *plural = found->num_unexplained == 1 ? " one" : "s";
  if (found->causes.is_unsteady)
    text_addf(text, "The other%s failed alike both times, which may be chance.", plural);
  else
    text_addf(text, "No known mistake explains the other%s.", plural);
}

static void print_scheme(FILE *out, const struct report *report, const struct scheme_causes *found,
                         terminal t) {
  struct text text = {0};
  bool is_one = found->causes.count == 1, is_short = !report->all && num_causes(report) > MAX_SENTENCES;
  fprintf(out, "%s%sCAUSE%s  ", is_short ? "" : "\n", terminal_style_on(t, STYLE_RED),
          terminal_style_on(t, STYLE_PLAIN));
  add_count(&text, found);
  text_add_string(&text, is_one ? " one cause:" : " these causes:");
  if (is_short) {
    add_names(&text, found);
  } else if (is_one) {
    text_add_string(&text, " ");
    add_mistakes(&text, &found->causes.items[0]);
  }
  if (found->num_unexplained > 0 && (is_short || is_one)) {
    text_add_string(&text, " ");
    add_unexplained(&text, found);
  }
  print_wrapped(out, &text, LABEL, INDENT);
  if (!is_short && is_one && text_is_advised_at_once(report))
    text_cause_advice(out, &found->causes.items[0], t);
  for (int is_rest = 0; is_rest <= 1 && !is_short && !is_one; is_rest++)
    print_counted(out, report, found, !is_rest, t);
  if (found->num_unexplained > 0 && !is_short && !is_one) {
    add_unexplained(&text, found);
    print_indented(out, &text);
  }
  text_free(&text);
}

/* "  In 3 requests the message is right and ..." */
static void print_contradictions(FILE *out, const struct scheme_causes *found) {
  struct text text = {0};
  for (int kind = 0; kind < NUM_CONTRADICTIONS; kind++) {
    const struct contradiction *contradiction = &found->causes.contradictions[kind];
    size_t num = contradiction->num_requests;
    if (num == 0) continue;
    text_addf(&text, "In %zu request%s of %s ", num, text_plural(num), reqsig_scheme_name(found->scheme));
    contradiction_add_words(&text, (enum contradiction_kind)kind, contradiction);
    fputs(found->causes.count > 0 ? "  " : "\nCLUE  ", out);
    print_wrapped(out, &text, found->causes.count > 0 ? INDENT : LABEL - 1, INDENT);
  }
  text_free(&text);
}

/* "CLUE  In 3 cases of aet the answer would be right without --require-profile query-included." */
static void print_lacking(FILE *out, const struct report *report, const reqsig_scheme *scheme) {
  struct text text = {0};
  size_t num = 0;
  for (size_t i = 0; i < report->run->num_cases; i++) {
    const struct test_case *test_case = &report->run->cases[i];
    num +=
        test_case->vector->scheme == scheme && case_is_failure(test_case) && test_case->grade.lacks_required;
  }
  if (num == 0) return;
  text_addf(&text, "In %zu case%s of %s the answer would be right without", num, text_plural(num),
            reqsig_scheme_name(scheme));
  for (size_t i = 0; i < report->required_profiles.count; i++)
    if (rs_profile_find(scheme, report->required_profiles.items[i]))
      text_addf(&text, " --require-profile %s", report->required_profiles.items[i]);
  text_add_string(&text, ".");
  fputs("\nCLUE  ", out);
  print_wrapped(out, &text, LABEL - 1, INDENT);
  text_free(&text);
}

void text_causes(FILE *out, const struct report *report, terminal t) {
  if (!report->all && num_causes(report) > MAX_SENTENCES) fputs("\n", out);
  for (size_t i = 0; i < report->causes->count; i++) {
    if (report->causes->items[i].causes.count > 0) print_scheme(out, report, &report->causes->items[i], t);
    print_contradictions(out, &report->causes->items[i]);
    print_lacking(out, report, report->causes->items[i].scheme);
  }
}
