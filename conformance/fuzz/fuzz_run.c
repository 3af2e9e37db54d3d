#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/message.h"
#include "fuzz/fuzz.h"
#include "fuzz/fuzz_http.h"

enum { FIRST_PAIRS = 4, MAX_PAIRS = 64, REST_ONE_IN = 4 };

static uint64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* A batch of which anything is kept stays in memory as a whole. */
static void keep_batch(struct fuzz *fuzz, struct fuzz_batch *batch, bool is_kept) {
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

/* Few at first, as an adapter may be slow, and no more than there is time for. */
static size_t num_pairs_next(const struct fuzz *fuzz, size_t num_asked) {
  uint64_t elapsed = elapsed_ms(fuzz), left = fuzz->plan->time_ms - elapsed;
  size_t num = num_asked == 0 ? FIRST_PAIRS : num_asked < MAX_PAIRS ? num_asked : MAX_PAIRS;
  if (elapsed > 0 && elapsed < fuzz->plan->time_ms && num_asked * left / elapsed < num)
    num = num_asked * left / elapsed + 1;
  return num;
}

/* One batch of each scheme in turn. */
static void begin_next(struct fuzz *fuzz) {
  struct fuzz_turn *turn = &fuzz->turn;
  if (turn->scheme == fuzz->plan->num_schemes || turn->num_pairs == 0) {
    turn->num_asked += turn->num_pairs;
    turn->num_pairs = num_pairs_next(fuzz, turn->num_asked);
    turn->scheme = 0;
  }
  fuzz->next = (struct fuzz_batch){
      .scheme = turn->scheme++, .first = 1 + turn->num_asked, .num_pairs = turn->num_pairs};
  fuzz_batch_begin(fuzz, &fuzz->next);
  fuzz->has_next = true;
}

/* The adapter is busy: until it has answered, the next batch is drawn. */
static bool draw_ahead(void *user) {
  struct fuzz *fuzz = user;
  if (!fuzz->has_next) begin_next(fuzz);
  return fuzz_batch_draw_on(fuzz, &fuzz->next);
}

static void set_meanwhile(struct fuzz *fuzz, bool (*meanwhile)(void *)) {
  for (size_t i = 0; i < fuzz->num_sides; i++) {
    fuzz->sides[i].asker.plan.meanwhile = meanwhile;
    fuzz->sides[i].asker.plan.user = fuzz;
  }
}

/* False: it can't be gone on. */
static bool ask_batch(struct fuzz *fuzz, struct fuzz_batch *batch) {
  bool going_on = fuzz_ask(fuzz, &batch->arena, batch->cases, batch->num_cases);
  for (size_t i = 0; i < fuzz->num_sides; i++)
    fuzz->sides[i].counts[batch->scheme].num_vectors += batch->num_vectors;
  bool is_kept = false;
  going_on = going_on && fuzz_relate(fuzz, &batch->arena, batch->vectors, batch->num_vectors, &is_kept);
  keep_batch(fuzz, batch, is_kept);
  return going_on;
}

static bool ask_next(struct fuzz *fuzz) {
  if (!fuzz->has_next) begin_next(fuzz);
  struct fuzz_batch batch = fuzz->next;
  fuzz->has_next = false;
  if (fuzz_batch_finish(fuzz, &batch)) return ask_batch(fuzz, &batch);
  arena_free(&batch.arena);
  fuzz->is_undrawable = true;
  fuzz->undrawable = batch.scheme;
  return false;
}

/* The first round comes to its end whatever the time is; after one in which nothing is in scope no other
 * follows. */
static bool ask_all(struct fuzz *fuzz) {
  size_t num_before = 0, num_schemes = fuzz->plan->num_schemes;
  for (size_t num = 1;; num++) {
    if (!ask_next(fuzz)) return false;
    if (num >= num_schemes && is_over(fuzz)) return true;
    if (num % num_schemes > 0) continue;
    if (num_cases(fuzz) == num_before) return true;
    num_before = num_cases(fuzz);
  }
}

static void begin_counts(struct fuzz *fuzz, struct fuzz_side *side) {
  side->counts = arena_get_array(&fuzz->arena, fuzz->plan->num_schemes, sizeof *side->counts);
  for (size_t i = 0; i < fuzz->plan->num_schemes; i++) side->counts[i].scheme = fuzz->plan->schemes[i];
}

bool fuzz_run(struct fuzz *fuzz) {
  fuzz->begun_ms = now_ms();
  for (size_t i = 0; i < fuzz->num_sides; i++) begin_counts(fuzz, &fuzz->sides[i]);
  set_meanwhile(fuzz, draw_ahead);
  bool asked = ask_all(fuzz);
  set_meanwhile(fuzz, NULL);
  if (fuzz->has_next) arena_free(&fuzz->next.arena);
  fuzz_find(fuzz);
  if (asked && !fuzz->plan->http) fuzz_join_unsteady(fuzz);
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
