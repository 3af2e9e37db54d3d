#include "diagnose/shared_cause.h"

#include <string.h>

#include "diagnose/choice.h"
#include "diagnose/explanation.h"

enum { MAX_ALIKE = 4 };

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

/* The cause of all cases, long ones too, that the mistake explains; and, whatever speaks against it in other
 * verdicts, of what is rejected as it is signed so. */
static void settle(struct shared_search *search, const struct cover *cover, struct shared_cause *shared) {
  for (size_t i = 0; i < search->cases.count; i++)
    if (choice_is_unexplained(search, i) && cover->credible[search->cases.items[i].op] &&
        cover_gives(&search->basis, cover->mistake, i))
      give_cause(search, i, shared, mistake_is_shown_by(cover->causes[0]->mistake, &search->cases.items[i]));
  if (cover->mistake->verify) return;
  for (size_t i = 0; i < search->cases.count; i++)
    if (choice_is_unexplained(search, i) && choice_is_brought_about(search, i, shared))
      give_cause(search, i, shared, false);
}

static struct shared_cause *add_shared(struct shared_search *search, const struct cover *cover) {
  const struct cause *first = cover->causes[0], *second = cover->causes[1];
  search->mistakes[search->found.count] = *cover->mistake;
  search->recipes[search->found.count] = search->basis.recipe;
  struct shared_cause *shared = &search->found.items[search->found.count++];
  const reqsig_scheme *recipe = search->basis.recipe;
  struct text change = {0};
  shared->sometimes = search->basis.sometimes;
  add_sentence(search, shared, &change, first);
  if (second) add_sentence(search, shared, &change, second);
  if (change.len > 0) shared->change = arena_copy(search->arena, text_slice(&change));
  text_free(&change);
  settle(search, cover, shared);
  shared->clause = first->mistake->verify
                       ? clause_of_verdicts(search, shared, first->mistake)
                       : clause_of(recipe, evidence_rule_with(recipe, RS_FROM_MAC), first->mistake);
  return shared;
}

/* Takes what explains most of what is left. False if nothing explains any. */
static bool take_best(struct shared_search *search, struct choice *choice) {
  const struct cover *best = choice_best(choice);
  if (best) {
    struct shared_cause *shared = add_shared(search, best);
    if (!best->causes[1] && !best->mistake->verify) search->singles[search->num_singles++] = best->causes[0];
    add_alike(search, choice, best, shared);
  }
  choice_end(choice);
  return best != NULL;
}

static bool find_single(struct shared_search *search, const struct cause_list *causes) {
  struct choice choice;
  choice_begin(search, &choice);
  choice_add_singles(search, &choice, causes);
  return take_best(search, &choice);
}

/* Verifiers' mistakes, and signers' that a verifier makes too. */
static void add_by_verdicts(struct shared_search *search, struct choice *choice) {
  choice_add_singles(search, choice, &search->verifiers);
  search->basis.by_verdicts = search->tried.count == 0;
  if (search->basis.by_verdicts) choice_add_singles(search, choice, &search->causes);
}

static bool find_by_verdicts(struct shared_search *search) {
  struct choice choice;
  choice_begin(search, &choice);
  add_by_verdicts(search, &choice);
  return take_best(search, &choice);
}

static bool find_pair(struct shared_search *search,
                      void (*add)(const struct shared_search *search, struct choice *choice)) {
  struct choice choice;
  choice_begin(search, &choice);
  add(search, &choice);
  return take_best(search, &choice);
}

static bool is_going_on(const struct shared_search *search) {
  for (size_t i = 0; i < search->cases.count; i++)
    if (choice_is_unexplained(search, i)) return search->found.count < SHARED_CAUSE_MAX;
  return false;
}

static bool is_the_same_notation(const struct mac_claim *a, const struct mac_claim *b) {
  return a && b && a->num_steps == b->num_steps &&
         memcmp(a->steps, b->steps, a->num_steps * sizeof *a->steps) == 0;
}

static void settle_notation(struct shared_search *search, const struct mac_claim **notations, size_t first) {
  const struct mac_claim *notation = notations[first];
  struct shared_cause *shared = &search->found.items[search->found.count];
  struct text change = {0};
  *shared = (struct shared_cause){.num_names = notation->num_steps};
  for (size_t i = 0; i < notation->num_steps; i++) {
    shared->names[i] = notation->steps[i]->name;
    shared->sentences[i] = notation->steps[i]->words;
    text_addf(&change, "%s%s", i > 0 ? " " : "", notation->steps[i]->change);
  }
  shared->change = arena_copy(search->arena, text_slice(&change));
  text_free(&change);
  for (size_t i = first; i < search->cases.count; i++)
    if (choice_is_unexplained(search, i) && is_the_same_notation(notations[i], notation))
      give_cause(search, i, shared, true);
  search->found.count++;
}

/* Right signatures in a notation that is no mistake of the catalogue. */
static void find_notations(struct shared_search *search) {
  struct arena scratch = {0};
  const struct mac_claim **notations = arena_get_array(&scratch, search->cases.count, sizeof *notations);
  for (size_t i = 0; i < search->cases.count; i++)
    if (choice_is_unexplained(search, i))
      notations[i] = notation_of_signature(&scratch, &search->cases.items[i]);
  for (size_t i = 0; i < search->cases.count && is_going_on(search); i++)
    if (choice_is_unexplained(search, i) && notations[i] &&
        notations[i]->num_steps <= SHARED_CAUSE_MAX_TOGETHER)
      settle_notation(search, notations, i);
  arena_free(&scratch);
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
  choice_begin(search, &choice);
  if (kind->op == OP_SIGN) choice_add_singles(search, &choice, &search->causes);
  if (kind->op == OP_VERIFY) add_by_verdicts(search, &choice);
  struct cover cover = cover_of_worthless(&choice.arena, search, kind);
  if (!is_a_mistakes(&cover, &choice, search->basis.wrong.count, kind->op)) {
    struct shared_cause *shared = &search->found.items[search->found.count];
    *shared = (struct shared_cause){
        .names = {kind->name}, .num_names = 1, .sentences = {kind->sentence}, .change = kind->change};
    for (size_t i = 0; i < search->cases.count; i++)
      if (choice_is_unexplained(search, i) && kind->is_one(&search->cases.items[i]))
        give_cause(search, i, shared, true);
    search->found.count += shared->num_cases > 0;
    add_alike(search, &choice, &cover, shared);
  }
  choice_end(&choice);
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
  search->basis =
      (struct cover_basis){.recipe = recipe, .cases = search->cases.items, .num_cases = search->cases.count};
  search->causes = causes_of(&scratch, recipe);
  search->verifiers = causes_of_verifiers(&scratch, recipe);
  search->num_singles = 0;
  choice_take_right(&scratch, search);
  find_worthless(search, NUM_OPS);
  find_worthless(search, OP_SIGN);
  while (is_going_on(search) && find_single(search, &search->causes)) {
  }
  while (is_going_on(search) && find_pair(search, choice_add_pairs)) {
  }
  find_notations(search);
  search->basis.sometimes = true;
  while (is_going_on(search) && find_single(search, &search->causes)) {
  }
  search->basis.sometimes = false;
  while (is_going_on(search) && find_pair(search, choice_add_all_pairs)) {
  }
  find_worthless(search, OP_VERIFY);
  while (is_going_on(search) && find_by_verdicts(search)) {
  }
  arena_free(&scratch);
}

static void add_contradiction(struct shared_search *search, size_t message, size_t signature) {
  const struct graded_case *cases = search->cases.items;
  const struct shared_cause *cause = search->cases.causes[signature];
  size_t nth = cause ? (size_t)(cause - search->found.items) : 0;
  if (cause && !search->mistakes[nth].slug) return;
  enum contradiction_kind kind =
      contradiction_of(&cases[message], &cases[signature], cause ? &search->mistakes[nth] : NULL,
                       cause ? search->recipes[nth] : search->basis.recipe);
  if (kind == CONTRADICTS_NOT) return;
  struct contradiction *contradiction = &search->found.contradictions[kind];
  if (contradiction->num_requests++ > 0) return;
  contradiction->first = cases[message].vector;
  if (kind == CONTRADICTS_HEADER) contradiction->header = cases[signature].grade->differences[0].header;
}

/* Where a third of the wrong answers change, those that don't were asked twice in vain: no more is made of
 * them. */
static bool is_unsteady(const struct graded_cases *cases) {
  size_t num_wrong = 0, num_flaky = 0;
  for (size_t i = 0; i < cases->count; i++) {
    num_wrong += cases->items[i].is_wrong;
    num_flaky += cases->items[i].is_wrong && cases->items[i].is_flaky;
  }
  return num_flaky > 0 && num_flaky * 3 >= num_wrong;
}

/* A vector's message stands before its signature. */
static void find_contradictions(struct shared_search *search) {
  const struct graded_case *cases = search->cases.items;
  for (size_t i = 0; i + 1 < search->cases.count; i++)
    if (cases[i].vector == cases[i + 1].vector && cases[i].op == OP_MESSAGE && cases[i + 1].op == OP_SIGN)
      add_contradiction(search, i, i + 1);
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
  search.found.is_unsteady = is_unsteady(&cases);
  if (!search.found.is_unsteady) find_contradictions(&search);
  return search.found;
}
