/* What may be wrong with a signature: the mistakes that the search tries, likeliest first. */
#ifndef REQSIG_CAUSE_H
#define REQSIG_CAUSE_H

#include "diagnose/evidence.h"

enum cause_kind {
  CAUSE_FILE,    /* the credentials file differs from what its signer has */
  CAUSE_PROFILE, /* a profile of the scheme */
  CAUSE_MISTAKE, /* a signer's mistake */
  CAUSE_MESSAGE  /* the message that the signer made, from a file */
};

struct cause {
  enum cause_kind kind;
  const struct mistake *mistake; /* what is varied; NULL of CAUSE_MESSAGE */
  const rs_profile *profile;     /* of CAUSE_PROFILE */
  const char *name;
  size_t order; /* its place in the list */
};

struct cause_list {
  struct cause *items;
  size_t count;
};

/* In the arena: all that can be made with the scheme. */
struct cause_list causes_of(struct arena *arena, const reqsig_scheme *recipe);

/* In the arena: verifiers' mistakes that fit the scheme. */
struct cause_list causes_of_verifiers(struct arena *arena, const reqsig_scheme *recipe);

/* In the arena: both mistakes at once; NULL if they change the same thing. */
const struct mistake *causes_together(struct arena *arena, const struct mistake *first,
                                      const struct mistake *second);

/* How a credentials file differs from its signer's, and mistakes that no vector can show: rows that end with
 * one without a slug. */
extern const struct mistake mistakes_of_files[];
extern const struct mistake more_mistakes[];

#endif
