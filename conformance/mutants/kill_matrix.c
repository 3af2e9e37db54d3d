#include "mutants/kill_matrix.h"

#include <stdlib.h>
#include <string.h>

#include "mutants/trial.h"

static bool fits(struct suspect suspect, const reqsig_scheme *scheme) {
  return suspect.signer ? mistake_fits(suspect.signer, scheme) : verifier_fits(suspect.verifier, scheme);
}

static struct pair *add_pair(struct kill_matrix *matrix, struct pair pair) {
  matrix->pairs = memory_resize(matrix->pairs, (matrix->num_pairs + 1) * sizeof pair);
  matrix->pairs[matrix->num_pairs] = pair;
  return &matrix->pairs[matrix->num_pairs++];
}

bool kill_plan_has(const struct kill_plan *plan, struct suspect suspect) {
  if (!plan->mistake) return true;
  const char *slug = suspect_slug(suspect), *variant = suspect_variant(suspect);
  size_t len = strlen(slug);
  if (strncmp(plan->mistake, slug, len) != 0) return false;
  if (plan->mistake[len] == '\0') return true;
  return plan->mistake[len] == '/' && variant && strcmp(plan->mistake + len + 1, variant) == 0;
}

static bool takes(const struct kill_plan *plan, const reqsig_scheme *scheme) {
  return !plan->scheme || plan->scheme == scheme;
}

static void run_suspect(struct kill_matrix *matrix, const struct kill_plan *plan, struct suspect suspect) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    if (!takes(plan, scheme) || !fits(suspect, scheme)) continue;
    kill_pair_try(&matrix->arena, plan,
                  add_pair(matrix, (struct pair){.suspect = suspect, .scheme = scheme}));
  }
}

static struct trial try_right(struct arena *arena, const struct vector *vector, const char *profile,
                              bool verifies) {
  struct name_list profiles = {&profile, profile != NULL};
  return verifies ? trial_library_verify(arena, vector, &profiles) : trial_library(arena, vector, &profiles);
}

static void run_right(struct kill_matrix *matrix, const struct kill_plan *plan, struct wronged right) {
  for (size_t i = 0; i < plan->set->count; i++) {
    struct arena arena = {0};
    const struct vector *vector = &plan->set->items[i];
    bool asked = right.verifies ? vector_has_verdict(vector) : !vector->twin;
    if (vector->scheme != right.scheme || !asked) continue;
    struct trial trial = try_right(&arena, vector, right.profile, right.verifies);
    if (trial.outcome == OUTCOME_FAIL || trial.outcome == OUTCOME_ERROR)
      kill_pair_add_id(&matrix->arena, &right.vectors, vector->id, SIZE_MAX);
    arena_free(&arena);
  }
  matrix->num_right++;
  if (right.vectors.count == 0) return;
  matrix->wronged = memory_resize(matrix->wronged, (matrix->num_wronged + 1) * sizeof right);
  matrix->wronged[matrix->num_wronged++] = right;
}

static bool is_for(const struct expectation *expect, const char *profile, bool verifies) {
  return expect->profiles.count == 1 && strcmp(expect->profiles.items[0], profile) == 0 &&
         (verifies ? expect->verdict.given : expect->has_headers);
}

/* Some profiles are a verifier's only, some a signer's, and one no sender is right with: those that a vector
 * tells of are right. */
static bool is_right(const struct kill_plan *plan, const reqsig_scheme *scheme, const char *profile,
                     bool verifies) {
  for (size_t i = 0; i < plan->set->count; i++) {
    const struct vector *vector = &plan->set->items[i];
    for (size_t k = 0; vector->scheme == scheme && k < vector->num_profile_expects; k++)
      if (is_for(&vector->profile_expects[k], profile, verifies)) return true;
  }
  return false;
}

static void run_all_right(struct kill_matrix *matrix, const struct kill_plan *plan, bool verifies) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    reqsig_profile_info info;
    if (!takes(plan, scheme)) continue;
    run_right(matrix, plan, (struct wronged){.scheme = scheme, .verifies = verifies});
    for (size_t k = 0; reqsig_scheme_profile(scheme, k, &info) == REQSIG_OK; k++)
      if (is_right(plan, scheme, info.name, verifies))
        run_right(matrix, plan,
                  (struct wronged){.scheme = scheme, .profile = info.name, .verifies = verifies});
  }
}

void kill_matrix_run(const struct kill_plan *plan, struct kill_matrix *matrix) {
  for (size_t i = 0;; i++) {
    struct suspect suspect = suspect_at(i);
    if (!suspect.signer && !suspect.verifier) break;
    if (kill_plan_has(plan, suspect)) run_suspect(matrix, plan, suspect);
  }
  run_all_right(matrix, plan, false);
  run_all_right(matrix, plan, true);
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
