#include "base/progress.h"

#include <stdio.h>
#include <unistd.h>

struct progress progress_begin(void) {
  return (struct progress){.is_terminal = isatty(STDERR_FILENO) == 1};
}

void progress_show(struct progress *progress, size_t done, size_t total, const char *of) {
  if (!progress->is_terminal || total == 0) return;
  size_t percent = done * 100 / total;
  if (progress->is_shown && percent == progress->shown_percent) return;
  fprintf(stderr, "\r%zu of %zu %s", done, total, of);
  fflush(stderr);
  progress->is_shown = true;
  progress->shown_percent = percent;
}

void progress_hide(struct progress *progress) {
  if (!progress->is_shown) return;
  fputs("\r                                        \r", stderr);
  fflush(stderr);
  progress->is_shown = false;
}
