/* How far the run is, on standard error if that is a terminal. */
#ifndef REQSIG_PROGRESS_H
#define REQSIG_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
  bool wanted;
  bool shown;
  size_t shown_percent;
};

struct progress progress_begin(void);
void progress_show(struct progress *progress, size_t done, size_t total);
/* Leaves no trace. What else is written to standard error is written after this. */
void progress_erase(struct progress *progress);

#endif
