/* What an adapter answers to hello: who it is, what it can do, and what it can't. */
#ifndef REQSIG_HELLO_H
#define REQSIG_HELLO_H

#include "base/arena.h"
#include "base/text.h"
#include "vectors/limits.h"

enum {
  HELLO_MAX_NAME = 200, /* bytes of a name, a version, a language or a limit */
  HELLO_MAX_NAMES = 100 /* of the schemes, of the ops, and of the limits */
};

struct hello {
  const char *name;
  const char *version, *language; /* NULL if not told */
  struct name_list schemes, ops;
  struct limits limits;
};

/* False: *problem says what was expected instead. What is read is in the arena. */
bool hello_read(struct arena *arena, reqsig_slice line, struct hello *hello, struct text *problem);

bool hello_equals(const struct hello *a, const struct hello *b);

#endif
