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
  struct text parts = {0}, headers = {0};
  int num_rows = 0;
  text_add_string(&headers, "the headers that the scheme does not read: ");
  if (!judged->is_signed) {
    print_row(judged, &num_rows, "anything but the key: nothing of such a request is signed");
  } else if (add_unsigned_parts(opened, utf8, &parts)) {
    text_add_string(&parts, ": not signed");
    print_row(judged, &num_rows, text_string(&parts));
  }
  if (add_unread_headers(opened, utf8, &headers)) print_row(judged, &num_rows, text_string(&headers));
  if (judged->verdict.fresh == REQSIG_UNKNOWN)
    print_row(judged, &num_rows, "the age: replay is not detected");
  text_free(&parts);
  text_free(&headers);
}
