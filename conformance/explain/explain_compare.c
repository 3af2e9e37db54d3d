#include <stdio.h>
#include <string.h>

#include "explain.h"
#include "lib/bytes.h"
#include "lib/claims.h"
#include "visible.h"
#include "words.h"

enum { LABEL = 14, VALUE_COLUMN = PAGE_INDENT + LABEL, MAX_MARKED = 200 };

static reqsig_slice value_of(const struct explain *explain, const reqsig_step *header, bool *secret) {
  size_t len = explain_header_len(&explain->steps, header, secret);
  /* The parts of a value are written one behind the other. */
  return rs_slice(header[1].bytes.data, len);
}

static const reqsig_header *borne(const struct explain *explain, const reqsig_step *step) {
  if (step->kind != REQSIG_STEP_HEADER) return NULL;
  return rs_header_find(&explain->signing->request.request, step->bytes);
}

static void mark_difference(const struct explain *explain, reqsig_slice a, reqsig_slice b) {
  size_t at = 0;
  while (at < a.len && at < b.len && a.data[at] == b.data[at]) at++;
  size_t num_columns = at <= MAX_MARKED ? visible_columns(b, at, explain->page.term.utf8) : 0;
  if (at > MAX_MARKED)
    fprintf(explain->page.out, "%*sthe first difference is at byte %zu\n", VALUE_COLUMN, "", at + 1);
  else
    fprintf(explain->page.out, "%*s^ the first difference, at byte %zu\n", VALUE_COLUMN + (int)num_columns,
            "", at + 1);
}

static void print_side(struct explain *explain, const char *label, reqsig_slice value, term_style style) {
  fprintf(explain->page.out, "%*s%-*s", PAGE_INDENT, "", LABEL, label);
  page_bytes(&explain->page, value, VALUE_COLUMN, style);
  fputc('\n', explain->page.out);
}

static void compare(struct explain *explain, const reqsig_step *step, reqsig_slice bears) {
  struct page *page = &explain->page;
  bool secret;
  reqsig_slice computed = value_of(explain, step, &secret);
  bool same = rs_slice_equal(bears, computed);
  fprintf(page->out, "%*s%s%.*s%s: %s%s\n", PAGE_INDENT, "", term_style_on(page->term, TERM_BOLD),
          (int)step->bytes.len, (const char *)step->bytes.data, term_style_on(page->term, TERM_PLAIN),
          same ? "the same" : "another value", secret && !same ? " (not shown)" : "");
  if (same || secret) return;
  print_side(explain, "  it bears", bears, TERM_RED);
  print_side(explain, "  computed", computed, TERM_GREEN);
  mark_difference(explain, bears, computed);
}

/* The signature of another time differs in any case, so that nothing can be learnt from it. */
static void advise_time(const struct explain *explain) {
  reqsig_slice name = words_timestamp_header(explain->recipe);
  const reqsig_header *header =
      name.len > 0 ? rs_header_find(&explain->signing->request.request, name) : NULL;
  int64_t time_ms, unit = explain->recipe->time.format == RS_UNIX_MILLISECONDS ? 1 : 1000;
  if (!header || !rs_claims_read_time(explain->recipe->time.format, header->value, &time_ms)) return;
  if (time_ms < 0) return;
  if (time_ms / unit == explain->signing->now_ms / unit) return;
  char text[256];
  snprintf(text, sizeof text,
           "The two are of different times, so their signatures differ in any case. To compute the one for "
           "the time "
           "that the request bears, give --now %lld",
           (long long)time_ms);
  fputc('\n', explain->page.out);
  page_text(&explain->page, text);
}

void explain_compare(struct explain *explain) {
  size_t num_borne = 0;
  for (size_t i = 0; i < explain->steps.num_steps; i++) {
    const reqsig_step *step = &explain->steps.steps[i];
    const reqsig_header *header = borne(explain, step);
    if (!header) continue;
    if (num_borne++ == 0)
      page_heading(&explain->page, "What the request bears already, beside what was computed", NULL);
    compare(explain, step, header->value);
  }
  if (num_borne > 0) advise_time(explain);
}
