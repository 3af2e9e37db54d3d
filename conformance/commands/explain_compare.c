#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/terminal.h"
#include "base/text.h"
#include "commands/explain.h"
#include "lib/bytes.h"
#include "lib/claims.h"
#include "request/header_rule.h"
#include "request/recipe_text.h"
#include "request/secrets.h"
#include "request/wrong_value.h"

enum {
  LABEL = 14,
  VALUE_COLUMN = PAGE_INDENT + LABEL,
  MAX_MARKED = 200,
  MAX_WRONG = 300,
  MAX_WITHHELD = MAX_WRONG + 100
};

/* A header that was computed and that the request has already. */
typedef struct comparison {
  const rs_header_rule *rule;
  reqsig_slice computed;
  bool secret; /* what was computed must not be shown */
  size_t num_sent;
} comparison;

static comparison comparison_of(const struct explain *explain, const reqsig_step *header) {
  const reqsig_request *request = &explain->opened->request.request;
  comparison compared = {.rule = header_rule_of(explain->recipe, header->bytes)};
  size_t len = explain_header_len(&explain->steps, header, &compared.secret);
  /* The parts of a value are written one behind the other. */
  compared.computed = rs_slice(header[1].bytes.data, len);
  for (size_t i = 0; i < request->num_headers; i++)
    compared.num_sent += rs_slice_equal_ignoring_case(request->headers[i].name, header->bytes);
  return compared;
}

/* Where two MACs or digests differ says nothing. */
static bool is_text(const rs_header_rule *rule) {
  return !header_rule_part(rule, RS_FROM_MAC) && !header_rule_part(rule, RS_FROM_BODY) &&
         !header_rule_part(rule, RS_FROM_BODY_OR_QUERY);
}

static void mark_difference(const struct explain *explain, reqsig_slice a, reqsig_slice b) {
  size_t at = 0;
  while (at < a.len && at < b.len && a.data[at] == b.data[at]) at++;
  size_t num_columns = at <= MAX_MARKED ? escape_columns(b, at, explain->page.terminal.utf8) : 0;
  if (at > MAX_MARKED)
    fprintf(explain->page.out, "%*sthe first difference is at byte %zu\n", VALUE_COLUMN, "", at + 1);
  else
    fprintf(explain->page.out, "%*s^ the first difference, at byte %zu\n", VALUE_COLUMN + (int)num_columns,
            "", at + 1);
}

static void print_label(const struct explain *explain, const char *label) {
  fprintf(explain->page.out, "%*s%-*s", PAGE_INDENT, "", LABEL, label);
}

static void print_side(struct explain *explain, const char *label, reqsig_slice value, terminal_style style) {
  print_label(explain, label);
  page_bytes(&explain->page, value, VALUE_COLUMN, style);
  fputc('\n', explain->page.out);
}

/* What is sent in place of a signature may be somebody's secret, unless it has a signature's form. False if
 * it may be shown. */
static bool withhold(const struct explain *explain, const comparison *compared, reqsig_slice sent, char *text,
                     size_t size) {
  const struct opened_request *opened = explain->opened;
  const char *secret = secrets_find(opened, sent);
  char wrong[MAX_WRONG];
  wrong_value_words(opened, compared->rule, sent, wrong, sizeof wrong);
  if (!secret && !(*wrong && secrets_withhold(opened, compared->rule->name))) return false;
  snprintf(text, size, "<%zu byte%s, not shown%s%s%s%s>", sent.len, text_plural(sent.len),
           secret ? ", as the " : "", secret ? secret : "", secret ? " may be among them" : "", wrong);
  return true;
}

/* True if it was shown. */
static bool print_sent(struct explain *explain, const comparison *compared, const char *label,
                       reqsig_slice sent) {
  struct page *page = &explain->page;
  char text[MAX_WITHHELD];
  bool withheld = withhold(explain, compared, sent, text, sizeof text);
  if (!withheld) {
    print_side(explain, label, sent, STYLE_RED);
    return true;
  }
  print_label(explain, label);
  fputs(terminal_style_on(page->terminal, STYLE_YELLOW), page->out);
  terminal_wrap(page->out, VALUE_COLUMN, VALUE_COLUMN, text);
  fputs(terminal_style_on(page->terminal, STYLE_PLAIN), page->out);
  return false;
}

static void print_name(const struct explain *explain, const comparison *compared, const char *text) {
  const struct page *page = &explain->page;
  reqsig_slice name = compared->rule->name;
  fprintf(page->out, "%*s%s%.*s%s: %s\n", PAGE_INDENT, "", terminal_style_on(page->terminal, STYLE_BOLD),
          (int)name.len, (const char *)name.data, terminal_style_on(page->terminal, STYLE_PLAIN), text);
}

static void compare(struct explain *explain, const comparison *compared, reqsig_slice sent) {
  if (rs_slice_equal(sent, compared->computed)) {
    print_name(explain, compared, "the same");
    return;
  }
  print_name(explain, compared, compared->secret ? "another value (not shown)" : "another value");
  if (compared->secret) return;
  bool shown = print_sent(explain, compared, "  sent", sent);
  print_side(explain, "  expected", compared->computed, STYLE_GREEN);
  if (shown && is_text(compared->rule)) mark_difference(explain, sent, compared->computed);
}

static void compare_one_of(struct explain *explain, const comparison *compared, size_t number,
                           reqsig_slice sent) {
  char label[LABEL];
  snprintf(label, sizeof label, "  no. %zu", number);
  bool same = rs_slice_equal(sent, compared->computed);
  if (!same && !compared->secret) {
    print_sent(explain, compared, label, sent);
    return;
  }
  print_label(explain, label);
  fputs(same ? "the same\n" : "another value (not shown)\n", explain->page.out);
}

/* Who reads such a request may take any of them. */
static void compare_each(struct explain *explain, const comparison *compared) {
  const reqsig_request *request = &explain->opened->request.request;
  char text[MAX_WRONG];
  size_t number = 0;
  snprintf(text, sizeof text, "there %zu times, but may be there only once", compared->num_sent);
  print_name(explain, compared, text);
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_slice_equal_ignoring_case(request->headers[i].name, compared->rule->name))
      compare_one_of(explain, compared, ++number, request->headers[i].value);
  if (!compared->secret) print_side(explain, "  expected", compared->computed, STYLE_GREEN);
}

/* The signature of another time differs in any case, so that nothing can be learnt from it. */
static void advise_time(const struct explain *explain) {
  reqsig_slice name = recipe_timestamp_header(explain->recipe);
  const reqsig_header *header = name.len > 0 ? rs_header_find(&explain->opened->request.request, name) : NULL;
  int64_t time_ms, unit = explain->recipe->time.format == RS_UNIX_MILLISECONDS ? 1 : 1000;
  if (!header || !rs_claims_read_time(explain->recipe->time.format, header->value, &time_ms)) return;
  if (time_ms < 0 || secrets_find(explain->opened, header->value)) return;
  if (time_ms / unit == explain->opened->now_ms / unit) return;
  char text[256];
  snprintf(
      text, sizeof text,
      "The two times differ, and so must the signatures. To see the signature for the request's own time, "
      "give --now %lld",
      (long long)time_ms);
  fputc('\n', explain->page.out);
  page_text(&explain->page, text);
}

void explain_compare(struct explain *explain) {
  bool any = false;
  for (size_t i = 0; i < explain->steps.num_steps; i++) {
    const reqsig_step *step = &explain->steps.steps[i];
    if (step->kind != REQSIG_STEP_HEADER) continue;
    comparison compared = comparison_of(explain, step);
    if (compared.num_sent == 0) continue;
    if (!any) page_heading(&explain->page, "Headers that the request has already", NULL);
    any = true;
    if (compared.num_sent > 1)
      compare_each(explain, &compared);
    else
      compare(explain, &compared, rs_header_find(&explain->opened->request.request, step->bytes)->value);
  }
  if (any) advise_time(explain);
}
