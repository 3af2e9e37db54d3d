#include "kill_matrix.h"

#include <stdlib.h>
#include <string.h>

#include "trial.h"

static void add_killer(struct kill_matrix *matrix, struct pair *pair, const struct vector *vector) {
  size_t count = pair->killers.count;
  if ((count & (count - 1)) == 0) {
    const char **grown = arena_get_array(&matrix->arena, count > 0 ? 2 * count : 1, sizeof *grown);
    if (count > 0) memcpy(grown, pair->killers.items, count * sizeof *grown);
    pair->killers.items = grown;
  }
  pair->killers.items[pair->killers.count++] = vector->id;
}

/* What all vectors of a scheme say of one mistake. */
struct tried {
  size_t num_failed, num_flagged, num_other_flagged, num_different, num_observed;
};

static bool has_name(const struct name_list *names, const char *name) {
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->items[i], name) == 0) return true;
  return false;
}

static bool is_observed(const struct mistake *mistake, const struct vector *vector, struct trial trial) {
  return mistake->silent && vector->class == VECTOR_SILENT && !trial.met &&
         has_name(&vector->register_rows, mistake->silent);
}

static bool is_met_under(const struct reading *met, const char *profile) {
  return met && met->profiles.count == 1 && strcmp(met->profiles.items[0], profile) == 0;
}

static void count(struct kill_matrix *matrix, struct pair *pair, const struct vector *vector,
                  struct trial trial, struct tried *tried) {
  bool failed = trial.outcome == OUTCOME_FAIL;
  bool differs = pair->state == PAIR_SAME && !trial.is_right;
  tried->num_failed += failed;
  tried->num_different += differs;
  if (trial.outcome == OUTCOME_FLAGGED) {
    bool expected = pair->state == PAIR_PROFILE && is_met_under(trial.met, pair->note);
    tried->num_flagged += expected;
    tried->num_other_flagged += !expected;
  }
  if (failed || differs) add_killer(matrix, pair, vector);
}

static void decide(struct pair *pair, const struct tried *tried) {
  if (pair->state == PAIR_SAME && tried->num_different > 0) {
    pair->note = "said to give the same bytes, and does not";
    pair->state = PAIR_CONTRADICTED;
  } else if (pair->state == PAIR_PROFILE && tried->num_failed > 0) {
    pair->note = "said to be a profile, and fails";
    pair->state = PAIR_CONTRADICTED;
  } else if (pair->state == PAIR_PROFILE && tried->num_flagged == 0) {
    pair->note = "said to be a profile, and no vector flags it";
    pair->state = PAIR_CONTRADICTED;
  } else if (pair->state == PAIR_SURVIVED && tried->num_failed > 0) {
    pair->state = PAIR_KILLED;
  } else if (pair->state == PAIR_SURVIVED && tried->num_other_flagged > 0) {
    pair->note = "only flagged, and not said to be a profile";
  }
}

static void try_signer(struct kill_matrix *matrix, const struct kill_plan *plan,
                       const struct mistake *mistake, struct pair *pair) {
  struct tried tried = {0};
  for (size_t i = 0; i < plan->set->count; i++) {
    struct arena arena = {0};
    const struct vector *vector = &plan->set->items[i];
    if (vector->scheme != pair->scheme || vector->twin) continue;
    struct trial trial = trial_sign(&arena, mistake, vector);
    count(matrix, pair, vector, trial, &tried);
    tried.num_observed += is_observed(mistake, vector, trial);
    arena_free(&arena);
  }
  decide(pair, &tried);
  if (pair->state != PAIR_SURVIVED || tried.num_observed == 0) return;
  pair->state = PAIR_SILENT;
  pair->note = mistake->silent;
}

static struct pair *add_pair(struct kill_matrix *matrix, struct pair pair) {
  matrix->pairs = memory_resize(matrix->pairs, (matrix->num_pairs + 1) * sizeof pair);
  matrix->pairs[matrix->num_pairs] = pair;
  return &matrix->pairs[matrix->num_pairs++];
}

bool kill_plan_has(const struct kill_plan *plan, const char *slug, const char *variant) {
  if (!plan->mistake) return true;
  size_t len = strlen(slug);
  if (strncmp(plan->mistake, slug, len) != 0) return false;
  if (plan->mistake[len] == '\0') return true;
  return plan->mistake[len] == '/' && variant && strcmp(plan->mistake + len + 1, variant) == 0;
}

static void run_signer(struct kill_matrix *matrix, const struct kill_plan *plan,
                       const struct mistake *mistake) {
  char name[MISTAKE_MAX_NAME];
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    if ((plan->scheme && plan->scheme != scheme) || !mistake_fits(mistake, scheme)) continue;
    struct pair pair = {.scheme = scheme, .words = mistake->words, .state = PAIR_SURVIVED};
    pair.name = arena_copy_string(&matrix->arena, mistake_name(mistake, name));
    if (mistake_is_same(mistake, scheme)) pair.state = PAIR_SAME, pair.note = mistake->same;
    if (mistake_is_profile(mistake, scheme)) pair.state = PAIR_PROFILE, pair.note = mistake->profile;
    try_signer(matrix, plan, mistake, add_pair(matrix, pair));
  }
}

static void run_right(struct kill_matrix *matrix, const struct kill_plan *plan, const reqsig_scheme *scheme,
                      const char *profile) {
  struct pair pair = {.scheme = scheme, .name = profile ? profile : "the library"};
  struct name_list profiles = {&profile, profile != NULL};
  for (size_t i = 0; i < plan->set->count; i++) {
    struct arena arena = {0};
    const struct vector *vector = &plan->set->items[i];
    if (vector->scheme != scheme || vector->twin) continue;
    struct trial trial = trial_library(&arena, vector, &profiles);
    if (trial.outcome == OUTCOME_FAIL || trial.outcome == OUTCOME_ERROR) add_killer(matrix, &pair, vector);
    arena_free(&arena);
  }
  matrix->num_right++;
  if (pair.killers.count == 0) return;
  matrix->wronged = memory_resize(matrix->wronged, (matrix->num_wronged + 1) * sizeof pair);
  matrix->wronged[matrix->num_wronged++] = pair;
}

/* A profile that says of itself that no sender can be right with it alone is not run: see its meaning. */
static bool stands_alone(const struct kill_plan *plan, const reqsig_scheme *scheme, const char *profile) {
  for (size_t i = 0; i < plan->set->count; i++) {
    const struct vector *vector = &plan->set->items[i];
    for (size_t k = 0; vector->scheme == scheme && k < vector->num_readings; k++)
      if (is_met_under(&vector->readings[k], profile)) return true;
  }
  return false;
}

static void run_all_right(struct kill_matrix *matrix, const struct kill_plan *plan) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    reqsig_profile_info info;
    if (plan->scheme && plan->scheme != scheme) continue;
    run_right(matrix, plan, scheme, NULL);
    for (size_t k = 0; reqsig_scheme_profile(scheme, k, &info) == REQSIG_OK; k++)
      if (stands_alone(plan, scheme, info.name)) run_right(matrix, plan, scheme, info.name);
  }
}

void kill_matrix_run(const struct kill_plan *plan, struct kill_matrix *matrix) {
  const struct mistake *mistake;
  for (size_t i = 0; (mistake = mistake_at(i)); i++)
    if (kill_plan_has(plan, mistake->slug, mistake->variant)) run_signer(matrix, plan, mistake);
  run_all_right(matrix, plan);
}

void kill_matrix_free(struct kill_matrix *matrix) {
  free(matrix->pairs);
  free(matrix->wronged);
  arena_free(&matrix->arena);
}

bool kill_matrix_is_whole(const struct kill_matrix *matrix) {
  for (size_t i = 0; i < matrix->num_pairs; i++)
    if (matrix->pairs[i].state == PAIR_SURVIVED || matrix->pairs[i].state == PAIR_CONTRADICTED) return false;
  return matrix->num_wronged == 0;
}
