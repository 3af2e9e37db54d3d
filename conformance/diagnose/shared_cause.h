/* The cause that failed cases of an implementation share. */
#ifndef REQSIG_SHARED_CAUSE_H
#define REQSIG_SHARED_CAUSE_H

#include "diagnose/cause.h"
#include "vectors/grade.h"

/* A case that failed, with what was answered. */
struct failed_case {
  const struct vector *vector;
  enum op op;
  const struct grade *grade;
};

struct shared_cause {
  const reqsig_scheme *scheme;
  const char *name; /* of the mistake */
  const char *sentence, *clause, *change;
  size_t num_explained, num_failed; /* of the scheme's failed cases */
  const struct vector *worked;      /* the first that it explains */
};

struct shared_causes {
  struct shared_cause *items;
  size_t count;
};

/* Of each scheme the mistakes that explain most of what failed, one after the other, each at least two cases.
 * In the arena; the cases are in the order of the schemes. */
struct shared_causes shared_causes_find(struct arena *arena, const struct failed_case *cases,
                                        size_t num_cases);

#endif
