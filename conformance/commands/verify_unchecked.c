#include <stdio.h>

#include "commands/verify.h"
#include "request/uncovered.h"

/* The rows share one label. */
static void print_row(const struct verification *verification, int *num_rows, const char *text) {
  if (*num_rows == 0) fputc('\n', verification->page.out);
  page_row(&verification->page, (*num_rows)++ == 0 ? "not checked" : "", text);
}

void verify_unchecked(const struct verification *verification) {
  const struct signing *signing = verification->signing;
  bool utf8 = verification->page.terminal.utf8;
  char words[UNCOVERED_MAX], text[UNCOVERED_MAX + 100];
  int num_rows = 0;
  if (!verification->is_signed) {
    print_row(verification, &num_rows, "anything but the key: nothing of such a request is signed");
  } else if (uncovered_words(signing, utf8, words)) {
    snprintf(text, sizeof text, "%s: no part of what is signed", words);
    print_row(verification, &num_rows, text);
  }
  if (uncovered_headers(signing, utf8, words)) {
    snprintf(text, sizeof text, "the headers that the scheme does not read: %s", words);
    print_row(verification, &num_rows, text);
  }
  if (verification->verdict.fresh == REQSIG_UNKNOWN)
    print_row(verification, &num_rows, "the age: who has a copy of the request can send it again");
}
