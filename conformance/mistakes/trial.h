/* A mistake at work on a vector, as if it were an implementation under test. */
#ifndef REQSIG_TRIAL_H
#define REQSIG_TRIAL_H

#include "grade.h"
#include "mistakes.h"

struct trial {
  enum outcome outcome;
  const struct reading *met; /* of the vector, or NULL */
  bool is_right;             /* the very bytes that signing rightly gives */
};

/* The mistake must fit the vector's scheme. */
struct trial trial_sign(struct arena *arena, const struct mistake *mistake, const struct vector *vector);

/* The library itself, under some of the scheme's profiles. */
struct trial trial_library(struct arena *arena, const struct vector *vector,
                           const struct name_list *profiles);

#endif
