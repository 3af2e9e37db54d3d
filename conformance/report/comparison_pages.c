/* A comparison as text, as Markdown and as a page of HTML. */
#include <string.h>

#include "base/terminal.h"
#include "lib/bytes.h"
#include "report/report.h"
#include "report/saved_report.h"

/* Reports are named by letters in tables, as their names may be long: A, B, ... Z, 27, 28. */
static void add_letter(struct text *text, size_t nth) {
  if (nth < 26)
    text_addf(text, "%c", (char)('A' + nth));
  else
    text_addf(text, "%zu", nth + 1);
}

static const char *outcome_in(const struct compared_case *compared, size_t nth) {
  return compared->in[nth] ? compared->in[nth]->outcome : "-";
}

static void print_counts(FILE *out, const struct report_comparison *comparison, const char *scheme) {
  fprintf(out, "  %-10s", scheme ? scheme : "all");
  for (size_t i = 0; i < comparison->num_reports; i++) {
    struct text cell = {0};
    saved_counts_add(&cell, saved_counts_of(&comparison->reports[i], scheme));
    fprintf(out, "  %15s", text_string(&cell));
    text_free(&cell);
  }
  fputs("\n", out);
}

static void print_letters(FILE *out, int first, const struct report_comparison *comparison) {
  fprintf(out, "%*s", first, "");
  for (size_t i = 0; i < comparison->num_reports; i++) {
    struct text letter = {0};
    add_letter(&letter, i);
    fprintf(out, "  %15s", text_string(&letter));
    text_free(&letter);
  }
  fputs("\n", out);
}

static void print_report(FILE *out, struct arena *arena, const struct report_comparison *comparison,
                         size_t nth, terminal t) {
  const struct saved_report *report = &comparison->reports[nth];
  const char *change = comparison->is_of_one ? comparison_change(arena, comparison, nth) : NULL;
  struct text text = {0};
  add_letter(&text, nth);
  fprintf(out, "%s  ", text_string(&text));
  text_clear(&text);
  escape_write_string(out, report->name, t.utf8);
  fputs(*report->version ? " " : "", out);
  escape_write_string(out, report->version, t.utf8);
  fputs(" (", out);
  escape_write_string(out, report->path, t.utf8);
  fputs(", reqsig ", out);
  escape_write_string(out, report->suite, t.utf8);
  fputs(")\n   ", out);
  text_add_escaped(&text, reqsig_text(report->summary), t.utf8);
  terminal_wrap(out, 3, 3, text_string(&text));
  if (change) fprintf(out, "   since the one before: %s\n", change);
  text_free(&text);
}

void comparison_text(FILE *out, const struct report_comparison *comparison, size_t max) {
  terminal t = terminal_of(out);
  struct arena arena = {0};
  size_t num_shown = 0;
  for (size_t i = 0; i < comparison->num_reports; i++) print_report(out, &arena, comparison, i, t);
  if (comparison->has_other_vectors) fputs("note: the reports are of different vectors\n", out);
  fputs("\n", out);
  print_letters(out, 12, comparison);
  for (size_t i = 0; i < comparison->num_schemes; i++) print_counts(out, comparison, comparison->schemes[i]);
  if (comparison->num_schemes != 1) print_counts(out, comparison, NULL);
  if (comparison->num_reports > 1)
    fprintf(out, "\n%zu case%s in some and not in others\n", comparison->num_differing,
            comparison->num_differing == 1 ? " fails" : "s fail");
  for (size_t i = 0; i < comparison->num_cases && num_shown < max; i++) {
    const struct compared_case *compared = &comparison->cases[i];
    if (!compared->differs) continue;
    num_shown++;
    fputs("  ", out);
    escape_write_string(out, compared->any->id, t.utf8);
    fputs(" ", out);
    escape_write_string(out, compared->any->op, t.utf8);
    fputs(":", out);
    for (size_t k = 0; k < comparison->num_reports; k++) {
      fputs(k > 0 ? ", " : " ", out);
      escape_write_string(out, outcome_in(compared, k), t.utf8);
    }
    fputs("\n", out);
  }
  if (comparison->num_differing > num_shown)
    fprintf(out, "  and %zu more: --all prints them\n", comparison->num_differing - num_shown);
  arena_free(&arena);
}

/* A table, in Markdown or in HTML. */
struct table {
  FILE *out;
  bool is_html;
};

static void write_name(const struct table *table, const char *string) {
  (table->is_html ? markup_write_string : markdown_write_string)(table->out, string);
}

static void begin_row(const struct table *table) {
  fputs(table->is_html ? "<tr>" : "|", table->out);
}

static void end_row(const struct table *table) {
  fputs(table->is_html ? "</tr>\n" : "\n", table->out);
}

static void write_cell(const struct table *table, const char *tag, const char *class, const char *string) {
  if (table->is_html && class)
    fprintf(table->out, "<%s class=\"%s\">", tag, class);
  else
    fprintf(table->out, table->is_html ? "<%s>" : " ", tag);
  write_name(table, string);
  fprintf(table->out, table->is_html ? "</%s>" : " |", tag);
}

static void write_head(const struct table *table, const char *first,
                       const struct report_comparison *comparison) {
  fputs(table->is_html ? "<table class=\"plain\"><thead>" : "\n", table->out);
  begin_row(table);
  write_cell(table, "th", NULL, first);
  for (size_t i = 0; i < comparison->num_reports; i++) {
    struct text letter = {0};
    add_letter(&letter, i);
    write_cell(table, "th", NULL, text_string(&letter));
    text_free(&letter);
  }
  end_row(table);
  if (table->is_html) {
    fputs("</thead><tbody>\n", table->out);
    return;
  }
  for (size_t i = 0; i <= comparison->num_reports; i++) fputs("|---", table->out);
  fputs("|\n", table->out);
}

static void end_table(const struct table *table) {
  fputs(table->is_html ? "</tbody></table>\n" : "", table->out);
}

/* In the page's style. */
static const char *class_of(enum saved_state state) {
  bool is_bad = state == SAVED_FAILS || state == SAVED_UNSUPPORTED || state == SAVED_NOT_RUN;
  return is_bad ? "fail" : state == SAVED_RIGHT ? "pass" : "none";
}

static void write_counts(const struct table *table, const struct report_comparison *comparison,
                         const char *scheme) {
  begin_row(table);
  write_cell(table, "th", NULL, scheme ? scheme : "all");
  for (size_t i = 0; i < comparison->num_reports; i++) {
    struct text cell = {0};
    struct saved_counts counts = saved_counts_of(&comparison->reports[i], scheme);
    saved_counts_add(&cell, counts);
    write_cell(table, "td", class_of(saved_counts_worst(counts)), text_string(&cell));
    text_free(&cell);
  }
  end_row(table);
}

static void write_differing(const struct table *table, const struct report_comparison *comparison,
                            size_t max) {
  size_t num_shown = 0;
  write_head(table, "case", comparison);
  for (size_t i = 0; i < comparison->num_cases && num_shown < max; i++) {
    const struct compared_case *compared = &comparison->cases[i];
    struct text name = {0};
    if (!compared->differs) continue;
    num_shown++;
    text_addf(&name, "%s %s", compared->any->id, compared->any->op);
    begin_row(table);
    write_cell(table, "th", NULL, text_string(&name));
    for (size_t k = 0; k < comparison->num_reports; k++) {
      enum saved_state state = compared->in[k] ? compared->in[k]->state : SAVED_ABSENT;
      write_cell(table, "td", class_of(state), outcome_in(compared, k));
    }
    end_row(table);
    text_free(&name);
  }
  end_table(table);
  if (comparison->num_differing > num_shown)
    fprintf(table->out, "%sand %zu more%s\n", table->is_html ? "<p>" : "\n",
            comparison->num_differing - num_shown, table->is_html ? "</p>" : "");
}

static void write_reports(const struct table *table, const struct report_comparison *comparison) {
  struct arena arena = {0};
  fputs(table->is_html ? "<ul>\n" : "\n", table->out);
  for (size_t i = 0; i < comparison->num_reports; i++) {
    const struct saved_report *report = &comparison->reports[i];
    const char *change = comparison->is_of_one ? comparison_change(&arena, comparison, i) : NULL;
    struct text letter = {0};
    add_letter(&letter, i);
    fprintf(table->out, table->is_html ? "<li><b>%s</b> " : "- **%s** ", text_string(&letter));
    write_name(table, report->name);
    fputs(" ", table->out);
    write_name(table, report->version);
    fputs(" (", table->out);
    write_name(table, report->path);
    fputs(", reqsig ", table->out);
    write_name(table, report->suite);
    fputs("): ", table->out);
    write_name(table, report->summary);
    if (change) fprintf(table->out, " Since the one before: %s.", change);
    fputs(table->is_html ? "</li>\n" : "\n", table->out);
    text_free(&letter);
  }
  fputs(table->is_html ? "</ul>\n" : "", table->out);
  if (comparison->has_other_vectors)
    fprintf(table->out, "%sThe reports are of different vectors.%s\n",
            table->is_html ? "<p class=\"note\">" : "\n", table->is_html ? "</p>" : "");
  arena_free(&arena);
}

static const char *title_of(const struct report_comparison *comparison) {
  return comparison->num_reports == 1 ? "A run"
         : comparison->is_of_one      ? "Runs over time"
                                      : "Implementations side by side";
}

static void write_all(const struct table *table, const struct report_comparison *comparison, size_t max) {
  write_reports(table, comparison);
  write_head(table, "scheme", comparison);
  for (size_t i = 0; i < comparison->num_schemes; i++)
    write_counts(table, comparison, comparison->schemes[i]);
  if (comparison->num_schemes != 1) write_counts(table, comparison, NULL);
  end_table(table);
  if (comparison->num_differing == 0) return;
  fprintf(table->out, table->is_html ? "<h2>%s</h2>\n" : "\n### %s\n",
          "What fails in some and not in others");
  write_differing(table, comparison, max);
}

void comparison_markdown(FILE *out, const struct report_comparison *comparison, size_t max) {
  struct table table = {out, false};
  fprintf(out, "## reqsig: %s\n", title_of(comparison));
  write_all(&table, comparison, max);
}

void comparison_html(FILE *out, const struct report_comparison *comparison, size_t max) {
  struct table table = {out, true};
  reqsig_slice style = page_file("page.css");
  fprintf(out,
          "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
          "content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
          "dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
          "'unsafe-inline'\">\n<title>%s · reqsig</title>\n<style>\n",
          title_of(comparison));
  fwrite(style.data, 1, style.len, out);
  fprintf(out,
          "</style>\n</head>\n<body>\n<p class=\"brand\">reqsig</p>\n<h1>%s</h1>\n<main class=\"scroll\">\n",
          title_of(comparison));
  write_all(&table, comparison, max);
  fputs("</main>\n</body>\n</html>\n", out);
}
