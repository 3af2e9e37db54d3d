#include <stdio.h>

#include "commands/explain.h"
#include "request/unsigned_parts.h"

void explain_unsigned(struct explain *explain) {
  struct text line = {0};
  text_add_string(&line, "Not signed: ");
  if (add_unsigned_parts(explain->opened, explain->page.terminal.utf8, &line)) {
    text_add_string(&line, ".");
    fputc('\n', explain->page.out);
    page_text(&explain->page, text_string(&line));
  }
  text_free(&line);
}
