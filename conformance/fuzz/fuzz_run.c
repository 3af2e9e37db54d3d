#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fuzz/fuzz.h"

enum { BATCH_PAIRS = 64, HOSTILE_ONE_IN = 4 };

static uint64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* The vectors of a batch, and what is asked of each. */
struct batch {
  struct arena arena;
  struct fuzz_vector *vectors;
  size_t num_vectors;
  struct test_case *cases;
  size_t num_cases;
};

static void add_case(struct batch *batch, const struct fuzz_vector *vector, enum op op, bool is_there) {
  if (is_there) batch->cases[batch->num_cases++] = (struct test_case){.vector = &vector->vector, .op = op};
}

static void add_hostile(const struct fuzz *fuzz, const struct fuzz_vector *drawn, struct batch *batch) {
  struct fuzz_vector *hostile = &batch->vectors[batch->num_vectors];
  struct text id = {0};
  *hostile = *drawn;
  text_addf(&id, "%s-silent", drawn->vector.id);
  hostile->vector.id = arena_copy(&batch->arena, text_slice(&id));
  batch->num_vectors += fuzz_make_hostile(&batch->arena, fuzz->plan->seed, hostile);
  text_free(&id);
}

/* False: the scheme can't be drawn from. */
static bool draw_batch(struct fuzz *fuzz, size_t scheme, size_t first, struct batch *batch) {
  *batch = (struct batch){.num_vectors = 0};
  batch->vectors = arena_get_array(&batch->arena, 3 * BATCH_PAIRS, sizeof *batch->vectors);
  batch->cases = arena_get_array(&batch->arena, 3 * BATCH_PAIRS * NUM_SCHEME_OPS, sizeof *batch->cases);
  for (size_t i = 0; i < BATCH_PAIRS; i++) {
    struct fuzz_vector *pair = &batch->vectors[batch->num_vectors];
    size_t num = fuzz_draw(&batch->arena, fuzz->plan->schemes[scheme], fuzz->plan->seed, first + i, pair);
    if (num == 0) return false;
    batch->num_vectors += num;
    if (i % HOSTILE_ONE_IN == 0) add_hostile(fuzz, pair, batch);
  }
  for (size_t i = 0; i < batch->num_vectors; i++) {
    const struct fuzz_vector *vector = &batch->vectors[i];
    add_case(batch, vector, OP_MESSAGE, vector_has_message(&vector->vector));
    add_case(batch, vector, OP_SIGN, vector_has_headers(&vector->vector));
    add_case(batch, vector, OP_VERIFY, vector_has_verdict(&vector->vector));
  }
  return true;
}

/* A batch of which anything is kept stays in memory as a whole. */
static void keep_batch(struct fuzz *fuzz, struct batch *batch) {
  bool is_kept = false;
  for (size_t i = 0; i < batch->num_cases; i++) {
    const struct test_case *test_case = &batch->cases[i];
    is_kept |= fuzz_keep(fuzz, (const struct fuzz_vector *)(const void *)test_case->vector, test_case);
  }
  if (!is_kept) {
    arena_free(&batch->arena);
    return;
  }
  if ((fuzz->num_held & (fuzz->num_held - 1)) == 0)
    fuzz->held = memory_resize(fuzz->held, (fuzz->num_held ? 2 * fuzz->num_held : 1) * sizeof *fuzz->held);
  fuzz->held[fuzz->num_held++] = batch->arena;
}

static size_t num_cases(const struct fuzz *fuzz) {
  size_t num = 0;
  for (size_t i = 0; i < fuzz->plan->num_schemes; i++) num += fuzz->counts[i].num_cases;
  return num;
}

static bool is_over(const struct fuzz *fuzz, uint64_t begun) {
  if (fuzz->plan->max_cases > 0 && num_cases(fuzz) >= fuzz->plan->max_cases) return true;
  return now_ms() - begun >= fuzz->plan->time_ms;
}

/* One batch of each scheme in turn. */
static bool ask_all(struct fuzz *fuzz, uint64_t begun) {
  for (size_t turn = 0; turn == 0 || !is_over(fuzz, begun); turn++) {
    size_t num_before = num_cases(fuzz);
    for (size_t i = 0; i < fuzz->plan->num_schemes; i++) {
      struct batch batch;
      if (turn > 0 && is_over(fuzz, begun)) return true;
      if (!draw_batch(fuzz, i, 1 + turn * BATCH_PAIRS, &batch)) {
        arena_free(&batch.arena);
        fuzz->is_undrawable = true;
        fuzz->undrawable = i;
        return false;
      }
      bool going_on = asker_ask(fuzz->asker, &batch.arena, batch.cases, batch.num_cases);
      fuzz->counts[i].num_vectors += batch.num_vectors;
      keep_batch(fuzz, &batch);
      if (!going_on) return false;
    }
    if (num_cases(fuzz) == num_before) return true; /* nothing is in scope */
  }
  return true;
}

bool fuzz_run(struct fuzz *fuzz) {
  uint64_t begun = now_ms();
  fuzz->counts = arena_get_array(&fuzz->arena, fuzz->plan->num_schemes, sizeof *fuzz->counts);
  for (size_t i = 0; i < fuzz->plan->num_schemes; i++) fuzz->counts[i].scheme = fuzz->plan->schemes[i];
  bool asked = ask_all(fuzz, begun);
  fuzz->took_ms = now_ms() - begun;
  fuzz_find(fuzz);
  for (size_t i = 0; i < fuzz->num_findings && asked; i++) fuzz_shrink(fuzz, &fuzz->findings[i]);
  return asked;
}

void fuzz_free(struct fuzz *fuzz) {
  run_free(&fuzz->kept);
  free(fuzz->kept.cases);
  free(fuzz->keys);
  for (size_t i = 0; i < fuzz->num_held; i++) arena_free(&fuzz->held[i]);
  free(fuzz->held);
  arena_free(&fuzz->arena);
}
