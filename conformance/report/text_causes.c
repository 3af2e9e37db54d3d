#include "base/text.h"
#include "lib/bytes.h"
#include "report/report.h"

enum { LABEL = 7, INDENT = 2, COUNT = 8 };

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
  text_add_string(text, ".");
}

static void print_wrapped(FILE *out, struct text *text, int first, int rest) {
  terminal_wrap(out, first, rest, text_string(text));
  text_clear(text);
}

static void print_advice(FILE *out, const struct shared_cause *cause, terminal t) {
  struct text text = {0};
  if (cause->clause) {
    fputs("  \"", out);
    escape_write_string(out, cause->clause, t.utf8);
    fputs("\"\n", out);
  }
  if (cause->change) {
    fputs("  ", out);
    terminal_wrap(out, INDENT, INDENT, cause->change);
  }
  for (size_t i = 0; i < cause->alike.count; i++)
    text_addf(&text, "%s%s", i > 0 ? ", " : "The same answers come from: ", cause->alike.items[i]);
  if (cause->alike.count > 0) fputs("  ", out);
  if (cause->alike.count > 0) print_wrapped(out, &text, INDENT, INDENT);
  text_free(&text);
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

static void print_counted(FILE *out, const struct scheme_causes *found, terminal t) {
  struct text text = {0};
  for (size_t i = 0; i < found->causes.count; i++) {
    const struct shared_cause *cause = &found->causes.items[i];
    fprintf(out, "%6zu: ", cause->num_cases);
    add_mistakes(&text, cause);
    print_wrapped(out, &text, COUNT, INDENT);
    print_advice(out, cause, t);
  }
  text_free(&text);
}

static void print_scheme(FILE *out, const struct scheme_causes *found, terminal t) {
  struct text text = {0};
  bool is_one = found->causes.count == 1;
  fprintf(out, "\n%sCAUSE%s  ", terminal_style_on(t, STYLE_RED), terminal_style_on(t, STYLE_PLAIN));
  add_count(&text, found);
  text_add_string(&text, is_one ? " one cause: " : " these causes:");
  if (is_one) add_mistakes(&text, &found->causes.items[0]);
  print_wrapped(out, &text, LABEL, INDENT);
  if (is_one)
    print_advice(out, &found->causes.items[0], t);
  else
    print_counted(out, found, t);
  if (found->num_unexplained > 0)
    fprintf(out, "  No known mistake explains the other%s.\n", found->num_unexplained == 1 ? " one" : "s");
  text_free(&text);
}

/* "  In 3 requests the message is right and ..." */
static void print_contradictions(FILE *out, const struct scheme_causes *found) {
  struct text text = {0};
  for (int kind = 0; kind < NUM_CONTRADICTIONS; kind++) {
    size_t num = found->causes.contradictions[kind].num_requests;
    if (num == 0) continue;
    text_addf(&text, "In %zu request%s of %s %s", num, text_plural(num), reqsig_scheme_name(found->scheme),
              contradiction_words((enum contradiction_kind)kind));
    fputs(found->causes.count > 0 ? "  " : "\nCLUE  ", out);
    print_wrapped(out, &text, found->causes.count > 0 ? INDENT : LABEL - 1, INDENT);
  }
  text_free(&text);
}

void text_causes(FILE *out, const struct report *report, terminal t) {
  for (size_t i = 0; i < report->causes->count; i++) {
    if (report->causes->items[i].causes.count > 0) print_scheme(out, &report->causes->items[i], t);
    print_contradictions(out, &report->causes->items[i]);
  }
}
