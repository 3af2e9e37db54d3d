/* The list of known failures, held against a run. */
#include <fnmatch.h>
#include <string.h>

#include "base/message.h"
#include "lib/bytes.h"
#include "runner/known_failures.h"

enum { MAX_NAMED = 5, MAX_GUESSED = 20 };

enum standing known_failure_standing(const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  switch (grade->outcome) {
  case OUTCOME_PASS:
  case OUTCOME_FLAGGED: return test_case->in_scope ? PASSES : NOT_JUDGED;
  case OUTCOME_FAIL:
  case OUTCOME_UNSUPPORTED: return test_case->in_scope ? FAILS : NOT_JUDGED;
  case OUTCOME_ERROR: return test_case->in_scope && grade->error_kind != ERROR_NONE ? FAILS : NOT_JUDGED;
  case OUTCOME_OBSERVED:
  case OUTCOME_OUT_OF_LIMITS:
  case NUM_OUTCOMES: break;
  }
  return NOT_JUDGED;
}

struct case_index case_index_of(struct arena *arena, const struct vector_set *set, const struct run *run) {
  struct case_index index = {arena, set, arena_get_array(arena, set->count, sizeof *index.first), {0}};
  for (size_t i = 0; i < set->count; i++) index.first[i] = run->num_cases;
  for (size_t i = run->num_cases; i-- > 0;) index.first[run->cases[i].vector - set->items] = i;
  return index;
}

static struct sorted_ids ids_that_begin(struct case_index *index, reqsig_slice prefix) {
  if (!index->sorted.items) index->sorted = sorted_ids_of(index->arena, &index->set->by_id);
  return sorted_ids_range(&index->sorted, prefix);
}

size_t known_failure_list(const struct known_failure *entry, struct case_index *index,
                          void (*each)(void *user, const struct vector *vector), void *user) {
  size_t len = strcspn(entry->pattern, "*?[\\"), count = 0;
  if (entry->pattern[len] == '\0') {
    const struct vector *vector = vector_set_find(index->set, entry->pattern);
    if (vector) each(user, vector);
    return vector != NULL;
  }
  struct sorted_ids range = ids_that_begin(index, rs_slice(entry->pattern, len));
  for (size_t i = 0; i < range.count; i++) {
    if (fnmatch(entry->pattern, range.items[i].id, 0) != 0) continue;
    each(user, &index->set->items[range.items[i].at]);
    count++;
  }
  return count;
}

size_t case_index_first(const struct case_index *index, const struct vector *vector) {
  return index->first[vector - index->set->items];
}

bool known_failure_means_op(const struct known_failure *entry, enum op op) {
  return !entry->pins[PIN_OP] || strcmp(entry->pins[PIN_OP], op_name(op)) == 0;
}

/* One entry, and what became of what it lists. */
struct judged {
  struct arena *arena;
  struct run *run;
  struct case_index cases;
  const struct known_failure *entry;
  struct text scratch;
  struct name_list passing;
  const struct test_case *otherwise; /* the first that fails otherwise than pinned */
  size_t num_otherwise;
  size_t num_unmatched;
};

/* In fewer cases more mistakes give the same answers: any of them will do. */
static bool is_alike(const struct test_case *test_case, const char *pinned) {
  const struct shared_cause *cause = test_case->cause;
  for (size_t i = 0; cause && i < cause->alike.count; i++)
    if (strcmp(cause->alike.items[i], pinned) == 0) return true;
  return false;
}

static bool has_pin(struct judged *judged, enum pin pin, const struct test_case *test_case) {
  const char *pinned = judged->entry->pins[pin];
  if (!pinned || (pin == PIN_OUTCOME && judged->entry->is_flaky)) return true;
  text_clear(&judged->scratch);
  known_failure_add_pin(&judged->scratch, pin, test_case);
  return strcmp(text_string(&judged->scratch), pinned) == 0 ||
         (pin == PIN_CAUSE && is_alike(test_case, pinned));
}

static bool is_as_pinned(struct judged *judged, const struct test_case *test_case) {
  bool right = true;
  for (int pin = 0; pin < NUM_PINS && right; pin++) right = has_pin(judged, (enum pin)pin, test_case);
  return right;
}

static void judge_failure(struct judged *judged, struct test_case *test_case) {
  if (is_as_pinned(judged, test_case)) {
    test_case->is_known = true;
    test_case->is_known_flaky |= judged->entry->is_flaky;
    return;
  }
  if (judged->num_otherwise++ == 0) judged->otherwise = test_case;
}

/* Room for one more than count, which doubles. */
static void *grown(struct arena *arena, void *items, size_t count, size_t size) {
  if ((count & (count - 1)) != 0) return items;
  void *more = arena_get_array(arena, count > 0 ? 2 * count : 1, size);
  if (count > 0) memcpy(more, items, count * size);
  return more;
}

static void add_passing(struct judged *judged, const char *id) {
  struct name_list *passing = &judged->passing;
  passing->items = grown(judged->arena, passing->items, passing->count, sizeof *passing->items);
  passing->items[passing->count++] = id;
}

/* A vector fails with any of its cases that are meant, and passes with all of them: one that was not judged
 * leaves it open. */
static void judge_vector(void *user, const struct vector *vector) {
  struct judged *judged = user;
  struct run *run = judged->run;
  bool passes = false, fails = false, open = false;
  for (size_t i = case_index_first(&judged->cases, vector);
       i < run->num_cases && run->cases[i].vector == vector; i++) {
    struct test_case *test_case = &run->cases[i];
    if (!known_failure_means_op(judged->entry, test_case->op)) continue;
    enum standing standing = known_failure_standing(test_case);
    if (standing == FAILS) judge_failure(judged, test_case);
    passes |= standing == PASSES;
    fails |= standing == FAILS;
    open |= test_case->in_scope && case_is_unanswered(test_case);
  }
  if (passes && !fails && !open && !judged->entry->is_flaky) add_passing(judged, vector->id);
}

static bool is_one_that_passes(const struct judged *judged) {
  return judged->passing.count == 1 && strcmp(judged->passing.items[0], judged->entry->pattern) == 0;
}

static void add_passing_words(struct text *words, const struct judged *judged) {
  const struct name_list *passing = &judged->passing;
  const char *op = judged->entry->pins[PIN_OP];
  if (is_one_that_passes(judged)) {
    text_addf(words, "%s%spasses now", op ? op : "", op ? " " : "");
    return;
  }
  size_t num_named = passing->count < MAX_NAMED ? passing->count : MAX_NAMED;
  for (size_t i = 0; i < num_named; i++)
    text_addf(words, "%s%s", i == 0 ? "lists " : i + 1 < passing->count ? ", " : " and ", passing->items[i]);
  if (passing->count > num_named) text_addf(words, " and %zu more", passing->count - num_named);
  if (passing->count == 0) return;
  text_addf(words, ", which %s not fail", passing->count == 1 ? "does" : "do");
  if (op) text_addf(words, " with %s", op);
}

/* "pins another failure than sign of aet-x, which has difference=header-value" */
static void add_otherwise(struct text *words, struct judged *judged) {
  const struct test_case *otherwise = judged->otherwise;
  if (judged->num_otherwise == 0) return;
  text_addf(words, "%spins another failure than %s of %s, which has", words->len > 0 ? "; " : "",
            op_name(otherwise->op), otherwise->vector->id);
  for (int pin = PIN_OUTCOME; pin < NUM_PINS; pin++) {
    if (has_pin(judged, (enum pin)pin, otherwise)) continue;
    bool has_none = judged->scratch.len == 0;
    text_addf(words, " %s%s%s%s", has_none ? "no " : "", known_failure_pin_names[pin], has_none ? "" : "=",
              text_string(&judged->scratch));
  }
  if (judged->num_otherwise > 1) text_addf(words, "; and %zu more", judged->num_otherwise - 1);
}

/* The id that was meant, perhaps; of the first entries alone, as each is compared with all ids. */
static void add_unmatched(struct text *words, struct judged *judged) {
  const struct vector_set *set = judged->cases.set;
  struct arena arena = {0};
  text_add_string(words, "matches no vector");
  if (judged->num_unmatched++ >= MAX_GUESSED) return;
  const char **ids = arena_get_array(&arena, set->count, sizeof *ids);
  for (size_t i = 0; i < set->count; i++) ids[i] = set->items[i].id;
  const char *near = suggest(judged->entry->pattern, ids, set->count);
  if (near) text_addf(words, "; did you mean %s?", near);
  arena_free(&arena);
}

/* Adds why the entry is stale; nothing if it isn't. */
static void judge(struct judged *judged, struct text *words) {
  judged->passing = (struct name_list){0};
  judged->otherwise = NULL;
  judged->num_otherwise = 0;
  if (known_failure_list(judged->entry, &judged->cases, judge_vector, judged) == 0)
    add_unmatched(words, judged);
  add_passing_words(words, judged);
  add_otherwise(words, judged);
}

static void add_stale(struct known_failures *known, const struct judged *judged, const struct text *words) {
  struct arena *arena = judged->arena;
  const struct known_failure *entry = judged->entry;
  known->stale = grown(arena, known->stale, known->num_stale, sizeof *known->stale);
  known->stale[known->num_stale++] = (struct stale_entry){
      .pattern = arena_copy_string(arena, entry->pattern),
      .line = entry->line,
      .op = entry->pins[PIN_OP] ? arena_copy_string(arena, entry->pins[PIN_OP]) : NULL,
      .passes = is_one_that_passes(judged),
      .reason = arena_copy(arena, text_slice(words)),
      .passing = judged->passing,
  };
}

void known_failures_apply(struct known_failures *known, const struct vector_set *set, struct run *run) {
  struct arena arena = {0}, scratch = {0};
  struct text words = {0};
  struct judged judged = {.arena = &run->arena, .run = run, .cases = case_index_of(&arena, set, run)};
  struct known_lines lines = {.rest = reqsig_text(known->text)};
  for (reqsig_slice line; known_lines_next(&lines, &line); arena_reset(&scratch)) {
    struct known_failure entry;
    if (!known_failure_parse(&scratch, known->path, line, lines.number, &entry) || !entry.pattern) continue;
    judged.entry = &entry;
    judge(&judged, &words);
    if (words.len > 0) add_stale(known, &judged, &words);
    text_clear(&words);
  }
  text_free(&words);
  text_free(&judged.scratch);
  arena_free(&scratch);
  arena_free(&arena);
}
