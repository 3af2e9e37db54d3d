/* The search for causes at work: what shared_cause.c and choice.c share. */
#ifndef REQSIG_CHOICE_H
#define REQSIG_CHOICE_H

#include "diagnose/cover.h"
#include "diagnose/shared_cause.h"

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
  struct mistake mistakes[SHARED_CAUSE_MAX]; /* of those found; no slug: answers that are worth nothing */
  const reqsig_scheme *recipes[SHARED_CAUSE_MAX]; /* with which they were found */
};

/* The mistakes to choose from: those that give any of the wrong answers. */
struct choice {
  struct arena arena;
  struct cover *covers;
  size_t count, capacity;
};

/* Whether a case is wrong and has no cause yet. */
bool choice_is_unexplained(const struct shared_search *search, size_t at);

/* Takes the answers that speak against a mistake which would spoil them. */
void choice_take_right(struct arena *arena, struct shared_search *search);

/* Between these the choice is among mistakes that may explain what is left. */
void choice_begin(struct shared_search *search, struct choice *choice);
void choice_add_singles(const struct shared_search *search, struct choice *choice,
                        const struct cause_list *causes);
/* Each mistake that was found, with another one. */
void choice_add_pairs(const struct shared_search *search, struct choice *choice);
/* Two mistakes that show together in every answer. All of them are tried on two signatures only. */
void choice_add_all_pairs(const struct shared_search *search, struct choice *choice);
/* What explains most, of several the likeliest; NULL if nothing explains any. */
const struct cover *choice_best(const struct choice *choice);
void choice_end(struct choice *choice);

#endif
