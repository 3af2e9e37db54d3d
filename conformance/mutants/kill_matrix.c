#include "mutants/kill_matrix.h"
#include "request/known_schemes.h"

#include <stdlib.h>
#include <string.h>

enum { LONG_BODY = 32 * 1024 };

static void insert_name(struct arena *arena, struct name_list *list, const char *id, size_t at) {
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

static bool has_bug(const struct vector *vector, const struct mistake *mistake) {
  for (size_t i = 0; i < vector->bugs.count; i++)
    for (size_t k = 0; k < sizeof mistake->bugs / sizeof *mistake->bugs; k++)
      if (vector->bugs.items[i] == mistake->bugs[k]) return true;
  return false;
}

/* Vectors that name the mistake, or its row of the known bugs, come first. */
static void add_killer(struct arena *arena, struct mutant *mutant, const struct vector *vector) {
  bool meant = has_name(&vector->mistakes, mutant->mistake->slug);
  bool near = has_bug(vector, mutant->mistake);
  insert_name(arena, &mutant->killers, vector->id, meant || near ? mutant->num_meant : SIZE_MAX);
  mutant->num_meant += meant || near;
}

/* What all vectors of a scheme say of one mistake. */
struct tried {
  size_t num_failed, num_flagged, num_other_flagged, num_different;
  struct name_list strict;       /* vectors of that class that flag it */
  struct name_list followed;     /* profiles under which a verifier rejects what is accepted by default */
  bool shows_a_profile;          /* ... or accepts what is rejected */
  const struct vector *rejected; /* the first such vector */
  const char *silent_row;        /* of a silent vector that sees it */
};

static bool is_met_under(const struct expectation *met, const char *profile) {
  return met && met->profiles.count == 1 && strcmp(met->profiles.items[0], profile) == 0;
}

/* The row of the register by which the vector is silent and sees the mistake; else NULL. */
static const char *silent_row(const struct mutant *mutant, const struct vector *vector,
                              struct mutant_run run) {
  const char *const *rows = mutant->mistake->silent;
  for (size_t i = 0; vector->class == VECTOR_SILENT && !run.met && i < MISTAKE_MAX_SILENT_ROWS && rows[i];
       i++)
    if (has_name(&vector->register_rows, rows[i])) return rows[i];
  return NULL;
}

/* A verifier that rejects a right request may follow a profile. */
static void count_flagged(struct arena *arena, const struct vector *vector, struct mutant_run run,
                          struct tried *tried) {
  tried->num_other_flagged++;
  tried->shows_a_profile |= run.met->verdict.accepted;
  if (!tried->rejected) tried->rejected = vector;
  for (size_t i = 0; i < run.met->profiles.count; i++)
    if (!has_name(&tried->followed, run.met->profiles.items[i]))
      insert_name(arena, &tried->followed, run.met->profiles.items[i], SIZE_MAX);
}

static void count_run(struct arena *arena, struct mutant *mutant, const struct vector *vector,
                      struct mutant_run run, struct tried *tried) {
  bool failed = run.outcome == OUTCOME_FAIL, flagged = run.outcome == OUTCOME_FLAGGED;
  bool differs = mutant->state == MUTANT_SAME && !run.is_right;
  bool expected = flagged && mutant->state == MUTANT_PROFILE && is_met_under(run.met, mutant->note);
  tried->num_failed += failed;
  tried->num_different += differs;
  tried->num_flagged += expected;
  if (flagged && run.met && !expected) count_flagged(arena, vector, run, tried);
  if (flagged && !run.met) insert_name(arena, &tried->strict, vector->id, SIZE_MAX);
  if (!tried->silent_row) tried->silent_row = silent_row(mutant, vector, run);
  if (failed || differs) add_killer(arena, mutant, vector);
}

static void contradict(struct mutant *mutant, const char *words) {
  mutant->state = MUTANT_CONTRADICTED;
  mutant->note = words;
}

static void decide(struct mutant *mutant, const struct tried *tried) {
  switch (mutant->state) {
  case MUTANT_SAME:
    if (tried->num_different > 0) contradict(mutant, "said to give the same bytes, and does not");
    break;
  case MUTANT_PROFILE:
    if (tried->num_failed > 0)
      contradict(mutant, "said to be a profile, and fails");
    else if (tried->num_flagged == 0)
      contradict(mutant, "said to be a profile, and no vector flags it");
    break;
  default:
    mutant->state = tried->num_failed > 0     ? MUTANT_KILLED
                    : tried->strict.count > 0 ? MUTANT_STRICT
                    : tried->silent_row       ? MUTANT_SILENT
                                              : MUTANT_SURVIVED;
    if (mutant->state == MUTANT_STRICT) mutant->killers = tried->strict;
    if (mutant->state == MUTANT_SILENT) mutant->note = tried->silent_row;
    if (mutant->state == MUTANT_SURVIVED && tried->num_other_flagged > 0)
      mutant->note = "only flagged, and not said to be a profile";
    break;
  }
}

static void begin_trying(struct mutant *mutant) {
  const struct mistake *mistake = mutant->mistake;
  mutant->state = MUTANT_SURVIVED;
  if (mistake_is_same(mistake, mutant->scheme)) {
    mutant->state = MUTANT_SAME;
    mutant->note = mistake_same(mistake, mutant->scheme);
  } else if (mistake_is_profile(mistake, mutant->scheme)) {
    mutant->state = MUTANT_PROFILE;
    mutant->note = mistake->profile;
  }
}

static void try_vector(struct arena *arena, const struct vector *vector, struct mutant *mutant,
                       struct tried *tried) {
  struct arena own = {0};
  struct mutant_run run = mutant_run(&own, mutant->mistake, vector);
  count_run(arena, mutant, vector, run, tried);
  arena_free(&own);
}

static void try_all(struct arena *arena, const struct vector_set *set, bool long_ones, struct mutant *mutant,
                    struct tried *tried) {
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    bool asked = mutant->mistake->verify ? vector_has_verdict(vector) : !vector->twin;
    bool is_long = vector->request.body.len > LONG_BODY;
    if (vector->scheme == mutant->scheme && asked && is_long == long_ones)
      try_vector(arena, vector, mutant, tried);
  }
}

/* Whether who follows one of the profiles would answer otherwise than the default. */
static bool tells_apart(const struct vector *vector, const struct name_list *profiles) {
  for (size_t i = 0; i < vector->num_profile_expects; i++) {
    const struct expectation *expect = &vector->profile_expects[i];
    if (expect->profiles.count == 1 && has_name(profiles, expect->profiles.items[0]) &&
        expect->verdict.given && expect->verdict.accepted != vector->expect.verdict.accepted)
      return true;
  }
  return false;
}

/* As a run does: a verifier that does not follow the profile elsewhere has no excuse for what it rejects. */
static void settle(struct arena *arena, const struct vector_set *set, struct mutant *mutant,
                   struct tried *tried) {
  bool is_open = mutant->state == MUTANT_SURVIVED && mutant->mistake->verify && tried->rejected &&
                 !tried->shows_a_profile && tried->num_failed == 0;
  for (size_t i = 0; is_open && i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    if (vector->scheme != mutant->scheme || !tells_apart(vector, &tried->followed)) continue;
    struct arena own = {0};
    is_open = mutant_run(&own, mutant->mistake, vector).outcome != OUTCOME_PASS;
    arena_free(&own);
    if (is_open) continue;
    tried->num_failed++;
    add_killer(arena, mutant, tried->rejected);
  }
}

static void try_mutant(struct arena *arena, const struct vector_set *set, bool all, struct mutant *mutant) {
  struct tried tried = {0};
  begin_trying(mutant);
  try_all(arena, set, false, mutant, &tried);
  /* Long bodies take most of the time, and few mistakes need them. */
  if (all || mutant->state != MUTANT_SURVIVED || tried.num_failed == 0)
    try_all(arena, set, true, mutant, &tried);
  settle(arena, set, mutant, &tried);
  decide(mutant, &tried);
}

static struct mutant *add_mutant(struct kill_matrix *matrix, struct mutant mutant) {
  matrix->mutants = memory_resize(matrix->mutants, (matrix->num_mutants + 1) * sizeof mutant);
  matrix->mutants[matrix->num_mutants] = mutant;
  return &matrix->mutants[matrix->num_mutants++];
}

static bool is_called(const char *name, const char *slug, const char *variant) {
  size_t len = strlen(slug);
  if (strncmp(name, slug, len) != 0) return false;
  if (name[len] == '\0') return true;
  return name[len] == '/' && variant && strcmp(name + len + 1, variant) == 0;
}

bool kill_plan_has(const struct kill_plan *plan, const struct mistake *mistake) {
  if (!plan->mistake) return true;
  return is_called(plan->mistake, mistake->slug, mistake->variant) ||
         (mistake->file_slug && is_called(plan->mistake, mistake->file_slug, mistake->variant));
}

static bool takes(const struct kill_plan *plan, const reqsig_scheme *scheme) {
  return !plan->scheme || plan->scheme == scheme;
}

static void run_mistake(struct kill_matrix *matrix, const struct kill_plan *plan,
                        const struct mistake *mistake) {
  for (size_t i = 0; i < num_schemes(); i++) {
    const reqsig_scheme *scheme = scheme_at(i);
    if (!takes(plan, scheme) || !mistake_fits(mistake, scheme)) continue;
    try_mutant(&matrix->arena, plan->set, plan->all,
               add_mutant(matrix, (struct mutant){.mistake = mistake, .scheme = scheme}));
  }
}

static void run_right(struct kill_matrix *matrix, const struct kill_plan *plan, struct false_failure right) {
  for (size_t i = 0; i < plan->set->count; i++) {
    struct arena arena = {0};
    const struct vector *vector = &plan->set->items[i];
    bool asked = right.verifies ? vector_has_verdict(vector) : !vector->twin;
    if (vector->scheme != right.scheme || !asked) continue;
    struct mutant_run run = library_run(&arena, vector, right.profile, right.verifies);
    if (run.outcome == OUTCOME_FAIL || run.outcome == OUTCOME_ERROR)
      insert_name(&matrix->arena, &right.vectors, vector->id, SIZE_MAX);
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
  for (size_t i = 0; i < num_schemes(); i++) {
    const reqsig_scheme *scheme = scheme_at(i);
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
