#include "diagnose/choice.h"

#include <string.h>

/* A mistake that gives less than this part of the wrong messages, or verdicts, gives them by chance; and so
 * does one that gives all of fewer verdicts than this which another cause has left. */
enum { MIN_SHARE = 8, MIN_LEFT = 3 };

/* Of the wrong answers, by op. */
struct counts {
  size_t wrong[NUM_OPS], explained[NUM_OPS];
};

bool cover_gives(const struct cover_basis *basis, const struct mistake *mistake, size_t at) {
  return mistake_gives_answer(mistake, basis->recipe, &basis->cases[at]);
}

static const struct graded_case *wrong_case(const struct cover_basis *basis, size_t nth) {
  return &basis->cases[basis->wrong.items[nth]];
}

static void drop_incredible(const struct cover_basis *basis, struct cover *cover) {
  for (size_t i = 0; i < basis->right.count; i++) {
    size_t at = basis->right.items[i];
    bool *credible = &cover->credible[basis->cases[at].op];
    if (*credible) *credible = cover_gives(basis, cover->mistake, at);
  }
}

static struct counts count(const struct cover_basis *basis, const struct cover *cover) {
  struct counts counts = {.wrong = {0}};
  for (size_t i = 0; i < basis->wrong.count; i++) {
    enum op op = wrong_case(basis, i)->op;
    counts.wrong[op]++;
    counts.explained[op] += cover->explains[i];
  }
  return counts;
}

static void drop_op(const struct cover_basis *basis, struct cover *cover, enum op op) {
  cover->credible[op] = false;
  for (size_t i = 0; i < basis->wrong.count; i++)
    if (wrong_case(basis, i)->op == op) cover->explains[i] = false;
}

/* Only a signature can't be the same by chance. */
static void drop_chance(const struct cover_basis *basis, struct cover *cover) {
  struct counts counts = count(basis, cover);
  for (int op = 0; op < NUM_OPS; op++)
    if (op != OP_SIGN && !cover->mistake->verify && counts.explained[op] < counts.wrong[op] / MIN_SHARE)
      drop_op(basis, cover, (enum op)op);
}

static bool is_or_is_twin(const struct vector *vector, const struct vector *other) {
  return vector == other || (vector->twin && strcmp(vector->twin, other->id) == 0);
}

/* What was rejected is signed otherwise too, itself or the request that it differs from in one thing: that
 * the code signs so is reason enough to reject it. */
static bool is_signed_wrongly(const struct cover_basis *basis, size_t nth) {
  const struct graded_case *graded = wrong_case(basis, nth);
  if (graded->grade->differences[0].kind == DIFFERENCE_ACCEPTED) return false;
  for (size_t i = 0; i < basis->num_cases; i++) {
    const struct graded_case *other = &basis->cases[i];
    if (other->op == OP_SIGN && other->is_wrong && is_or_is_twin(graded->vector, other->vector)) return true;
  }
  return false;
}

/* A signer's mistake shows in bytes: a rejection alone may have any reason. A verifier's shows on a vector
 * that is meant for it, in what it accepts, or in that it gives all the wrong verdicts. What is not always
 * done only a signature proves. By verdicts alone a signer's mistake must give all of them, and one of them
 * accepts what it makes. */
static bool is_shown(const struct cover_basis *basis, const struct cover *cover) {
  struct counts counts = count(basis, cover);
  if (basis->sometimes) return counts.explained[OP_SIGN] > 0;
  bool gives_all = counts.explained[OP_VERIFY] == counts.wrong[OP_VERIFY];
  bool are_enough = !basis->is_rest || counts.wrong[OP_VERIFY] >= MIN_LEFT;
  if (cover->mistake->verify && gives_all && are_enough) return true;
  if (!cover->mistake->verify && basis->by_verdicts && !gives_all) return false;
  for (size_t i = 0; i < basis->wrong.count; i++)
    if (cover->explains[i] && mistake_is_shown_by(cover->mistake, wrong_case(basis, i)) &&
        !(cover->mistake->verify && is_signed_wrongly(basis, i)))
      return true;
  return false;
}

struct cover cover_of(struct arena *arena, const struct cover_basis *basis, const struct mistake *mistake) {
  struct cover cover = {.mistake = mistake, .credible = {true, true, true}};
  cover.explains = arena_get_array(arena, basis->wrong.count, sizeof *cover.explains);
  if (!basis->sometimes) drop_incredible(basis, &cover);
  for (size_t i = 0; i < basis->wrong.count; i++)
    cover.explains[i] =
        cover.credible[wrong_case(basis, i)->op] && cover_gives(basis, mistake, basis->wrong.items[i]);
  drop_chance(basis, &cover);
  if (!is_shown(basis, &cover)) return cover;
  for (size_t i = 0; i < basis->wrong.count; i++) cover.num += cover.explains[i];
  return cover;
}

bool cover_is_the_same(const struct cover *a, const struct cover *b, size_t num_wrong) {
  return a->num == b->num && memcmp(a->explains, b->explains, num_wrong * sizeof *a->explains) == 0;
}

/* However many cases there are, so many are looked at: to find mistakes that may be it, and to count what
 * each of these explains. Longer bodies are left out of both, unless nothing else is left to explain. */
enum { MAX_TRIED = 16, MAX_TRIED_FOR_PAIRS = 2, MAX_COUNTED = 600, LONG_BODY = 16 * 1024 };

bool choice_is_unexplained(const struct shared_search *search, size_t at) {
  return search->cases.items[at].is_wrong && !search->cases.causes[at] && !search->is_ours[at];
}

/* Whether it is a rejection that another signature than the right one brings about, for whatever reason. */
static bool is_of_signature(const struct graded_case *graded) {
  const struct difference *difference = graded->grade->differences;
  if (!graded->is_wrong || graded->op != OP_VERIFY || difference->kind == DIFFERENCE_ACCEPTED) return false;
  return difference->kind == DIFFERENCE_REJECTED ||
         difference->expected_verdict.reason >= REQSIG_REASON_UNKNOWN_KEY;
}

bool choice_is_brought_about(const struct shared_search *search, size_t at,
                             const struct shared_cause *shared) {
  const struct graded_case *items = search->cases.items;
  for (size_t i = 0; i < search->cases.count && is_of_signature(&items[at]); i++)
    if (items[i].op != OP_MESSAGE && search->cases.causes[i] == shared &&
        is_or_is_twin(items[at].vector, items[i].vector))
      return true;
  return false;
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
    if ((wrong ? choice_is_unexplained(search, i) : !search->cases.items[i].is_wrong) &&
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
void choice_take_right(struct arena *arena, struct shared_search *search) {
  struct sample all = take(arena, search, false, false), *right = &search->basis.right;
  *right = (struct sample){all.items, 0};
  for (size_t i = 0; i < all.count; i++)
    if (cover_gives(&search->basis, NULL, all.items[i])) right->items[right->count++] = all.items[i];
}

static bool gives_any(const struct shared_search *search, const struct mistake *mistake) {
  bool has_bytes = !mistake->verify && !search->basis.by_verdicts;
  const struct sample *sample = has_bytes ? &search->tried : &search->basis.wrong;
  for (size_t i = 0; i < sample->count; i++)
    if (cover_gives(&search->basis, mistake, sample->items[i])) return true;
  return false;
}

void choice_begin(struct shared_search *search, struct choice *choice) {
  *choice = (struct choice){.capacity = search->causes.count * SHARED_CAUSE_MAX + search->verifiers.count};
  search->basis.wrong = take(&choice->arena, search, true, false);
  if (search->basis.wrong.count == 0) search->basis.wrong = take(&choice->arena, search, true, true);
  search->basis.is_rest = search->found.count > 0;
  search->tried = without_verdicts(&choice->arena, search, &search->basis.wrong);
  choice->covers = arena_get_array(&choice->arena, choice->capacity, sizeof *choice->covers);
}

static void add_choice(const struct shared_search *search, struct choice *choice,
                       const struct mistake *mistake, const struct cause *first, const struct cause *second) {
  if (!mistake || choice->count == choice->capacity || !gives_any(search, mistake)) return;
  struct cover cover = cover_of(&choice->arena, &search->basis, mistake);
  cover.causes[0] = first;
  cover.causes[1] = second;
  if (cover.num > 0) choice->covers[choice->count++] = cover;
}

void choice_add_singles(const struct shared_search *search, struct choice *choice,
                        const struct cause_list *causes) {
  for (size_t i = 0; i < causes->count; i++)
    if (causes->items[i].kind != CAUSE_FILE)
      add_choice(search, choice, causes->items[i].mistake, &causes->items[i], NULL);
}

void choice_add_pairs(const struct shared_search *search, struct choice *choice) {
  for (size_t i = 0; i < search->num_singles; i++)
    for (size_t k = 0; k < search->causes.count; k++) {
      const struct cause *first = search->singles[i], *second = &search->causes.items[k];
      if (second->kind == CAUSE_FILE || first == second) continue;
      add_choice(search, choice, causes_together(&choice->arena, first->mistake, second->mistake), first,
                 second);
    }
}

static void add_pair_for(const struct shared_search *search, struct choice *choice, size_t at,
                         const struct cause *first, const struct cause *second) {
  struct arena scratch = {0};
  const struct mistake *both = causes_together(&scratch, first->mistake, second->mistake);
  if (both && cover_gives(&search->basis, both, at))
    add_choice(search, choice, causes_together(&choice->arena, first->mistake, second->mistake), first,
               second);
  arena_free(&scratch);
}

/* A mistake that gives the answer alone, and is not the cause all the same, gives it with any other that does
 * not show there. */
static void add_pairs_for(const struct shared_search *search, struct choice *choice, size_t at) {
  const struct cause_list *causes = &search->causes;
  struct arena scratch = {0};
  const struct cause **may_be = arena_get_array(&scratch, causes->count, sizeof(const struct cause *));
  size_t count = 0;
  for (size_t i = 0; i < causes->count; i++)
    if (causes->items[i].kind != CAUSE_FILE && !cover_gives(&search->basis, causes->items[i].mistake, at))
      may_be[count++] = &causes->items[i];
  for (size_t i = 0; i < count; i++)
    for (size_t k = i + 1; k < count; k++) add_pair_for(search, choice, at, may_be[i], may_be[k]);
  arena_free(&scratch);
}

void choice_add_all_pairs(const struct shared_search *search, struct choice *choice) {
  size_t num_tried = 0;
  for (size_t i = 0; i < search->tried.count && num_tried < MAX_TRIED_FOR_PAIRS && choice->count == 0; i++) {
    if (search->cases.items[search->tried.items[i]].op != OP_SIGN) continue;
    add_pairs_for(search, choice, search->tried.items[i]);
    num_tried++;
  }
}

const struct cover *choice_best(const struct choice *choice) {
  const struct cover *best = NULL;
  for (size_t i = 0; i < choice->count; i++)
    if (!best || choice->covers[i].num > best->num) best = &choice->covers[i];
  return best;
}

void choice_end(struct choice *choice) {
  arena_free(&choice->arena);
}
