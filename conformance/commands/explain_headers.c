/* The sections on headers: those to add, and beside them those that the request has already. */
#include <stdio.h>

#include "base/escape.h"
#include "base/text.h"
#include "commands/explain.h"
#include "lib/bytes.h"
#include "lib/claims.h"
#include "request/header_rule.h"
#include "request/recipe_text.h"
#include "request/secrets.h"
#include "request/wrong_value.h"

enum { LABEL = 14, VALUE_COLUMN = PAGE_INDENT + LABEL, MAX_WRONG = 300 };

static void print_header_to_add(struct explain *explain, const struct explain_step *header) {
  FILE *out = explain->page.out;
  reqsig_slice name = header->step.bytes;
  fprintf(out, "%*s", PAGE_INDENT, "");
  page_bytes(&explain->page, name, PAGE_INDENT, STYLE_BOLD);
  fputs(": ", out);
  for (const struct explain_step *part = explain_next_header_part(&explain->steps, header); part;
       part = explain_next_header_part(&explain->steps, part))
    explain_print_bytes(explain, part, PAGE_INDENT + (int)name.len + 2, STYLE_GREEN);
  fputc('\n', out);
  page_quote(&explain->page, PAGE_INDENT + 3, header->step.clause);
}

static void print_kept_header(struct explain *explain, const reqsig_step *step) {
  fprintf(explain->page.out, "%*s", PAGE_INDENT, "");
  page_bytes(&explain->page, step->bytes, PAGE_INDENT, STYLE_BOLD);
  fprintf(explain->page.out, " stays as it is: %s\n", step->what);
}

void explain_headers(struct explain *explain) {
  bool any = explain_steps_find(&explain->steps, REQSIG_STEP_HEADER) != NULL;
  page_heading(&explain->page, any ? "The headers to add" : "No headers to add", NULL);
  for (size_t i = 0; i < explain->steps.count; i++) {
    const struct explain_step *step = &explain->steps.items[i];
    if (step->step.kind == REQSIG_STEP_HEADER) print_header_to_add(explain, step);
    if (step->step.kind == REQSIG_STEP_HEADER_KEPT) print_kept_header(explain, &step->step);
  }
}

/* A header that was computed and that the request has already. */
struct comparison {
  const rs_header_rule *rule;
  reqsig_slice computed;
  bool withheld; /* what was computed must not be shown */
  size_t num_sent;
};

/* The parts of a value are written one behind the other. */
static struct comparison comparison_of(const struct explain *explain, const struct explain_step *header) {
  const reqsig_request *request = &explain->opened->request.request;
  struct comparison compared = {.rule = header_rule_of(explain->recipe, header->step.bytes)};
  for (const struct explain_step *part = explain_next_header_part(&explain->steps, header); part;
       part = explain_next_header_part(&explain->steps, part)) {
    if (!compared.computed.data) compared.computed.data = part->step.bytes.data;
    compared.computed.len += part->step.bytes.len;
    compared.withheld |= part->withheld != NULL;
  }
  for (size_t i = 0; i < request->num_headers; i++)
    compared.num_sent += rs_slice_equal_ignoring_case(request->headers[i].name, header->step.bytes);
  return compared;
}

/* Where two MACs or digests differ says nothing. */
static bool is_readable(const rs_header_rule *rule) {
  return !header_rule_part(rule, RS_FROM_MAC) && !header_rule_part(rule, RS_FROM_BODY) &&
         !header_rule_part(rule, RS_FROM_BODY_OR_QUERY);
}

static void mark_difference(const struct explain *explain, reqsig_slice a, reqsig_slice b) {
  FILE *out = explain->page.out;
  size_t at = 0, max = (size_t)terminal_columns(out) - VALUE_COLUMN;
  while (at < a.len && at < b.len && a.data[at] == b.data[at]) at++;
  size_t num_columns = at < max ? escape_columns(b, at, explain->page.terminal.utf8) : max;
  if (num_columns < max)
    fprintf(out, "%*s^ the first difference, at byte %zu\n", VALUE_COLUMN + (int)num_columns, "", at + 1);
  else
    fprintf(out, "%*sthe first difference is at byte %zu\n", VALUE_COLUMN, "", at + 1);
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
static bool add_withheld(const struct explain *explain, const struct comparison *compared, reqsig_slice sent,
                         struct text *text) {
  const struct opened_request *opened = explain->opened;
  const char *secret = secrets_find(opened, sent);
  char wrong[MAX_WRONG];
  wrong_value_words(opened, compared->rule, sent, wrong, sizeof wrong);
  if (!secret && !(*wrong && secrets_withhold(opened, compared->rule->name))) return false;
  text_addf(text, "<%zu byte%s, not shown", sent.len, text_plural(sent.len));
  if (secret) text_addf(text, ", as the %s may be among them", secret);
  text_addf(text, "%s>", wrong);
  return true;
}

/* True if it was shown. */
static bool print_sent(struct explain *explain, const struct comparison *compared, const char *label,
                       reqsig_slice sent) {
  struct page *page = &explain->page;
  struct text text = {0};
  bool withheld = add_withheld(explain, compared, sent, &text);
  if (withheld) {
    print_label(explain, label);
    fputs(terminal_style_on(page->terminal, STYLE_YELLOW), page->out);
    terminal_wrap(page->out, VALUE_COLUMN, VALUE_COLUMN, text_string(&text));
    fputs(terminal_style_on(page->terminal, STYLE_PLAIN), page->out);
  } else {
    print_side(explain, label, sent, STYLE_RED);
  }
  text_free(&text);
  return !withheld;
}

static void print_name(const struct explain *explain, const struct comparison *compared) {
  const struct page *page = &explain->page;
  reqsig_slice name = compared->rule->name;
  fprintf(page->out, "%*s%s%.*s%s: ", PAGE_INDENT, "", terminal_style_on(page->terminal, STYLE_BOLD),
          (int)name.len, (const char *)name.data, terminal_style_on(page->terminal, STYLE_PLAIN));
}

static const char *words_compared(const struct comparison *compared, reqsig_slice sent) {
  if (rs_slice_equal(sent, compared->computed)) return "the same";
  return compared->withheld ? "another value (not shown)" : "another value";
}

static void compare_one(struct explain *explain, const struct comparison *compared, reqsig_slice sent) {
  print_name(explain, compared);
  fprintf(explain->page.out, "%s\n", words_compared(compared, sent));
  if (compared->withheld || rs_slice_equal(sent, compared->computed)) return;
  bool shown = print_sent(explain, compared, "  sent", sent);
  print_side(explain, "  expected", compared->computed, STYLE_GREEN);
  if (shown && is_readable(compared->rule)) mark_difference(explain, sent, compared->computed);
}

static void compare_one_of_many(struct explain *explain, const struct comparison *compared, size_t number,
                                reqsig_slice sent) {
  struct text label = {0};
  text_addf(&label, "  no. %zu", number);
  if (compared->withheld || rs_slice_equal(sent, compared->computed)) {
    print_label(explain, text_string(&label));
    fprintf(explain->page.out, "%s\n", words_compared(compared, sent));
  } else {
    print_sent(explain, compared, text_string(&label), sent);
  }
  text_free(&label);
}

/* A recipient may take any of them. */
static void compare_many(struct explain *explain, const struct comparison *compared) {
  const reqsig_request *request = &explain->opened->request.request;
  size_t number = 0;
  print_name(explain, compared);
  fprintf(explain->page.out, "sent %zu times, but only one is allowed\n", compared->num_sent);
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_slice_equal_ignoring_case(request->headers[i].name, compared->rule->name))
      compare_one_of_many(explain, compared, ++number, request->headers[i].value);
  if (!compared->withheld) print_side(explain, "  expected", compared->computed, STYLE_GREEN);
}

/* The signature for another time differs in any case: a comparison with it says nothing. */
static void advise_time(const struct explain *explain) {
  reqsig_slice name = recipe_timestamp_header(explain->recipe);
  const reqsig_header *header = name.len > 0 ? rs_header_find(&explain->opened->request.request, name) : NULL;
  int64_t time_ms, unit = explain->recipe->time.format == RS_UNIX_MILLISECONDS ? 1 : 1000;
  if (!header || !rs_claims_read_time(explain->recipe->time.format, header->value, &time_ms)) return;
  if (time_ms < 0 || secrets_find(explain->opened, header->value)) return;
  if (time_ms / unit == explain->opened->now_ms / unit) return;
  fputc('\n', explain->page.out);
  page_textf(
      &explain->page,
      "The request carries another time, so its signature must differ. To see the signature for that time, "
      "give --now %lld.",
      (long long)time_ms);
}

void explain_sent_headers(struct explain *explain) {
  bool any = false;
  for (size_t i = 0; i < explain->steps.count; i++) {
    const struct explain_step *step = &explain->steps.items[i];
    if (step->step.kind != REQSIG_STEP_HEADER) continue;
    struct comparison compared = comparison_of(explain, step);
    if (compared.num_sent == 0) continue;
    if (!any) page_heading(&explain->page, "The headers that the request already has", NULL);
    any = true;
    if (compared.num_sent > 1)
      compare_many(explain, &compared);
    else
      compare_one(explain, &compared,
                  rs_header_find(&explain->opened->request.request, step->step.bytes)->value);
  }
  if (any) advise_time(explain);
}
