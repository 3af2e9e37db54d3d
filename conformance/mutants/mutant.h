/* A mistake run as an implementation over vectors, which are expected to fail it. */
#ifndef REQSIG_MUTANT_H
#define REQSIG_MUTANT_H

#include "mutants/mistakes.h"
#include "vectors/grade.h"
#include "vectors/vector_set.h"

enum mutant_state {
  MUTANT_KILLED,       /* a vector fails it */
  MUTANT_PROFILE,      /* it is one of the scheme's profiles: flagged, and nothing fails it */
  MUTANT_SAME,         /* it gives the document's own bytes, for the reason that the table has */
  MUTANT_SILENT,       /* the document says nothing of it: silent vectors see it, and none can fail it */
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
  struct name_list killers; /* vectors that fail it, or that contradict the table */
  size_t num_meant;         /* of those, the first ones, which name the mistake */
};

/* What came of one vector. */
struct mutant_run {
  enum outcome outcome;
  const struct expectation *met; /* of the vector, or NULL */
  bool is_right;                 /* the very bytes that signing rightly gives */
};

/* Runs the mutant over the scheme's vectors, and sets its state, note and killers. Without all, vectors with
 * long bodies are left out where others fail it already. What it keeps is in the arena. */
void mutant_try(struct arena *arena, const struct vector_set *set, bool all, struct mutant *mutant);

/* The library itself as a signer, or as a verifier, under some of the scheme's profiles. */
struct mutant_run library_sign_run(struct arena *arena, const struct vector *vector,
                                   const struct name_list *profiles);
struct mutant_run library_verify_run(struct arena *arena, const struct vector *vector,
                                     const struct name_list *profiles);

/* Adds an id to a list that grows; at the place at, or at the end if that is further. */
void name_list_insert(struct arena *arena, struct name_list *list, const char *id, size_t at);

#endif
