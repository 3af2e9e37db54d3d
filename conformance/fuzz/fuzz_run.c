#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/message.h"
#include "fuzz/fuzz.h"
#include "fuzz/fuzz_http.h"

enum {
  FIRST_PAIRS = 4,
  MAX_PAIRS = 64,
  HOSTILE_ONE_IN = 4,
  REST_ONE_IN = 4,
  MAX_OF_NUMBER = FUZZ_MAX_RAW_OF_NUMBER
};

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
  struct test_case *cases[FUZZ_MAX_SIDES]; /* of each implementation */
  size_t num_cases;
};

static void add_case(struct batch *batch, const struct fuzz_vector *vector, enum op op, bool is_there) {
  if (is_there) batch->cases[0][batch->num_cases++] = (struct test_case){.vector = &vector->vector, .op = op};
}

static void add_raw_case(struct batch *batch, const struct fuzz_vector *vector) {
  add_case(batch, vector, OP_PARSE, true);
  batch->cases[0][batch->num_cases - 1].http = &vector->raw->vector;
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

static bool draw_scheme(struct fuzz *fuzz, const reqsig_scheme *scheme, size_t number, struct batch *batch) {
  struct fuzz_vector *pair = &batch->vectors[batch->num_vectors];
  size_t num = fuzz_draw(&batch->arena, fuzz->plan, scheme, number, pair);
  batch->num_vectors += num;
  if (num > 0 && !pair->is_given && number % HOSTILE_ONE_IN == 1) add_hostile(fuzz, pair, batch);
  return num > 0;
}

static void add_cases(struct batch *batch, const struct fuzz_vector *vector) {
  if (vector->raw) {
    add_raw_case(batch, vector);
    return;
  }
  add_case(batch, vector, OP_MESSAGE, vector_has_message(&vector->vector));
  add_case(batch, vector, OP_SIGN, vector_has_headers(&vector->vector));
  add_case(batch, vector, OP_VERIFY, vector_has_verdict(&vector->vector));
}

/* Vectors number first to first + num_pairs - 1. False: the scheme can't be drawn from. */
static bool draw_batch(struct fuzz *fuzz, size_t scheme, size_t first, size_t num_pairs,
                       struct batch *batch) {
  *batch = (struct batch){.num_vectors = 0};
  batch->vectors = arena_get_array(&batch->arena, MAX_OF_NUMBER * num_pairs, sizeof *batch->vectors);
  for (size_t i = 0; i < fuzz->num_sides; i++)
    batch->cases[i] =
        arena_get_array(&batch->arena, MAX_OF_NUMBER * num_pairs * NUM_SCHEME_OPS, sizeof(struct test_case));
  for (size_t number = first; number < first + num_pairs; number++) {
    if (fuzz->plan->http)
      batch->num_vectors += fuzz_http_draw(&batch->arena, fuzz->plan->seeds, fuzz->plan->seed, number,
                                           &batch->vectors[batch->num_vectors]);
    else if (!draw_scheme(fuzz, fuzz->plan->schemes[scheme], number, batch))
      return false;
  }
  for (size_t i = 0; i < batch->num_vectors; i++) add_cases(batch, &batch->vectors[i]);
  for (size_t i = 1; i < fuzz->num_sides; i++)
    memcpy(batch->cases[i], batch->cases[0], batch->num_cases * sizeof(struct test_case));
  return true;
}

/* A batch of which anything is kept stays in memory as a whole. */
static void keep_batch(struct fuzz *fuzz, struct batch *batch, bool is_kept) {
  for (size_t i = 0; i < batch->num_cases; i++) {
    struct fuzz_group group = {.num_sides = fuzz->num_sides};
    for (size_t k = 0; k < fuzz->num_sides; k++) group.cases[k] = &batch->cases[k][i];
    is_kept |= fuzz_keep(fuzz, (const struct fuzz_vector *)(const void *)group.cases[0]->vector, &group);
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
  for (size_t i = 0; i < fuzz->plan->num_schemes; i++) num += fuzz->sides[0].counts[i].num_cases;
  return num;
}

static uint64_t elapsed_ms(const struct fuzz *fuzz) {
  return now_ms() - fuzz->begun_ms;
}

bool fuzz_time_is_over(const struct fuzz *fuzz) {
  return elapsed_ms(fuzz) >= fuzz->plan->time_ms;
}

/* What was found takes the rest of the time, to be made smaller. */
static bool is_over(const struct fuzz *fuzz) {
  bool found = false;
  for (size_t i = 0; i < fuzz->num_keys; i++) found |= fuzz->keys[i].is_told;
  uint64_t rest_ms = found ? fuzz->plan->time_ms / REST_ONE_IN : 0;
  if (fuzz->plan->max_cases > 0 && num_cases(fuzz) >= fuzz->plan->max_cases) return true;
  return elapsed_ms(fuzz) + rest_ms >= fuzz->plan->time_ms;
}

bool fuzz_ask(struct fuzz *fuzz, struct arena *arena, struct test_case *const *cases, size_t num_cases) {
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    fuzz->broken_side = i;
    if (!asker_ask(&fuzz->sides[i].asker, arena, cases[i], num_cases)) return false;
    for (size_t k = 0; k < num_cases; k++) fuzz_http_temper(&cases[i][k]);
  }
  return true;
}

/* False: it can't be gone on. */
static bool ask_batch(struct fuzz *fuzz, size_t scheme, size_t first, size_t num_pairs) {
  struct batch batch;
  if (!draw_batch(fuzz, scheme, first, num_pairs, &batch)) {
    arena_free(&batch.arena);
    fuzz->is_undrawable = true;
    fuzz->undrawable = scheme;
    return false;
  }
  bool going_on = fuzz_ask(fuzz, &batch.arena, batch.cases, batch.num_cases);
  for (size_t i = 0; i < fuzz->num_sides; i++) fuzz->sides[i].counts[scheme].num_vectors += batch.num_vectors;
  bool is_kept = false;
  going_on = going_on && fuzz_relate(fuzz, &batch.arena, batch.vectors, batch.num_vectors, &is_kept);
  keep_batch(fuzz, &batch, is_kept);
  return going_on;
}

/* Few at first, as an adapter may be slow, and no more than there is time for. */
static size_t num_pairs_next(const struct fuzz *fuzz, size_t num_asked) {
  uint64_t elapsed = elapsed_ms(fuzz), left = fuzz->plan->time_ms - elapsed;
  size_t num = num_asked == 0 ? FIRST_PAIRS : num_asked < MAX_PAIRS ? num_asked : MAX_PAIRS;
  if (elapsed > 0 && elapsed < fuzz->plan->time_ms && num_asked * left / elapsed < num)
    num = num_asked * left / elapsed + 1;
  return num;
}

/* One batch of each scheme in turn. */
static bool ask_all(struct fuzz *fuzz) {
  for (size_t num_asked = 0; num_asked == 0 || !is_over(fuzz);) {
    size_t num_before = num_cases(fuzz), num_pairs = num_pairs_next(fuzz, num_asked);
    for (size_t i = 0; i < fuzz->plan->num_schemes; i++) {
      if (num_asked > 0 && is_over(fuzz)) return true;
      if (!ask_batch(fuzz, i, 1 + num_asked, num_pairs)) return false;
    }
    if (num_cases(fuzz) == num_before) return true; /* nothing is in scope */
    num_asked += num_pairs;
  }
  return true;
}

static void begin_counts(struct fuzz *fuzz, struct fuzz_side *side) {
  side->counts = arena_get_array(&fuzz->arena, fuzz->plan->num_schemes, sizeof *side->counts);
  for (size_t i = 0; i < fuzz->plan->num_schemes; i++) side->counts[i].scheme = fuzz->plan->schemes[i];
}

bool fuzz_run(struct fuzz *fuzz) {
  fuzz->begun_ms = now_ms();
  for (size_t i = 0; i < fuzz->num_sides; i++) begin_counts(fuzz, &fuzz->sides[i]);
  bool asked = ask_all(fuzz);
  fuzz_find(fuzz);
  for (size_t i = 0; i < fuzz->num_findings && asked; i++)
    (fuzz->plan->http ? fuzz_http_shrink : fuzz_shrink)(fuzz, &fuzz->findings[i]);
  if (asked) fuzz_find_stale(fuzz);
  fuzz->took_ms = elapsed_ms(fuzz);
  return asked;
}

void fuzz_free(struct fuzz *fuzz) {
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    run_free(&fuzz->sides[i].kept);
    free(fuzz->sides[i].kept.cases);
    asker_free(&fuzz->sides[i].asker);
  }
  free(fuzz->keys);
  free(fuzz->key_of_kept);
  for (size_t i = 0; i < fuzz->num_held; i++) arena_free(&fuzz->held[i]);
  free(fuzz->held);
  arena_free(&fuzz->arena);
}

static void add_part(struct text *words, size_t number, const char *what) {
  if (number > 0) text_addf(words, ", %zu %s", number, what);
}

struct totals {
  size_t num_cases, num_unsupported, num_right, num_new, num_known;
};

static struct totals totals_of(const struct fuzz *fuzz) {
  struct totals totals = {0};
  const struct fuzz_counts *counts = fuzz->sides[0].counts;
  for (size_t i = 0; counts && i < fuzz->plan->num_schemes; i++) {
    totals.num_cases += counts[i].num_cases;
    totals.num_unsupported += counts[i].outcomes[OUTCOME_UNSUPPORTED];
    totals.num_right += counts[i].outcomes[OUTCOME_PASS] + counts[i].outcomes[OUTCOME_FLAGGED];
  }
  for (size_t i = 0; i < fuzz->num_findings; i++)
    ++*(fuzz->findings[i].is_known ? &totals.num_known : &totals.num_new);
  return totals;
}

/* Schemes of which nothing was asked, as no hello declares them or they are beyond its limits. */
static size_t num_not_asked(const struct fuzz *fuzz) {
  size_t num = 0;
  for (size_t i = 0; i < fuzz->num_sides; i++)
    for (size_t k = 0; k < fuzz->plan->num_schemes; k++)
      num += fuzz->sides[i].counts && fuzz->sides[i].counts[k].num_cases == 0;
  return num;
}

static void add_broken(struct text *words, const struct fuzz *fuzz) {
  text_add_string(words, "Broken: the adapter ");
  if (fuzz->num_sides > 1) text_addf(words, "number %zu ", fuzz->broken_side + 1);
  text_addf(words, "%s; until then", fuzz->sides[fuzz->broken_side].asker.run.trouble_text);
}

int fuzz_conclude(const struct fuzz *fuzz, bool came_to_end, struct text *words) {
  struct totals totals = totals_of(fuzz);
  bool is_not = totals.num_new > 0 || totals.num_right == 0 || fuzz->num_stale > 0 || num_not_asked(fuzz) > 0;
  if (!came_to_end)
    add_broken(words, fuzz);
  else if (totals.num_new > 0)
    text_addf(words, "Found: %zu cause%s of disagreement in", totals.num_new, text_plural(totals.num_new));
  else if (totals.num_cases == 0)
    text_add_string(words, "Nothing was asked:");
  else if (totals.num_right == 0)
    text_add_string(words, "Nothing was right in");
  else
    text_add_string(words, "Found: nothing in");
  text_addf(words, " %zu case%s", totals.num_cases, text_plural(totals.num_cases));
  add_part(words, totals.num_known, "known");
  add_part(words, fuzz->num_stale, "stale in the list of known findings");
  add_part(words, totals.num_unsupported, "unsupported");
  text_addf(words, ", in %.1f s.", (double)fuzz->took_ms / 1000);
  if (!came_to_end) return COMMAND_BROKEN;
  return is_not ? COMMAND_NOT : COMMAND_OK;
}
