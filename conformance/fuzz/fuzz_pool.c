#include <string.h>

#include "fuzz/fuzz_http.h"

enum {
  MAX_KEPT_OF_KEY = 6, /* of those that are told */
  MAX_TOLD = 240,
  MAX_RIGHT = 400 /* of a scheme: what is right speaks against some mistakes */
};

static size_t edit_kind_of(const struct fuzz_vector *vector) {
  return vector->twin || vector->is_given ? vector->edit_kind : SIZE_MAX;
}

static bool is_key(const struct fuzz_key *key, const struct fuzz_vector *vector,
                   const struct fuzz_group *group, const char *outcomes) {
  return key->scheme == vector->vector.scheme && key->op == group->cases[0]->op &&
         key->edit_kind == edit_kind_of(vector) && strcmp(key->outcomes, outcomes) == 0;
}

static struct fuzz_key *add_key(struct fuzz *fuzz) {
  if (fuzz->num_keys == fuzz->max_keys) {
    fuzz->max_keys = 2 * fuzz->max_keys + 16;
    fuzz->keys = memory_resize(fuzz->keys, fuzz->max_keys * sizeof *fuzz->keys);
  }
  return &fuzz->keys[fuzz->num_keys++];
}

static struct fuzz_key *find_key(struct fuzz *fuzz, const struct fuzz_vector *vector,
                                 const struct fuzz_group *group) {
  struct text words = {0};
  struct fuzz_key *key = NULL;
  if (vector->raw) text_addf(&words, "%s: ", vector->raw->label);
  fuzz_add_outcomes(&words, group);
  for (size_t i = 0; i < fuzz->num_keys && !key; i++)
    if (is_key(&fuzz->keys[i], vector, group, text_string(&words))) key = &fuzz->keys[i];
  if (!key) {
    key = add_key(fuzz);
    *key = (struct fuzz_key){.scheme = vector->vector.scheme,
                             .op = group->cases[0]->op,
                             .edit_kind = edit_kind_of(vector),
                             .outcomes = arena_copy(&fuzz->arena, text_slice(&words)),
                             .outcome = group->cases[0]->grade.outcome,
                             .is_told = fuzz_is_disagreement(group)};
  }
  text_free(&words);
  return key;
}

static struct fuzz_counts *counts_of(struct fuzz_side *side, const reqsig_scheme *scheme) {
  size_t i = 0;
  while (side->counts[i].scheme != scheme) i++;
  return &side->counts[i];
}

static bool is_asked(const struct test_case *test_case) {
  return test_case->in_scope && test_case->state == CASE_ANSWERED;
}

static void count(struct fuzz *fuzz, const struct fuzz_vector *vector, const struct fuzz_group *group) {
  for (size_t i = 0; i < group->num_sides; i++) {
    if (!is_asked(group->cases[i])) continue;
    struct fuzz_counts *counts = counts_of(&fuzz->sides[i], vector->vector.scheme);
    counts->num_cases++;
    counts->outcomes[group->cases[i]->grade.outcome]++;
  }
}

static void add_kept(struct fuzz *fuzz, const struct fuzz_group *group, const struct fuzz_key *key) {
  bool is_full = fuzz->num_kept == fuzz->max_kept;
  if (is_full) {
    fuzz->max_kept = 2 * fuzz->max_kept + 64;
    fuzz->key_of_kept = memory_resize(fuzz->key_of_kept, fuzz->max_kept * sizeof *fuzz->key_of_kept);
  }
  for (size_t i = 0; i < group->num_sides; i++) {
    struct run *kept = &fuzz->sides[i].kept;
    if (is_full) kept->cases = memory_resize(kept->cases, fuzz->max_kept * sizeof *kept->cases);
    kept->cases[kept->num_cases++] = *group->cases[i];
  }
  fuzz->key_of_kept[fuzz->num_kept++] = (size_t)(key - fuzz->keys);
}

static size_t num_told_kept(const struct fuzz *fuzz) {
  size_t num = 0;
  for (size_t i = 0; i < fuzz->num_keys; i++)
    if (fuzz->keys[i].outcome != OUTCOME_PASS || fuzz->keys[i].is_told) num += fuzz->keys[i].num_kept;
  return num;
}

/* Those that pass are kept as they come; of others, some of each kind. */
static bool is_wanted(struct fuzz *fuzz, const struct fuzz_key *key, const struct fuzz_counts *counts) {
  bool is_right = key->outcome == OUTCOME_PASS || key->outcome == OUTCOME_FLAGGED;
  size_t num_right = counts->outcomes[OUTCOME_PASS] + counts->outcomes[OUTCOME_FLAGGED];
  if (is_right && num_right <= MAX_RIGHT) return true;
  if (!key->is_told && key->outcome != OUTCOME_FLAGGED) return false;
  if (key->is_told && key->num_kept == 0) return true;
  return key->num_kept < MAX_KEPT_OF_KEY && num_told_kept(fuzz) < MAX_TOLD;
}

bool fuzz_keep(struct fuzz *fuzz, const struct fuzz_vector *vector, const struct fuzz_group *group) {
  bool is_any_asked = false, is_any_graded = false;
  for (size_t i = 0; i < group->num_sides; i++) {
    enum outcome outcome = group->cases[i]->grade.outcome;
    is_any_asked |= is_asked(group->cases[i]);
    is_any_graded |=
        is_asked(group->cases[i]) && outcome != OUTCOME_UNSUPPORTED && outcome != OUTCOME_OBSERVED;
  }
  count(fuzz, vector, group);
  if (!is_any_asked || (!is_any_graded && !fuzz_is_disagreement(group))) return false;
  struct fuzz_key *key = find_key(fuzz, vector, group);
  key->num_cases++;
  if (!is_wanted(fuzz, key, counts_of(&fuzz->sides[0], vector->vector.scheme))) return false;
  key->num_kept++;
  add_kept(fuzz, group, key);
  return true;
}
