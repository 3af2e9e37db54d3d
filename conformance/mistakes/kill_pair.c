#include <string.h>

#include "kill_matrix.h"
#include "trial.h"

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
  for (size_t i = 0; verifier && i < vector->num_bugs; i++)
    for (size_t k = 0; k < sizeof verifier->bugs / sizeof *verifier->bugs; k++)
      if (vector->bugs[i] == verifier->bugs[k]) return true;
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
  size_t num_failed, num_flagged, num_other_flagged, num_different, num_observed;
};

static bool is_met_under(const struct reading *met, const char *profile) {
  return met && met->profiles.count == 1 && strcmp(met->profiles.items[0], profile) == 0;
}

static const char *silent_row(const struct pair *pair) {
  return pair->suspect.signer ? pair->suspect.signer->silent : pair->suspect.verifier->silent;
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
  tried->num_observed +=
      vector->class == VECTOR_SILENT && !trial.met && has_name(&vector->register_rows, silent_row(pair));
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
    pair->state = tried->num_failed > 0 ? PAIR_KILLED : tried->num_observed > 0 ? PAIR_SILENT : PAIR_SURVIVED;
    if (pair->state == PAIR_SILENT) pair->note = silent_row(pair);
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

void kill_pair_try(struct arena *arena, const struct vector_set *set, struct pair *pair) {
  struct tried tried = {0};
  begin(pair);
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    bool asked = pair->suspect.signer ? !vector->twin : vector_has_ruling(vector);
    if (vector->scheme != pair->scheme || !asked) continue;
    struct arena own = {0};
    struct trial trial = pair->suspect.signer ? trial_sign(&own, pair->suspect.signer, vector)
                                              : trial_verify(&own, pair->suspect.verifier, vector);
    count(arena, pair, vector, trial, &tried);
    arena_free(&own);
  }
  decide(pair, &tried);
}
