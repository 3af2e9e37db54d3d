#include <stdio.h>

#include "commands/explain.h"
#include "request/unsigned_parts.h"

void explain_unsigned(struct explain *explain) {
  char text[UNCOVERED_MAX], line[UNCOVERED_MAX + 100];
  if (!unsigned_parts(explain->opened, explain->page.terminal.utf8, text)) return;
  snprintf(line, sizeof line, "Not signed: %s.", text);
  fputc('\n', explain->page.out);
  page_text(&explain->page, line);
}
