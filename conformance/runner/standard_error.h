/*
 * What a run writes on standard error: what the adapter writes there, as it is, and how far the run is, if
 * that is a terminal. The end of the adapter's words is kept for the report.
 */
#ifndef REQSIG_STANDARD_ERROR_H
#define REQSIG_STANDARD_ERROR_H

#include <stdbool.h>

#include "base/text.h"

struct standard_error {
  bool is_terminal;
  bool shows_progress;
  size_t shown_percent;
  bool within_line; /* a line of the adapter's has begun and not ended */
  struct text last; /* of what the adapter wrote */
};

struct standard_error standard_error_begin(void);

/* Not in a line of the adapter's. */
void standard_error_show_progress(struct standard_error *output, size_t done, size_t total);

void standard_error_hide_progress(struct standard_error *output);

/* bytes, which are some, of the adapter. */
void standard_error_pass_on(struct standard_error *output, reqsig_slice bytes);

/* Erases the progress and ends the line. last then holds no more than a report tells. */
void standard_error_end(struct standard_error *output);
void standard_error_free(struct standard_error *output);

#endif
