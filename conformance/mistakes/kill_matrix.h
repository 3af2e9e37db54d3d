/* Each mistake on all vectors of each scheme: which of them fail it. */
#ifndef REQSIG_KILL_MATRIX_H
#define REQSIG_KILL_MATRIX_H

#include "mistakes.h"
#include "vector_set.h"

enum pair_state {
  PAIR_KILLED,       /* a vector fails it */
  PAIR_PROFILE,      /* it is one of the scheme's profiles: flagged, and nothing fails it */
  PAIR_SAME,         /* it gives the document's own bytes, for the reason that the table has */
  PAIR_SILENT,       /* the document says nothing of it: silent vectors see it, and none can fail it */
  PAIR_SURVIVED,     /* no vector fails it */
  PAIR_CONTRADICTED, /* the table's word that it is a profile, or the same, does not hold */
  NUM_PAIR_STATES
};

/* One mistake in one scheme. */
struct pair {
  const reqsig_scheme *scheme;
  const char *name;  /* of the mistake, or of the right reading */
  const char *words; /* what the mistake is */
  const char *note;  /* the profile, or the proof; what does not hold; or NULL */
  enum pair_state state;
  struct name_list killers; /* vectors that fail it, or that contradict the table */
};

/* What is run. */
struct kill_plan {
  const struct vector_set *set;
  const reqsig_scheme *scheme; /* NULL: all */
  const char *mistake;         /* a slug or a name; NULL: all */
};

struct kill_matrix {
  struct arena arena;
  struct pair *pairs; /* of one mistake together, schemes in the library's order */
  size_t num_pairs;
  struct pair *wronged; /* right readings that a vector fails: there should be none */
  size_t num_wronged;
  size_t num_right; /* right readings that were run */
};

/* *matrix starts all-zero. */
void kill_matrix_run(const struct kill_plan *plan, struct kill_matrix *matrix);
void kill_matrix_free(struct kill_matrix *matrix);

/* Whether a mistake of that name or slug is asked for. */
bool kill_plan_has(const struct kill_plan *plan, const char *slug, const char *variant);

/* Every pair is accounted for and every right reading passes. */
bool kill_matrix_is_whole(const struct kill_matrix *matrix);

#endif
