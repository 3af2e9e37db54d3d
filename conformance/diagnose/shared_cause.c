#include "diagnose/shared_cause.h"

#include <string.h>

#include "diagnose/cover.h"
#include "diagnose/explanation.h"
#include "diagnose/worthless_answers.h"

/* However many cases there are, so many are looked at: to find mistakes that may be it, and to count what
 * each of these explains. Longer bodies are left out of both, unless nothing else is left to explain. */
enum { MAX_TRIED = 16, MAX_COUNTED = 600, LONG_BODY = 16 * 1024, MAX_ALIKE = 4 };

struct shared_search {
  struct arena *arena;
  struct graded_cases cases;
  bool *is_ours; /* of each case: the library gives that answer, wrong or not, so no mistake is to blame */
  struct cover_basis basis; /* its wrong ones are those without a cause yet */
  struct sample tried;      /* of these, to find mistakes by: without verdicts */
  struct cause_list causes, verifiers;
  const struct cause *singles[SHARED_CAUSE_MAX]; /* that were found */
  size_t num_singles;
  struct shared_causes found;
};

/* The mistakes to choose from: those that give any of the wrong answers. */
struct choice {
  struct arena arena;
  struct cover *covers;
  size_t count, capacity;
};

static bool is_unexplained(const struct shared_search *search, size_t at) {
  return search->cases.items[at].is_wrong && !search->cases.causes[at] && !search->is_ours[at];
}

static bool is_short(const struct shared_search *search, size_t at) {
  return search->cases.items[at].vector->request.body.len <= LONG_BODY;
}

static bool is_verdict(const struct shared_search *search, size_t at) {
  return search->cases.items[at].op == OP_VERIFY;
}

/* At most max, from all over the list. */
static void thin_out(struct sample *all, size_t max) {
  if (all->count <= max) return;
  for (size_t i = 0; i < max; i++) all->items[i] = all->items[i * all->count / max];
  all->count = max;
}

static struct sample take(struct arena *arena, const struct shared_search *search, bool wrong,
                          bool long_ones) {
  struct sample all = {arena_get_array(arena, search->cases.count, sizeof *all.items), 0};
  for (size_t i = 0; i < search->cases.count; i++)
    if ((wrong ? is_unexplained(search, i) : !search->cases.items[i].is_wrong) &&
        is_short(search, i) != long_ones)
      all.items[all.count++] = i;
  thin_out(&all, MAX_COUNTED);
  return all;
}

/* A rejection shows no bytes: to find mistakes, signers' answers are taken. */
static struct sample without_verdicts(struct arena *arena, const struct shared_search *search,
                                      const struct sample *all) {
  struct sample some = {arena_get_array(arena, all->count, sizeof *some.items), 0};
  for (size_t i = 0; i < all->count; i++)
    if (!is_verdict(search, all->items[i])) some.items[some.count++] = all->items[i];
  thin_out(&some, MAX_TRIED);
  return some;
}

/* An answer that following no mistake does not give, by a profile that is not always followed, tells nothing.
 */
static void take_right(struct arena *arena, struct shared_search *search) {
  struct sample all = take(arena, search, false, false), *right = &search->basis.right;
  *right = (struct sample){all.items, 0};
  for (size_t i = 0; i < all.count; i++)
    if (cover_gives(&search->basis, NULL, all.items[i])) right->items[right->count++] = all.items[i];
}

static bool gives_any(const struct shared_search *search, const struct mistake *mistake) {
  const struct sample *sample = mistake->verify ? &search->basis.wrong : &search->tried;
  for (size_t i = 0; i < sample->count; i++)
    if (cover_gives(&search->basis, mistake, sample->items[i])) return true;
  return false;
}

static void begin_choice(struct shared_search *search, struct choice *choice) {
  *choice = (struct choice){.capacity = search->causes.count * SHARED_CAUSE_MAX + search->verifiers.count};
  search->basis.wrong = take(&choice->arena, search, true, false);
  if (search->basis.wrong.count == 0) search->basis.wrong = take(&choice->arena, search, true, true);
  search->tried = without_verdicts(&choice->arena, search, &search->basis.wrong);
  choice->covers = arena_get_array(&choice->arena, choice->capacity, sizeof *choice->covers);
}

static void add_choice(const struct shared_search *search, struct choice *choice,
                       const struct mistake *mistake, const struct cause *first, const struct cause *second) {
  if (!mistake || !gives_any(search, mistake)) return;
  struct cover cover = cover_of(&choice->arena, &search->basis, mistake);
  cover.causes[0] = first;
  cover.causes[1] = second;
  if (cover.num > 0) choice->covers[choice->count++] = cover;
}

static void add_singles(const struct shared_search *search, struct choice *choice,
                        const struct cause_list *causes) {
  for (size_t i = 0; i < causes->count; i++)
    if (causes->items[i].kind != CAUSE_FILE)
      add_choice(search, choice, causes->items[i].mistake, &causes->items[i], NULL);
}

static void add_name(struct arena *arena, struct name_list *list, const char *name) {
  if (!list->items) list->items = arena_get_array(arena, MAX_ALIKE, sizeof *list->items);
  if (list->count < MAX_ALIKE) list->items[list->count++] = arena_copy_string(arena, name);
}

/* Names single mistakes only: of two, one is known from elsewhere. */
static void add_alike(const struct shared_search *search, const struct choice *choice,
                      const struct cover *best, struct shared_cause *shared) {
  for (const struct cover *cover = choice->covers; cover < choice->covers + choice->count; cover++)
    if (cover != best && !cover->causes[1] && cover_is_the_same(best, cover, search->basis.wrong.count))
      add_name(search->arena, &shared->alike, cover->causes[0]->name);
}

static void add_sentence(struct shared_search *search, struct shared_cause *shared, struct text *change,
                         const struct cause *cause) {
  const char *advice = advice_for(cause->name);
  bool is_profile = cause->kind == CAUSE_PROFILE;
  shared->names[shared->num_names] = arena_copy_string(search->arena, cause->name);
  shared->sentences[shared->num_names++] = is_profile ? cause->profile->info.meaning : cause->mistake->words;
  if (advice) text_addf(change, "%s%s", change->len > 0 ? " " : "", advice);
}

static void give_cause(struct shared_search *search, size_t at, struct shared_cause *shared, bool is_shown) {
  search->cases.causes[at] = shared;
  if (shared->num_cases++ == 0 || (is_shown && !shared->is_shown))
    shared->worked = search->cases.items[at].vector;
  shared->is_shown |= is_shown;
}

/* The cause of all cases, long ones too, that the mistake explains. */
static void settle(struct shared_search *search, const struct cover *cover, struct shared_cause *shared) {
  for (size_t i = 0; i < search->cases.count; i++)
    if (is_unexplained(search, i) && cover->credible[search->cases.items[i].op] &&
        cover_gives(&search->basis, cover->mistake, i))
      give_cause(search, i, shared, mistake_is_shown_by(cover->causes[0]->mistake, &search->cases.items[i]));
}

static struct shared_cause *add_shared(struct shared_search *search, const struct cover *cover) {
  const struct cause *first = cover->causes[0], *second = cover->causes[1];
  struct shared_cause *shared = &search->found.items[search->found.count++];
  const reqsig_scheme *recipe = search->basis.recipe;
  struct text change = {0};
  add_sentence(search, shared, &change, first);
  if (second) add_sentence(search, shared, &change, second);
  if (change.len > 0) shared->change = arena_copy(search->arena, text_slice(&change));
  text_free(&change);
  settle(search, cover, shared);
  shared->clause = first->mistake->verify
                       ? shared->worked->clause
                       : clause_of(recipe, evidence_rule_with(recipe, RS_FROM_MAC), first->mistake);
  return shared;
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
  add_singles(search, &choice, causes);
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

static bool is_going_on(const struct shared_search *search) {
  for (size_t i = 0; i < search->cases.count; i++)
    if (is_unexplained(search, i)) return search->found.count < SHARED_CAUSE_MAX;
  return false;
}

static struct cover cover_of_worthless(struct arena *arena, const struct shared_search *search,
                                       const struct worthless_answers *kind) {
  const struct sample *wrong = &search->basis.wrong;
  struct cover cover = {.explains = arena_get_array(arena, wrong->count, sizeof *cover.explains)};
  for (size_t i = 0; i < wrong->count; i++) {
    cover.explains[i] = kind->is_one(&search->cases.items[wrong->items[i]]);
    cover.num += cover.explains[i];
  }
  return cover;
}

/* A mistake that gives all of them is what makes them worthless: a signature proves it, and a verdict does if
 * the mistake gives others besides. */
static bool is_a_mistakes(const struct cover *worthless, const struct choice *choice, size_t num_wrong,
                          enum op op) {
  for (size_t i = 0; i < choice->count; i++) {
    const struct cover *cover = &choice->covers[i];
    bool gives_all = op == OP_SIGN ? cover->num >= worthless->num : cover->num > worthless->num;
    for (size_t k = 0; gives_all && k < num_wrong; k++)
      gives_all = cover->explains[k] || !worthless->explains[k];
    if (gives_all) return true;
  }
  return false;
}

static void settle_worthless(struct shared_search *search, const struct worthless_answers *kind) {
  struct choice choice;
  begin_choice(search, &choice);
  add_singles(search, &choice, kind->op == OP_SIGN ? &search->causes : &search->verifiers);
  struct cover cover = cover_of_worthless(&choice.arena, search, kind);
  if (!is_a_mistakes(&cover, &choice, search->basis.wrong.count, kind->op)) {
    struct shared_cause *shared = &search->found.items[search->found.count];
    *shared = (struct shared_cause){
        .names = {kind->name}, .num_names = 1, .sentences = {kind->sentence}, .change = kind->change};
    for (size_t i = 0; i < search->cases.count; i++)
      if (is_unexplained(search, i) && kind->is_one(&search->cases.items[i]))
        give_cause(search, i, shared, true);
    search->found.count += shared->num_cases > 0;
    add_alike(search, &choice, &cover, shared);
  }
  arena_free(&choice.arena);
}

/* Before the mistakes of that op, which may give some of these answers by chance. */
static void find_worthless(struct shared_search *search, enum op op) {
  const struct graded_cases *cases = &search->cases;
  for (const struct worthless_answers *kind = worthless_answers; kind->name; kind++)
    if (kind->op == op && is_going_on(search) && kind->holds(kind, cases->items, cases->count))
      settle_worthless(search, kind);
}

static void find_by_recipe(struct shared_search *search, const reqsig_scheme *recipe) {
  struct arena scratch = {0};
  search->basis = (struct cover_basis){.recipe = recipe, .cases = search->cases.items};
  search->causes = causes_of(&scratch, recipe);
  search->verifiers = causes_of_verifiers(&scratch, recipe);
  search->num_singles = 0;
  take_right(&scratch, search);
  find_worthless(search, OP_SIGN);
  while (is_going_on(search) && find_single(search, &search->causes)) {
  }
  while (search->num_singles > 0 && is_going_on(search) && find_pair(search)) {
  }
  find_worthless(search, OP_VERIFY);
  while (is_going_on(search) && find_single(search, &search->verifiers)) {
  }
  arena_free(&scratch);
}

struct shared_causes shared_causes_find(struct arena *arena, const reqsig_scheme *followed,
                                        const reqsig_scheme *scheme, struct graded_cases cases) {
  struct shared_search search = {.arena = arena, .cases = cases};
  search.is_ours = arena_get_array(arena, cases.count, sizeof *search.is_ours);
  for (size_t i = 0; i < cases.count; i++)
    search.is_ours[i] = cases.items[i].is_wrong && mistake_gives_answer(NULL, scheme, &cases.items[i]);
  search.found.items = arena_get_array(arena, SHARED_CAUSE_MAX, sizeof *search.found.items);
  find_by_recipe(&search, followed);
  if (followed != scheme && is_going_on(&search)) find_by_recipe(&search, scheme);
  return search.found;
}
