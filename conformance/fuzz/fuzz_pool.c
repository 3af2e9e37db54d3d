#include <string.h>

#include "fuzz/fuzz.h"

enum {
  MAX_KEPT_OF_KEY = 6, /* wrong ones */
  MAX_WRONG = 240,
  MAX_RIGHT = 400 /* of a scheme: what is right speaks against some mistakes */
};

static struct fuzz_key key_of(const struct fuzz_vector *vector, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  return (struct fuzz_key){.scheme = vector->vector.scheme,
                           .op = test_case->op,
                           .outcome = grade->outcome,
                           .error_kind = grade->error_kind,
                           .difference = grade->num_differences > 0 ? (int)grade->differences[0].kind : -1,
                           .edit_kind = vector->twin ? vector->edit_kind : SIZE_MAX};
}

static bool is_same_key(const struct fuzz_key *a, const struct fuzz_key *b) {
  return a->scheme == b->scheme && a->op == b->op && a->outcome == b->outcome &&
         a->error_kind == b->error_kind && a->difference == b->difference && a->edit_kind == b->edit_kind;
}

static struct fuzz_key *find_key(struct fuzz *fuzz, const struct fuzz_key *key) {
  for (size_t i = 0; i < fuzz->num_keys; i++)
    if (is_same_key(&fuzz->keys[i], key)) return &fuzz->keys[i];
  if (fuzz->num_keys == fuzz->max_keys) {
    fuzz->max_keys = 2 * fuzz->max_keys + 16;
    fuzz->keys = memory_resize(fuzz->keys, fuzz->max_keys * sizeof *fuzz->keys);
  }
  fuzz->keys[fuzz->num_keys] = *key;
  return &fuzz->keys[fuzz->num_keys++];
}

static struct fuzz_counts *counts_of(struct fuzz *fuzz, const reqsig_scheme *scheme) {
  size_t i = 0;
  while (fuzz->counts[i].scheme != scheme) i++;
  return &fuzz->counts[i];
}

static bool is_right(enum outcome outcome) {
  return outcome == OUTCOME_PASS || outcome == OUTCOME_FLAGGED;
}

static void add_kept(struct fuzz *fuzz, const struct test_case *test_case) {
  if (fuzz->kept.num_cases == fuzz->max_kept) {
    fuzz->max_kept = 2 * fuzz->max_kept + 64;
    fuzz->kept.cases = memory_resize(fuzz->kept.cases, fuzz->max_kept * sizeof *fuzz->kept.cases);
  }
  fuzz->kept.cases[fuzz->kept.num_cases++] = *test_case;
}

static size_t num_wrong_kept(const struct fuzz *fuzz) {
  size_t num = 0;
  for (size_t i = 0; i < fuzz->num_keys; i++)
    if (fuzz->keys[i].outcome != OUTCOME_PASS) num += fuzz->keys[i].num_kept;
  return num;
}

/* Those that pass are kept as they come; of others, some of each kind. */
static bool is_wanted(struct fuzz *fuzz, struct fuzz_key *key, const struct fuzz_counts *counts) {
  size_t num_right = counts->outcomes[OUTCOME_PASS] + counts->outcomes[OUTCOME_FLAGGED];
  if (is_right(key->outcome) && num_right <= MAX_RIGHT) return true;
  return key->outcome != OUTCOME_PASS && key->num_kept < MAX_KEPT_OF_KEY && num_wrong_kept(fuzz) < MAX_WRONG;
}

bool fuzz_keep(struct fuzz *fuzz, const struct fuzz_vector *vector, const struct test_case *test_case) {
  struct fuzz_counts *counts = counts_of(fuzz, vector->vector.scheme);
  struct fuzz_key key = key_of(vector, test_case);
  if (!test_case->in_scope || test_case->state != CASE_ANSWERED) return false;
  counts->num_cases++;
  counts->outcomes[key.outcome]++;
  if (key.outcome == OUTCOME_UNSUPPORTED || key.outcome == OUTCOME_OBSERVED) return false;
  struct fuzz_key *found = find_key(fuzz, &key);
  found->num_cases++;
  if (!is_wanted(fuzz, found, counts)) return false;
  found->num_kept++;
  add_kept(fuzz, test_case);
  return true;
}
