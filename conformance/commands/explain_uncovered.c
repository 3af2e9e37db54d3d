#include <stdio.h>

#include "commands/explain.h"
#include "request/uncovered.h"

void explain_uncovered(struct explain *explain) {
  char text[UNCOVERED_MAX], line[UNCOVERED_MAX + 100];
  if (!uncovered_words(explain->signing, explain->page.terminal.utf8, text)) return;
  snprintf(line, sizeof line, "Of the request, these are no part of the message: %s.", text);
  fputc('\n', explain->page.out);
  page_text(&explain->page, line);
}
