/*
 * The list of vectors that an implementation is known to fail: one id or glob a line, "#" begins a comment.
 * What it lists doesn't count as long as it fails; an entry that is no longer true is stale, and that counts.
 */
#ifndef REQSIG_KNOWN_FAILURES_H
#define REQSIG_KNOWN_FAILURES_H

#include "runner/run.h"

struct known_failure {
  const char *pattern;
  size_t line;
  const char *stale; /* why it is: a phrase whose subject is the entry; NULL if it isn't */
};

/* Start all-zero. */
struct known_failures {
  const char *path;
  struct known_failure *items;
  size_t count;
};

/* False, said on standard error, if the file can't be read. */
bool known_failures_read(struct arena *arena, const char *path, struct known_failures *known);

/* Marks the cases that failed and are listed, and the entries that are stale. set is what an entry can mean.
 */
void known_failures_apply(struct known_failures *known, const struct vector_set *set, struct run *run);

size_t known_failures_num_stale(const struct known_failures *known);

#endif
