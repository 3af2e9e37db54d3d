#include "runner/progress.h"

#include <stdio.h>
#include <unistd.h>

struct progress progress_begin(void) {
  return (struct progress){.wanted = isatty(STDERR_FILENO) == 1};
}

void progress_show(struct progress *progress, size_t done, size_t total) {
  if (!progress->wanted || total == 0) return;
  size_t percent = done * 100 / total;
  if (progress->shown && percent == progress->shown_percent) return;
  fprintf(stderr, "\r%zu of %zu cases", done, total);
  fflush(stderr);
  progress->shown = true;
  progress->shown_percent = percent;
}

void progress_erase(struct progress *progress) {
  if (!progress->shown) return;
  fputs("\r                                        \r", stderr);
  fflush(stderr);
  progress->shown = false;
}
