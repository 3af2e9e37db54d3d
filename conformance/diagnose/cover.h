/* How much of an implementation's wrong answers a mistake explains. */
#ifndef REQSIG_COVER_H
#define REQSIG_COVER_H

#include "diagnose/cause.h"
#include "diagnose/mistake_answer.h"

enum { COVER_MAX_TOGETHER = 2 };

/* Indexes of cases. */
struct sample {
  size_t *items;
  size_t count;
};

/* What a mistake is held against. */
struct cover_basis {
  const reqsig_scheme *recipe; /* the scheme, with profiles that the implementation follows */
  const struct graded_case *cases;
  struct sample wrong;
  struct sample right; /* answers that speak against a mistake which would spoil them, */
  bool sometimes;      /* unless it may be one that is not always made */
};

struct cover {
  const struct cause *causes[COVER_MAX_TOGETHER]; /* the second may be NULL */
  const struct mistake *mistake;                  /* both */
  bool credible[NUM_OPS];                         /* no right answer to that op speaks against it */
  size_t num;                                     /* wrong answers that it gives, where it is credible */
  bool *explains;                                 /* of each that is wrong */
};

/* Whether the mistake gives the answer to the case of that index. */
bool cover_gives(const struct cover_basis *basis, const struct mistake *mistake, size_t at);

/* In the arena; num is 0 if what it gives is no proof. */
struct cover cover_of(struct arena *arena, const struct cover_basis *basis, const struct mistake *mistake);

bool cover_is_the_same(const struct cover *a, const struct cover *b, size_t num_wrong);

#endif
