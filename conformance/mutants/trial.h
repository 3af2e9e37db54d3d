/* A mistake at work on a vector, as if it were an implementation under test. */
#ifndef REQSIG_TRIAL_H
#define REQSIG_TRIAL_H

#include "mutants/mistakes.h"
#include "mutants/verifiers.h"
#include "vectors/grade.h"

struct trial {
  enum outcome outcome;
  const struct expectation *met; /* of the vector, or NULL */
  bool is_right;                 /* the very bytes that signing rightly gives */
};

/* The mistake must fit the vector's scheme. */
struct trial trial_sign(struct arena *arena, const struct mistake *mistake, const struct vector *vector);

/* The same for verifiers; one that breaks fails: no answer is no rejection. */
struct trial trial_verify(struct arena *arena, const struct verifier_mistake *mistake,
                          const struct vector *vector);

/* The library itself, under some of the scheme's profiles. */
struct trial trial_library(struct arena *arena, const struct vector *vector,
                           const struct name_list *profiles);
struct trial trial_library_verify(struct arena *arena, const struct vector *vector,
                                  const struct name_list *profiles);

#endif
