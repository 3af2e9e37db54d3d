/* Each mistake on all vectors of each scheme: which of them fail it. */
#ifndef REQSIG_KILL_MATRIX_H
#define REQSIG_KILL_MATRIX_H

#include "mutants/mistakes.h"
#include "vectors/grade.h"
#include "vectors/vector_set.h"

enum mutant_state {
  MUTANT_KILLED,       /* a vector fails it */
  MUTANT_PROFILE,      /* it is one of the scheme's profiles: flagged, and nothing fails it */
  MUTANT_SAME,         /* it gives the document's own bytes, for the reason that the table has */
  MUTANT_SILENT,       /* the document says nothing of it: silent vectors see it, and none can fail it */
  MUTANT_STRICT,       /* only vectors of class strict see it: flagged, and failed by --strict */
  MUTANT_SURVIVED,     /* no vector fails it */
  MUTANT_CONTRADICTED, /* the table's word that it is a profile, or the same, does not hold */
  NUM_MUTANT_STATES
};

/* A mistake run as an implementation of one scheme. */
struct mutant {
  const struct mistake *mistake;
  const reqsig_scheme *scheme;
  const char *note; /* the profile, or the proof; what does not hold; or NULL */
  enum mutant_state state;
  struct name_list killers; /* vectors that fail it, or that contradict the table; or the strict ones */
  size_t num_meant;         /* of those, the first ones, which name the mistake */
};

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

/* What came of one vector. */
struct mutant_run {
  enum outcome outcome;
  const struct expectation *met; /* of the vector, or NULL */
  bool is_right;                 /* the very bytes that signing rightly gives */
};

/* The implementation with the mistake; the library itself as a signer or verifier, by a profile or by the
 * default (NULL). Both: mutant_run.c. What they keep is in the arena. */
struct mutant_run mutant_run(struct arena *arena, const struct mistake *mistake, const struct vector *vector);
struct mutant_run library_run(struct arena *arena, const struct vector *vector, const char *profile,
                              bool verifies);

#endif
