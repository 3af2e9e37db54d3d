#include <string.h>

#include "mutants/kill_matrix.h"
#include "mutants/trial.h"

enum { LONG_BODY = 32 * 1024 };

void kill_pair_add_id(struct arena *arena, struct name_list *list, const char *id, size_t at) {
  size_t count = list->count;
  if ((count & (count - 1)) == 0) {
    const char **grown = arena_get_array(arena, count > 0 ? 2 * count : 1, sizeof *grown);
    if (count > 0) memcpy(grown, list->items, count * sizeof *grown);
    list->items = grown;
  }
  if (at > count) at = count;
  memmove(&list->items[at + 1], &list->items[at], (count - at) * sizeof *list->items);
  list->items[at] = id;
  list->count++;
}

static bool has_name(const struct name_list *names, const char *name) {
  for (size_t i = 0; name && i < names->count; i++)
    if (strcmp(names->items[i], name) == 0) return true;
  return false;
}

static bool has_bug(const struct vector *vector, const struct verifier_mistake *verifier) {
  for (size_t i = 0; verifier && i < vector->bugs.count; i++)
    for (size_t k = 0; k < sizeof verifier->bugs / sizeof *verifier->bugs; k++)
      if (vector->bugs.items[i] == verifier->bugs[k]) return true;
  return false;
}

/* Vectors that name the mistake, or its row of the known bugs, come first. */
static void add_killer(struct arena *arena, struct pair *pair, const struct vector *vector) {
  bool meant = has_name(&vector->mistakes, suspect_slug(pair->suspect));
  bool near = has_bug(vector, pair->suspect.verifier);
  kill_pair_add_id(arena, &pair->killers, vector->id, meant || near ? pair->num_meant : SIZE_MAX);
  pair->num_meant += meant || near;
}

/* What all vectors of a scheme say of one mistake. */
struct tried {
  size_t num_failed, num_flagged, num_other_flagged, num_different;
  const char *silent_row; /* of a silent vector that sees it */
};

static bool is_met_under(const struct expectation *met, const char *profile) {
  return met && met->profiles.count == 1 && strcmp(met->profiles.items[0], profile) == 0;
}

/* The row of the register by which the vector is silent and sees the mistake; else NULL. */
static const char *silent_row(const struct pair *pair, const struct vector *vector, struct trial trial) {
  const char *const *rows =
      pair->suspect.signer ? pair->suspect.signer->silent : pair->suspect.verifier->silent;
  for (size_t i = 0; vector->class == VECTOR_SILENT && !trial.met && i < 2; i++)
    if (has_name(&vector->register_rows, rows[i])) return rows[i];
  return NULL;
}

static void count(struct arena *arena, struct pair *pair, const struct vector *vector, struct trial trial,
                  struct tried *tried) {
  bool failed = trial.outcome == OUTCOME_FAIL, flagged = trial.outcome == OUTCOME_FLAGGED;
  bool differs = pair->state == PAIR_SAME && !trial.is_right;
  bool expected = flagged && pair->state == PAIR_PROFILE && is_met_under(trial.met, pair->note);
  tried->num_failed += failed;
  tried->num_different += differs;
  tried->num_flagged += expected;
  tried->num_other_flagged += flagged && !expected;
  if (!tried->silent_row) tried->silent_row = silent_row(pair, vector, trial);
  if (failed || differs) add_killer(arena, pair, vector);
}

static void contradict(struct pair *pair, const char *words) {
  pair->state = PAIR_CONTRADICTED;
  pair->note = words;
}

static void decide(struct pair *pair, const struct tried *tried) {
  switch (pair->state) {
  case PAIR_SAME:
    if (tried->num_different > 0) contradict(pair, "said to give the same bytes, and does not");
    break;
  case PAIR_PROFILE:
    if (tried->num_failed > 0)
      contradict(pair, "said to be a profile, and fails");
    else if (tried->num_flagged == 0)
      contradict(pair, "said to be a profile, and no vector flags it");
    break;
  default:
    pair->state = tried->num_failed > 0 ? PAIR_KILLED : tried->silent_row ? PAIR_SILENT : PAIR_SURVIVED;
    if (pair->state == PAIR_SILENT) pair->note = tried->silent_row;
    if (pair->state == PAIR_SURVIVED && tried->num_other_flagged > 0)
      pair->note = "only flagged, and not said to be a profile";
    break;
  }
}

static void begin(struct pair *pair) {
  const struct mistake *signer = pair->suspect.signer;
  const struct verifier_mistake *verifier = pair->suspect.verifier;
  const char *profile = signer ? signer->profile : verifier->profile;
  pair->state = PAIR_SURVIVED;
  if (signer && mistake_is_same(signer, pair->scheme)) {
    pair->state = PAIR_SAME;
    pair->note = signer->same;
  } else if (profile && rs_profile_find(pair->scheme, profile)) {
    pair->state = PAIR_PROFILE;
    pair->note = profile;
  }
}

static void try_vector(struct arena *arena, const struct vector *vector, struct pair *pair,
                       struct tried *tried) {
  struct arena own = {0};
  struct trial trial = pair->suspect.signer ? trial_sign(&own, pair->suspect.signer, vector)
                                            : trial_verify(&own, pair->suspect.verifier, vector);
  count(arena, pair, vector, trial, tried);
  arena_free(&own);
}

static void try_all(struct arena *arena, const struct vector_set *set, bool long_ones, struct pair *pair,
                    struct tried *tried) {
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    bool asked = pair->suspect.signer ? !vector->twin : vector_has_verdict(vector);
    bool is_long = vector->request.body.len > LONG_BODY;
    if (vector->scheme == pair->scheme && asked && is_long == long_ones)
      try_vector(arena, vector, pair, tried);
  }
}

void kill_pair_try(struct arena *arena, const struct kill_plan *plan, struct pair *pair) {
  struct tried tried = {0};
  begin(pair);
  try_all(arena, plan->set, false, pair, &tried);
  /* Long bodies take most of the time, and few mistakes need them. */
  if (plan->all || pair->state != PAIR_SURVIVED || tried.num_failed == 0)
    try_all(arena, plan->set, true, pair, &tried);
  decide(pair, &tried);
}
