#include "mutants/kill_matrix.h"

#include <stdlib.h>
#include <string.h>

static struct mutant *add_mutant(struct kill_matrix *matrix, struct mutant mutant) {
  matrix->mutants = memory_resize(matrix->mutants, (matrix->num_mutants + 1) * sizeof mutant);
  matrix->mutants[matrix->num_mutants] = mutant;
  return &matrix->mutants[matrix->num_mutants++];
}

bool kill_plan_has(const struct kill_plan *plan, const struct mistake *mistake) {
  if (!plan->mistake) return true;
  const char *slug = mistake->slug, *variant = mistake->variant;
  size_t len = strlen(slug);
  if (strncmp(plan->mistake, slug, len) != 0) return false;
  if (plan->mistake[len] == '\0') return true;
  return plan->mistake[len] == '/' && variant && strcmp(plan->mistake + len + 1, variant) == 0;
}

static bool takes(const struct kill_plan *plan, const reqsig_scheme *scheme) {
  return !plan->scheme || plan->scheme == scheme;
}

static void run_mistake(struct kill_matrix *matrix, const struct kill_plan *plan,
                        const struct mistake *mistake) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    if (!takes(plan, scheme) || !mistake_fits(mistake, scheme)) continue;
    mutant_try(&matrix->arena, plan->set, plan->all,
               add_mutant(matrix, (struct mutant){.mistake = mistake, .scheme = scheme}));
  }
}

static struct mutant_run try_right(struct arena *arena, const struct vector *vector, const char *profile,
                                   bool verifies) {
  struct name_list profiles = {&profile, profile != NULL};
  return verifies ? library_verify_run(arena, vector, &profiles) : library_sign_run(arena, vector, &profiles);
}

static void run_right(struct kill_matrix *matrix, const struct kill_plan *plan, struct false_failure right) {
  for (size_t i = 0; i < plan->set->count; i++) {
    struct arena arena = {0};
    const struct vector *vector = &plan->set->items[i];
    bool asked = right.verifies ? vector_has_verdict(vector) : !vector->twin;
    if (vector->scheme != right.scheme || !asked) continue;
    struct mutant_run run = try_right(&arena, vector, right.profile, right.verifies);
    if (run.outcome == OUTCOME_FAIL || run.outcome == OUTCOME_ERROR)
      name_list_insert(&matrix->arena, &right.vectors, vector->id, SIZE_MAX);
    arena_free(&arena);
  }
  matrix->num_right++;
  if (right.vectors.count == 0) return;
  matrix->false_failures =
      memory_resize(matrix->false_failures, (matrix->num_false_failures + 1) * sizeof right);
  matrix->false_failures[matrix->num_false_failures++] = right;
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
    run_right(matrix, plan, (struct false_failure){.scheme = scheme, .verifies = verifies});
    for (size_t k = 0; reqsig_scheme_profile(scheme, k, &info) == REQSIG_OK; k++)
      if (is_right(plan, scheme, info.name, verifies))
        run_right(matrix, plan,
                  (struct false_failure){.scheme = scheme, .profile = info.name, .verifies = verifies});
  }
}

void kill_matrix_run(const struct kill_plan *plan, struct kill_matrix *matrix) {
  for (size_t i = 0; mistake_at(i); i++)
    if (kill_plan_has(plan, mistake_at(i))) run_mistake(matrix, plan, mistake_at(i));
  run_all_right(matrix, plan, false);
  run_all_right(matrix, plan, true);
}

void kill_matrix_free(struct kill_matrix *matrix) {
  free(matrix->mutants);
  free(matrix->false_failures);
  arena_free(&matrix->arena);
}

bool kill_matrix_is_whole(const struct kill_matrix *matrix) {
  for (size_t i = 0; i < matrix->num_mutants; i++)
    if (matrix->mutants[i].state == MUTANT_SURVIVED || matrix->mutants[i].state == MUTANT_CONTRADICTED)
      return false;
  return matrix->num_false_failures == 0;
}
