#include <stdio.h>

#include "commands/verify.h"
#include "request/unsigned_parts.h"

/* The rows share one label. */
static void print_row(const struct judgement *judged, int *num_rows, const char *text) {
  if (*num_rows == 0) fputc('\n', judged->page.out);
  page_row(&judged->page, (*num_rows)++ == 0 ? "not checked" : "", text);
}

void verify_unchecked(const struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  bool utf8 = judged->page.terminal.utf8;
  char words[UNCOVERED_MAX], text[UNCOVERED_MAX + 100];
  int num_rows = 0;
  if (!judged->is_signed) {
    print_row(judged, &num_rows, "anything but the key: nothing of such a request is signed");
  } else if (unsigned_parts(opened, utf8, words)) {
    snprintf(text, sizeof text, "%s: not signed", words);
    print_row(judged, &num_rows, text);
  }
  if (unsigned_headers(opened, utf8, words)) {
    snprintf(text, sizeof text, "the headers that the scheme does not read: %s", words);
    print_row(judged, &num_rows, text);
  }
  if (judged->verdict.fresh == REQSIG_UNKNOWN)
    print_row(judged, &num_rows, "the age: replay is not detected");
}
