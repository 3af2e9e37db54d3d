#include "diagnose/shared_cause.h"

#include <stdlib.h>
#include <string.h>

#include "diagnose/cause.h"
#include "diagnose/explanation.h"
#include "diagnose/worthless_answers.h"

/* However many cases there are, so many are looked at: to find mistakes that may be it, and to count what
 * each of these explains. Longer bodies are left out of both. */
enum { MAX_TRIED = 16, MAX_COUNTED = 600, LONG_BODY = 16 * 1024, MAX_ALIKE = 4 };
/* A mistake that gives less than this part of the wrong messages, or verdicts, gives them by chance. */
enum { MIN_SHARE = 8 };

/* Indexes of cases. */
struct sample {
  size_t *items;
  size_t count;
};

struct shared_search {
  struct arena *arena;
  const reqsig_scheme *recipe;
  struct graded_cases cases;
  struct cause_list causes, verifiers;
  struct sample right; /* answers that speak against a mistake which would spoil them */
  const struct cause *singles[SHARED_CAUSE_MAX]; /* that were found */
  size_t num_singles;
  struct shared_causes found;
};

/* What a mistake explains of the cases that are counted. */
struct cover {
  const struct cause *causes[SHARED_CAUSE_MAX_TOGETHER]; /* the second may be NULL */
  const struct mistake *mistake;                         /* both */
  bool credible[NUM_OPS];                                /* no right answer to that op speaks against it */
  size_t num;     /* wrong answers that it gives, where it is credible */
  bool *explains; /* of each counted case */
};

static bool is_unexplained(const struct shared_search *search, size_t at) {
  return search->cases.items[at].is_wrong && !search->cases.causes[at];
}

static bool is_in_question(const struct shared_search *search, size_t at, bool wrong) {
  const struct graded_case *graded = &search->cases.items[at];
  return (wrong ? is_unexplained(search, at) : !graded->is_wrong) &&
         graded->vector->request.body.len <= LONG_BODY;
}

/* At most max, from all over the list. A rejection shows no bytes: to find mistakes, signers' answers are
 * taken. */
static struct sample take_sample(struct arena *arena, const struct shared_search *search, bool wrong,
                                 bool verdicts, size_t max) {
  struct sample all = {arena_get_array(arena, search->cases.count, sizeof *all.items), 0};
  for (size_t i = 0; i < search->cases.count; i++)
    if (is_in_question(search, i, wrong) && (verdicts || search->cases.items[i].op != OP_VERIFY))
      all.items[all.count++] = i;
  if (all.count <= max) return all;
  for (size_t i = 0; i < max; i++) all.items[i] = all.items[i * all.count / max];
  all.count = max;
  return all;
}

static bool gives(const struct shared_search *search, const struct mistake *mistake, size_t at) {
  return mistake_gives_answer(mistake, search->recipe, &search->cases.items[at]);
}

static bool gives_any(const struct shared_search *search, const struct mistake *mistake,
                      const struct sample *sample) {
  for (size_t i = 0; i < sample->count; i++)
    if (gives(search, mistake, sample->items[i])) return true;
  return false;
}

static void drop_incredible(const struct shared_search *search, struct cover *cover) {
  for (size_t i = 0; i < search->right.count; i++) {
    size_t at = search->right.items[i];
    bool *credible = &cover->credible[search->cases.items[at].op];
    if (*credible) *credible = gives(search, cover->mistake, at);
  }
}

static void drop_op(const struct shared_search *search, struct cover *cover, const struct sample *wrong,
                    enum op op) {
  cover->credible[op] = false;
  for (size_t i = 0; i < wrong->count; i++)
    if (search->cases.items[wrong->items[i]].op == op) cover->explains[i] = false;
}

/* Only a signature can't be the same by chance. */
static void drop_chance(const struct shared_search *search, struct cover *cover, const struct sample *wrong) {
  size_t num[NUM_OPS] = {0}, num_wrong[NUM_OPS] = {0};
  for (size_t i = 0; i < wrong->count; i++) {
    enum op op = search->cases.items[wrong->items[i]].op;
    num_wrong[op]++;
    num[op] += cover->explains[i];
  }
  for (int op = 0; op < NUM_OPS; op++)
    if (op != OP_SIGN && !cover->mistake->verify && num[op] < num_wrong[op] / MIN_SHARE)
      drop_op(search, cover, wrong, (enum op)op);
}

static struct cover cover_of(struct arena *arena, const struct shared_search *search,
                             const struct mistake *mistake, const struct sample *wrong) {
  struct cover cover = {.mistake = mistake, .credible = {true, true, true}};
  cover.explains = arena_get_array(arena, wrong->count, sizeof *cover.explains);
  drop_incredible(search, &cover);
  for (size_t i = 0; i < wrong->count; i++)
    cover.explains[i] =
        cover.credible[search->cases.items[wrong->items[i]].op] && gives(search, mistake, wrong->items[i]);
  drop_chance(search, &cover, wrong);
  bool is_shown = false; /* a signer's mistake by bytes: a rejection alone may have any reason */
  for (size_t i = 0; i < wrong->count; i++) {
    cover.num += cover.explains[i];
    is_shown |= cover.explains[i] && mistake_is_shown_by(mistake, &search->cases.items[wrong->items[i]]);
  }
  if (!is_shown) cover.num = 0;
  return cover;
}

static void add_name(struct arena *arena, struct name_list *list, const char *name) {
  if (!list->items) list->items = arena_get_array(arena, MAX_ALIKE, sizeof *list->items);
  if (list->count < MAX_ALIKE) list->items[list->count++] = arena_copy_string(arena, name);
}

static void add_sentence(struct shared_search *search, struct shared_cause *shared, struct text *change,
                         const struct cause *cause) {
  const char *advice = advice_for(cause->name);
  bool is_profile = cause->kind == CAUSE_PROFILE;
  shared->names[shared->num_names] = arena_copy_string(search->arena, cause->name);
  shared->sentences[shared->num_names++] = is_profile ? cause->profile->info.meaning : cause->mistake->words;
  if (advice) text_addf(change, "%s%s", change->len > 0 ? " " : "", advice);
}

/* The cause of all cases, long ones too, that the mistake explains. */
static void settle(struct shared_search *search, const struct cover *cover, struct shared_cause *shared) {
  for (size_t i = 0; i < search->cases.count; i++) {
    if (!is_unexplained(search, i) || !cover->credible[search->cases.items[i].op]) continue;
    if (!gives(search, cover->mistake, i)) continue;
    search->cases.causes[i] = shared;
    shared->num_cases++;
    if (!shared->worked && mistake_is_shown_by(cover->causes[0]->mistake, &search->cases.items[i]))
      shared->worked = search->cases.items[i].vector;
  }
}

static struct shared_cause *add_shared(struct shared_search *search, const struct cover *cover) {
  const struct cause *first = cover->causes[0], *second = cover->causes[1];
  struct shared_cause *shared = &search->found.items[search->found.count++];
  const rs_header_rule *rule = evidence_rule_with(search->recipe, RS_FROM_MAC);
  struct text change = {0};
  add_sentence(search, shared, &change, first);
  if (second) add_sentence(search, shared, &change, second);
  if (change.len > 0) shared->change = arena_copy(search->arena, text_slice(&change));
  shared->clause = clause_of(search->recipe, rule, first->mistake);
  text_free(&change);
  settle(search, cover, shared);
  if (first->mistake->verify) shared->clause = shared->worked ? shared->worked->clause : NULL;
  return shared;
}

static bool explains_the_same(const struct cover *a, const struct cover *b, size_t count) {
  return a->num == b->num && memcmp(a->explains, b->explains, count * sizeof *a->explains) == 0;
}

/* The mistakes to choose from. */
struct choice {
  struct arena arena;
  struct sample tried, wrong; /* tried: without verdicts */
  struct cover *covers;       /* of those that give any of the wrong answers */
  size_t count, capacity;
};

static void begin_choice(const struct shared_search *search, struct choice *choice) {
  *choice = (struct choice){.capacity = search->causes.count * SHARED_CAUSE_MAX + search->verifiers.count};
  choice->tried = take_sample(&choice->arena, search, true, false, MAX_TRIED);
  choice->wrong = take_sample(&choice->arena, search, true, true, MAX_COUNTED);
  choice->covers = arena_get_array(&choice->arena, choice->capacity, sizeof *choice->covers);
}

static void add_choice(const struct shared_search *search, struct choice *choice,
                       const struct mistake *mistake, const struct cause *first, const struct cause *second) {
  if (!mistake || !gives_any(search, mistake, mistake->verify ? &choice->wrong : &choice->tried)) return;
  struct cover cover = cover_of(&choice->arena, search, mistake, &choice->wrong);
  cover.causes[0] = first;
  cover.causes[1] = second;
  if (cover.num > 0) choice->covers[choice->count++] = cover;
}

/* Names single mistakes only: of two, one is known from elsewhere. */
static void add_alike(struct shared_search *search, const struct choice *choice, const struct cover *best,
                      struct shared_cause *shared) {
  for (const struct cover *cover = best + 1; cover < choice->covers + choice->count; cover++)
    if (!cover->causes[1] && explains_the_same(best, cover, choice->wrong.count))
      add_name(search->arena, &shared->alike, cover->causes[0]->name);
}

/* Takes what explains most of what is left, of several the likeliest. False if nothing explains any. */
static bool end_choice(struct shared_search *search, struct choice *choice) {
  const struct cover *best = choice->covers;
  for (size_t i = 1; i < choice->count; i++)
    if (choice->covers[i].num > best->num) best = &choice->covers[i];
  bool found = choice->count > 0;
  if (found) {
    struct shared_cause *shared = add_shared(search, best);
    if (!best->causes[1] && !best->mistake->verify) search->singles[search->num_singles++] = best->causes[0];
    add_alike(search, choice, best, shared);
  }
  arena_free(&choice->arena);
  return found;
}

static bool find_single(struct shared_search *search, const struct cause_list *causes) {
  struct choice choice;
  begin_choice(search, &choice);
  for (size_t i = 0; i < causes->count; i++)
    if (causes->items[i].kind != CAUSE_FILE)
      add_choice(search, &choice, causes->items[i].mistake, &causes->items[i], NULL);
  return end_choice(search, &choice);
}

/* A mistake that was found, with another one. */
static bool find_pair(struct shared_search *search) {
  struct choice choice;
  begin_choice(search, &choice);
  for (size_t i = 0; i < search->num_singles; i++)
    for (size_t k = 0; k < search->causes.count; k++) {
      const struct cause *first = search->singles[i], *second = &search->causes.items[k];
      if (second->kind == CAUSE_FILE || first == second) continue;
      add_choice(search, &choice, causes_together(&choice.arena, first->mistake, second->mistake), first,
                 second);
    }
  return end_choice(search, &choice);
}

/* An answer that following no mistake does not give, by a profile that is not always followed, tells nothing.
 */
static void take_right(struct arena *arena, struct shared_search *search) {
  struct sample all = take_sample(arena, search, false, true, MAX_COUNTED);
  search->right.items = all.items;
  for (size_t i = 0; i < all.count; i++)
    if (gives(search, NULL, all.items[i])) search->right.items[search->right.count++] = all.items[i];
}

static bool is_going_on(const struct shared_search *search) {
  for (size_t i = 0; i < search->cases.count; i++)
    if (is_unexplained(search, i)) return search->found.count < SHARED_CAUSE_MAX;
  return false;
}

static void settle_worthless(struct shared_search *search, const struct worthless_answers *kind) {
  const struct graded_cases *cases = &search->cases;
  struct shared_cause *shared = &search->found.items[search->found.count];
  *shared = (struct shared_cause){
      .names = {kind->name}, .num_names = 1, .sentences = {kind->sentence}, .change = kind->change};
  for (size_t i = 0; i < cases->count; i++) {
    if (!is_unexplained(search, i) || !kind->is_one(&cases->items[i])) continue;
    cases->causes[i] = shared;
    shared->num_cases++;
    if (!shared->worked) shared->worked = cases->items[i].vector;
  }
  search->found.count += shared->num_cases > 0;
}

/* Before the mistakes of that op, which may give some of these answers by chance. */
static void find_worthless(struct shared_search *search, enum op op) {
  const struct graded_cases *cases = &search->cases;
  for (const struct worthless_answers *kind = worthless_answers; kind->name; kind++)
    if (kind->op == op && is_going_on(search) && kind->holds(kind, cases->items, cases->count))
      settle_worthless(search, kind);
}

struct shared_causes shared_causes_find(struct arena *arena, const reqsig_scheme *recipe,
                                        struct graded_cases cases) {
  struct arena scratch = {0};
  struct shared_search search = {.arena = arena, .recipe = recipe, .cases = cases};
  search.causes = causes_of(&scratch, recipe);
  search.verifiers = causes_of_verifiers(&scratch, recipe);
  take_right(&scratch, &search);
  search.found.items = arena_get_array(arena, SHARED_CAUSE_MAX, sizeof *search.found.items);
  find_worthless(&search, OP_SIGN);
  while (is_going_on(&search) && find_single(&search, &search.causes)) {
  }
  while (search.num_singles > 0 && is_going_on(&search) && find_pair(&search)) {
  }
  find_worthless(&search, OP_VERIFY);
  while (is_going_on(&search) && find_single(&search, &search.verifiers)) {
  }
  arena_free(&scratch);
  return search.found;
}
