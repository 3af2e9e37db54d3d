/* Which profiles an implementation follows, and whether wherever that can be told. */
#ifndef REQSIG_FOLLOWED_PROFILES_H
#define REQSIG_FOLLOWED_PROFILES_H

#include "runner/run.h"

/* How a profile was followed over the cases that can tell it from the default expect. */
struct followed_profile {
  const reqsig_scheme *scheme;
  reqsig_profile_info profile;
  size_t num_followed;   /* alone or with others */
  size_t num_rejections; /* of these: only rejected what the default accepts */
  size_t num_not;        /* the default was met instead */
  size_t num_wrong;      /* neither was */
};

struct followed_profiles {
  struct followed_profile *items;
  size_t count;
};

/* The profiles that were followed at all, in the library's order. */
struct followed_profiles followed_profiles_of(struct arena *arena, const struct run *run);

/* Whoever is wrong refuses too, and some reading would as well. Where that reading would show itself
 * otherwise, and does not, its refusals become failures. */
void followed_profiles_settle(struct run *run);

/* It signs by the profile here and by the default reading there. Each answer is right, but no service reads
 * both. */
bool followed_profile_is_inconsistent(const struct followed_profile *followed);

#endif
