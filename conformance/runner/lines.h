/* Bytes that arrive in pieces, given on as lines. A line ends with LF, which is not part of it. */
#ifndef REQSIG_LINES_H
#define REQSIG_LINES_H

#include <stdbool.h>

#include "base/text.h"

/* The longest line that an adapter may answer. */
enum { LINES_MAX = 8 * 1024 * 1024 };

/* Start all-zero. */
struct lines {
  struct text partial; /* what has arrived of a line that has not ended */
};

/* False: no more lines are wanted. */
typedef bool lines_fn(void *user, reqsig_slice line);

/*
 * Calls on_line for each line that bytes complete, until it answers false. False if a line is longer than
 * LINES_MAX; no more than that is ever kept.
 */
bool lines_take(struct lines *lines, reqsig_slice bytes, lines_fn *on_line, void *user);
void lines_free(struct lines *lines);

#endif
