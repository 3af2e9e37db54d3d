#include <stdio.h>

#include "commands/explain.h"

static void print_value(struct explain *explain, const reqsig_step *header, int column) {
  const reqsig_step *end = explain->steps.steps + explain->steps.num_steps;
  for (const reqsig_step *part = header + 1; part < end && part->kind == REQSIG_STEP_HEADER_PART; part++)
    explain_bytes(explain, part, column, STYLE_GREEN);
}

static void print_header(struct explain *explain, const reqsig_step *header) {
  FILE *out = explain->page.out;
  bool secret;
  fprintf(out, "%*s", PAGE_INDENT, "");
  page_bytes(&explain->page, header->bytes, PAGE_INDENT, STYLE_BOLD);
  if (explain_header_len(&explain->steps, header, &secret) > 0) {
    fputs(": ", out);
    print_value(explain, header, PAGE_INDENT + (int)header->bytes.len + 2);
    fputc('\n', out);
  } else {
    fputs(" is not sent, as its value is empty\n", out);
  }
  page_quote(&explain->page, PAGE_INDENT + 3, header->clause);
}

static void print_kept(struct explain *explain, const reqsig_step *step) {
  fprintf(explain->page.out, "%*s", PAGE_INDENT, "");
  page_bytes(&explain->page, step->bytes, PAGE_INDENT, STYLE_BOLD);
  fprintf(explain->page.out, " stays as it is: %s\n", step->what);
}

void explain_headers(struct explain *explain) {
  bool any = explain_steps_find(&explain->steps, REQSIG_STEP_HEADER) != NULL;
  page_heading(&explain->page, any ? "The headers to add" : "No header is to be added", NULL);
  for (size_t i = 0; i < explain->steps.num_steps; i++) {
    const reqsig_step *step = &explain->steps.steps[i];
    if (step->kind == REQSIG_STEP_HEADER) print_header(explain, step);
    if (step->kind == REQSIG_STEP_HEADER_KEPT) print_kept(explain, step);
  }
}
