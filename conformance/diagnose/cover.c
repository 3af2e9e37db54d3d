#include "diagnose/cover.h"

#include <string.h>

/* A mistake that gives less than this part of the wrong messages, or verdicts, gives them by chance. */
enum { MIN_SHARE = 8 };

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

/* A signer's mistake shows in bytes: a rejection alone may have any reason. A verifier's shows on a vector
 * that is meant for it, in what it accepts, or in that it gives all the wrong verdicts. What is not always
 * done only a signature proves. */
static bool is_shown(const struct cover_basis *basis, const struct cover *cover) {
  struct counts counts = count(basis, cover);
  if (basis->sometimes) return counts.explained[OP_SIGN] > 0;
  if (cover->mistake->verify && counts.explained[OP_VERIFY] == counts.wrong[OP_VERIFY]) return true;
  for (size_t i = 0; i < basis->wrong.count; i++)
    if (cover->explains[i] && mistake_is_shown_by(cover->mistake, wrong_case(basis, i))) return true;
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
