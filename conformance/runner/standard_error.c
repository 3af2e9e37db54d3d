#include "runner/session.h"

#include <stdio.h>

enum { MAX_LAST = 2048 };

struct standard_error standard_error_begin(void) {
  return (struct standard_error){.progress = progress_begin()};
}

void standard_error_show_progress(struct standard_error *output, size_t done, size_t total) {
  if (!output->within_line) progress_show(&output->progress, done, total, "cases");
}

void standard_error_hide_progress(struct standard_error *output) {
  progress_hide(&output->progress);
}

/* Where the last MAX_LAST bytes begin, or the first character of UTF-8 that is whole among them. */
static size_t first_kept(const struct text *text) {
  size_t at = text->len - MAX_LAST;
  for (int i = 0; i < 3 && ((uint8_t)text->data[at] & 0xC0) == 0x80; i++) at++;
  return at;
}

/* If standard error can't be written to, that is no trouble of the run. */
void standard_error_pass_on(struct standard_error *output, reqsig_slice bytes) {
  standard_error_hide_progress(output);
  fwrite(bytes.data, 1, bytes.len, stderr);
  output->within_line = bytes.data[bytes.len - 1] != '\n';
  text_add(&output->last, bytes);
  if (output->last.len > 2 * MAX_LAST) text_drop(&output->last, first_kept(&output->last));
}

void standard_error_end(struct standard_error *output) {
  standard_error_hide_progress(output);
  if (output->within_line) fputc('\n', stderr);
  if (output->last.len > MAX_LAST) text_drop(&output->last, first_kept(&output->last));
}

void standard_error_free(struct standard_error *output) {
  text_free(&output->last);
}
