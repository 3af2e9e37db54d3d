/* The choice among mistakes: how much of the wrong answers each explains, and which explains most. */
#ifndef REQSIG_CHOICE_H
#define REQSIG_CHOICE_H

#include "diagnose/search.h"
#include "diagnose/shared_cause.h"

/* Indexes of cases. */
struct sample {
  size_t *items;
  size_t count;
};

/* What a mistake is held against. */
struct cover_basis {
  const reqsig_scheme *recipe; /* the scheme, with profiles that the implementation follows */
  const struct graded_case *cases;
  size_t num_cases;
  struct sample wrong;
  bool is_rest;        /* others that are wrong have a cause already */
  struct sample right; /* answers that speak against a mistake which would spoil them, */
  bool sometimes;      /* unless it may be one that is not always made */
  bool by_verdicts;    /* signers' mistakes are looked for in verdicts, as no bytes are left */
};

struct cover {
  const struct cause *causes[SHARED_CAUSE_MAX_TOGETHER]; /* the second may be NULL */
  const struct mistake *mistake;                         /* both */
  bool credible[NUM_OPS];                                /* no right answer to that op speaks against it */
  size_t num;     /* wrong answers that it gives, where it is credible */
  bool *explains; /* of each that is wrong */
};

/* Whether the mistake gives the answer to the case of that index. */
bool cover_gives(const struct cover_basis *basis, const struct mistake *mistake, size_t at);

/* In the arena; num is 0 if what it gives is no proof. */
struct cover cover_of(struct arena *arena, const struct cover_basis *basis, const struct mistake *mistake);

bool cover_is_the_same(const struct cover *a, const struct cover *b, size_t num_wrong);

/* The search for shared causes at work. */
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

/* Whether it is a rejection of a request that is signed wrongly by that cause, or of one that differs from
 * such a request in one thing: the cause brings it about. */
bool choice_is_brought_about(const struct shared_search *search, size_t at,
                             const struct shared_cause *shared);

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

/* Of a verifier's mistake, the document's words that most of its cases are of; NULL if none tells: clause.c.
 */
const char *clause_of_verdicts(const struct shared_search *search, const struct shared_cause *shared,
                               const struct mistake *mistake);

#endif
