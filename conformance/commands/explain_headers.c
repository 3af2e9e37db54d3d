/* The sections on headers: those to add, and beside them those that the request has already. */
#include <stdio.h>

#include "base/text.h"
#include "commands/explain.h"
#include "lib/bytes.h"
#include "lib/claims.h"
#include "lib/timestamp.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

enum { LABEL = 14, VALUE_COLUMN = PAGE_INDENT + LABEL };

static void print_header_to_add(struct explain *explain, const struct explain_step *header) {
  FILE *out = explain->page.out;
  fprintf(out, "%*s", PAGE_INDENT, "");
  int value = page_bytes(&explain->page, header->step.bytes, PAGE_INDENT, PAGE_INDENT, STYLE_BOLD) + 2;
  int column = value;
  fputs(": ", out);
  for (const struct explain_step *part = explain_next_header_part(&explain->steps, header); part;
       part = explain_next_header_part(&explain->steps, part))
    column = explain_print_bytes(explain, part, column, value, STYLE_GREEN);
  fputc('\n', out);
  page_quote(&explain->page, PAGE_INDENT + 3, header->step.clause);
}

static void print_kept_header(struct explain *explain, const reqsig_step *step) {
  fprintf(explain->page.out, "%*s", PAGE_INDENT, "");
  page_bytes(&explain->page, step->bytes, PAGE_INDENT, PAGE_INDENT, STYLE_BOLD);
  fprintf(explain->page.out, " stays as it is: %s\n", step->what);
}

/* The target is among them where the scheme signs by parameters. */
static const char *words_to_add(const struct explain *explain) {
  size_t num_headers = 0, num_targets = 0;
  for (size_t i = 0; i < explain->steps.count; i++) {
    const reqsig_step *step = &explain->steps.items[i].step;
    if (step->kind != REQSIG_STEP_HEADER) continue;
    if (rs_slice_equal(step->bytes, RS_LITERAL(REQSIG_PATH_HEADER)))
      num_targets++;
    else
      num_headers++;
  }
  if (num_targets == 0) return num_headers > 0 ? "The headers to add" : "No headers to add";
  return num_headers > 0 ? "The headers to add, and the target to send" : "The target to send";
}

static void print_where_to_copy(struct explain *explain) {
  fputc('\n', explain->page.out);
  page_text(&explain->page, "To copy that: reqsig sign prints it unwrapped.");
}

void explain_headers(struct explain *explain) {
  struct page *page = &explain->page;
  bool had_breaks = page->has_breaks;
  page_heading(page, words_to_add(explain), NULL);
  page->has_breaks = false;
  for (size_t i = 0; i < explain->steps.count; i++) {
    const struct explain_step *step = &explain->steps.items[i];
    if (step->step.kind == REQSIG_STEP_HEADER) print_header_to_add(explain, step);
    if (step->step.kind == REQSIG_STEP_HEADER_KEPT) print_kept_header(explain, &step->step);
  }
  if (page->has_breaks) print_where_to_copy(explain);
  page->has_breaks |= had_breaks;
}

/* Where two MACs or digests differ says nothing. */
static bool is_readable(const rs_header_rule *rule) {
  return !recipe_header_part(rule, RS_FROM_MAC) && !recipe_header_part(rule, RS_FROM_BODY) &&
         !recipe_header_part(rule, RS_FROM_BODY_OR_QUERY);
}

static void mark_difference(const struct explain *explain, reqsig_slice a, reqsig_slice b) {
  FILE *out = explain->page.out;
  size_t at = 0, max = (size_t)terminal_columns(out) - VALUE_COLUMN;
  while (at < a.len && at < b.len && a.data[at] == b.data[at]) at++;
  bool utf8 = explain->page.terminal.utf8, in_a_line = escape_columns(b, b.len, utf8) <= max;
  size_t num_columns = in_a_line ? escape_columns(b, at, utf8) : max;
  if (num_columns < max)
    fprintf(out, "%*s^ the first difference, at offset %zu\n", VALUE_COLUMN + (int)num_columns, "", at);
  else
    fprintf(out, "%*sthe first difference is at offset %zu\n", VALUE_COLUMN, "", at);
}

static void print_label(const struct explain *explain, const char *label) {
  fprintf(explain->page.out, "%*s%-*s", PAGE_INDENT, "", LABEL, label);
}

static void print_side(struct explain *explain, const char *label, reqsig_slice value, terminal_style style) {
  print_label(explain, label);
  page_bytes(&explain->page, value, VALUE_COLUMN, VALUE_COLUMN, style);
  fputc('\n', explain->page.out);
}

/* What stands in the place of a value that is not shown. */
static void print_in_place(const struct explain *explain, const char *label, const char *sentence) {
  const struct page *page = &explain->page;
  struct text text = {0};
  text_addf(&text, "<%s>", sentence);
  print_label(explain, label);
  fputs(terminal_style_on(page->terminal, STYLE_YELLOW), page->out);
  terminal_wrap(page->out, VALUE_COLUMN, VALUE_COLUMN, text_string(&text));
  fputs(terminal_style_on(page->terminal, STYLE_PLAIN), page->out);
  text_free(&text);
}

static void print_sent(struct explain *explain, const char *label, const struct finding *sent) {
  if (sent->found.data)
    print_side(explain, label, sent->found, STYLE_RED);
  else
    print_in_place(explain, label, sent->sentence);
}

static void print_expected(struct explain *explain, reqsig_slice wanted) {
  if (!wanted.data)
    print_in_place(explain, "  expected", "not shown");
  else if (wanted.len == 0)
    print_in_place(explain, "  expected", "no header of that name");
  else
    print_side(explain, "  expected", wanted, STYLE_GREEN);
}

static void print_name(const struct explain *explain, const struct finding *sent) {
  const struct page *page = &explain->page;
  reqsig_slice name = sent->header->name;
  fprintf(page->out, "%*s%s%.*s%s: ", PAGE_INDENT, "", terminal_style_on(page->terminal, STYLE_BOLD),
          (int)name.len, (const char *)name.data, terminal_style_on(page->terminal, STYLE_PLAIN));
}

static void print_one(struct explain *explain, const struct finding *sent) {
  print_name(explain, sent);
  fputs(sent->kind == FINDING_MATCH ? "the same\n" : "another value\n", explain->page.out);
  if (sent->kind == FINDING_MATCH) return;
  print_sent(explain, "  sent", sent);
  print_expected(explain, sent->wanted);
  if (sent->found.data && sent->wanted.len > 0 && is_readable(sent->header))
    mark_difference(explain, sent->found, sent->wanted);
  if (!sent->remark) return;
  print_label(explain, "");
  terminal_wrap(explain->page.out, VALUE_COLUMN, VALUE_COLUMN, sent->remark);
}

/* A recipient may take any of them. */
static void print_many(struct explain *explain, const struct finding *sent) {
  print_name(explain, sent);
  fprintf(explain->page.out, "sent %zu times, but only one is allowed\n", sent->num_sent);
  for (size_t i = 0; i < sent->num_sent; i++) {
    struct text label = {0};
    text_addf(&label, "  no. %zu", i + 1);
    if (sent[i].kind != FINDING_MATCH) {
      print_sent(explain, text_string(&label), &sent[i]);
    } else {
      print_label(explain, text_string(&label));
      fputs("the same\n", explain->page.out);
    }
    text_free(&label);
  }
  print_expected(explain, sent->wanted);
}

/* The signature for another time differs in any case: a comparison with it says nothing. */
static void advise_time(struct explain *explain) {
  reqsig_slice sent =
      recipe_sent_time(&explain->steps.arena, explain->recipe, &explain->opened->request.request);
  int64_t time_ms, unit = explain->recipe->time.format == RS_UNIX_MILLISECONDS ? 1 : 1000;
  if (!sent.data || !rs_time_read(explain->recipe->time.format, sent, &time_ms)) return;
  if (time_ms < 0 || secrets_find(explain->opened, sent)) return;
  if (time_ms / unit == explain->opened->now_ms / unit) return;
  fputc('\n', explain->page.out);
  page_textf(
      &explain->page,
      "The request carries another time, so its signature must differ. To see the signature for that time, "
      "give --now %lld.",
      (long long)time_ms);
}

/* Whether signing gives the header, and the request has it. */
static bool is_compared(const struct finding *finding) {
  return finding->topic == TOPIC_HEADER && finding->kind != FINDING_HINT && finding->num_sent > 0;
}

static bool is_parameter(const struct finding *finding) {
  return finding->header->place == RS_IN_QUERY;
}

static const char *words_sent(const struct findings *findings) {
  bool any_header = false, any_parameter = false;
  for (size_t i = 0; i < findings->count; i++) {
    if (!is_compared(&findings->items[i])) continue;
    any_header |= !is_parameter(&findings->items[i]);
    any_parameter |= is_parameter(&findings->items[i]);
  }
  if (!any_parameter) return "The headers that the request already has";
  return any_header ? "The headers and parameters that the request already has"
                    : "The parameters that the request already has";
}

static bool has_signature(const struct findings *findings) {
  for (size_t i = 0; i < findings->count; i++)
    if (is_compared(&findings->items[i]) && recipe_header_part(findings->items[i].header, RS_FROM_MAC))
      return true;
  return false;
}

void explain_sent_headers(struct explain *explain) {
  const struct findings *findings = &explain->findings;
  bool any = false;
  for (size_t i = 0; i < findings->count; i++) {
    const struct finding *sent = &findings->items[i];
    if (!is_compared(sent)) continue;
    if (!any) page_heading(&explain->page, words_sent(findings), NULL);
    any = true;
    (sent->num_sent > 1 ? print_many : print_one)(explain, sent);
    i += sent->num_sent - 1;
  }
  if (any && has_signature(findings)) advise_time(explain);
}
