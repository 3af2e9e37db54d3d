/* How far a command is that takes long: a line on standard error, if that is a terminal, which is written
 * over and erased. */
#ifndef REQSIG_PROGRESS_H
#define REQSIG_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
  bool is_terminal;
  bool is_shown;
  size_t shown_percent;
};

struct progress progress_begin(void);

/* "12 of 240 cases" */
void progress_show(struct progress *progress, size_t done, size_t total, const char *of);

void progress_hide(struct progress *progress);

#endif
