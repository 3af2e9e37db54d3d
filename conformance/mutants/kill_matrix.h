/* Each mistake on all vectors of each scheme: which of them fail it. */
#ifndef REQSIG_KILL_MATRIX_H
#define REQSIG_KILL_MATRIX_H

#include "mutants/mistakes.h"
#include "mutants/verifiers.h"
#include "vectors/vector_set.h"

enum pair_state {
  PAIR_KILLED,       /* a vector fails it */
  PAIR_PROFILE,      /* it is one of the scheme's profiles: flagged, and nothing fails it */
  PAIR_SAME,         /* it gives the document's own bytes, for the reason that the table has */
  PAIR_SILENT,       /* the document says nothing of it: silent vectors see it, and none can fail it */
  PAIR_SURVIVED,     /* no vector fails it */
  PAIR_CONTRADICTED, /* the table's word that it is a profile, or the same, does not hold */
  NUM_PAIR_STATES
};

/* A signer's mistake, or a verifier's. */
struct suspect {
  const struct mistake *signer;
  const struct verifier_mistake *verifier;
};

/* NULL, both, past the last. */
struct suspect suspect_at(size_t index);
const char *suspect_slug(struct suspect suspect);
const char *suspect_variant(struct suspect suspect); /* or NULL */
const char *suspect_words(struct suspect suspect);
/* Why it can't be run at all, or NULL. */
const char *suspect_never(struct suspect suspect);

/* One mistake in one scheme. */
struct pair {
  struct suspect suspect;
  const reqsig_scheme *scheme;
  const char *note; /* the profile, or the proof; what does not hold; or NULL */
  enum pair_state state;
  struct name_list killers; /* vectors that fail it, or that contradict the table */
  size_t num_meant;         /* of those, the first ones, which name the mistake */
};

/* A right implementation, and what it should not be failed by. */
struct wronged {
  const reqsig_scheme *scheme;
  const char *profile; /* NULL: the default reading */
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
  struct pair *pairs; /* of one mistake together, schemes in the library's order */
  size_t num_pairs;
  struct wronged *wronged; /* there should be none */
  size_t num_wronged;
  size_t num_right; /* right implementations that were run */
};

/* *matrix starts all-zero. */
void kill_matrix_run(const struct kill_plan *plan, struct kill_matrix *matrix);
void kill_matrix_free(struct kill_matrix *matrix);

/* Whether the mistake is asked for. */
bool kill_plan_has(const struct kill_plan *plan, struct suspect suspect);

/* Every pair is accounted for and every right implementation passes. */
bool kill_matrix_is_whole(const struct kill_matrix *matrix);

/* kill_pair.c: tries the pair's mistake on the vectors, and sets its state, note and killers. */
void kill_pair_try(struct arena *arena, const struct kill_plan *plan, struct pair *pair);
/* Adds an id to a list that grows; at the place at, or at the end if that is further. */
void kill_pair_add_id(struct arena *arena, struct name_list *list, const char *id, size_t at);

#endif
