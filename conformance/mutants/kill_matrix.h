/* Each mistake on all vectors of each scheme: which of them fail it. */
#ifndef REQSIG_KILL_MATRIX_H
#define REQSIG_KILL_MATRIX_H

#include "mutants/mutant.h"
#include "vectors/vector_set.h"

/* A right implementation, and what it should not be failed by. */
struct false_failure {
  const reqsig_scheme *scheme;
  const char *profile; /* NULL: the default */
  bool verifies;
  struct name_list vectors;
};

/* What is run. */
struct kill_plan {
  const struct vector_set *set;
  const reqsig_scheme *scheme; /* NULL: all */
  const char *mistake;         /* a slug, or a slug, "/" and a variant; NULL: all */
  bool all;                    /* vectors with long bodies too, where others fail the mistake already */
};

struct kill_matrix {
  struct arena arena;
  struct mutant *mutants; /* of one mistake together, schemes in the library's order */
  size_t num_mutants;
  struct false_failure *false_failures; /* there should be none */
  size_t num_false_failures;
  size_t num_right; /* right implementations that were run */
};

/* *matrix starts all-zero. */
void kill_matrix_run(const struct kill_plan *plan, struct kill_matrix *matrix);
void kill_matrix_free(struct kill_matrix *matrix);

/* Whether the mistake is asked for. */
bool kill_plan_has(const struct kill_plan *plan, const struct mistake *mistake);

/* Every mutant is accounted for and every right implementation passes. */
bool kill_matrix_is_whole(const struct kill_matrix *matrix);

#endif
