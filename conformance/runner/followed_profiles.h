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
  size_t num_excused;    /* it was, where a right client may do so */
  size_t num_wrong;      /* neither was */
};

struct followed_profiles {
  struct followed_profile *items;
  size_t count;
};

/* The profiles that were followed at all, in the library's order. */
struct followed_profiles followed_profiles_of(struct arena *arena, const struct run *run);

/* A rejection that a profile would give too may be a mistake. Where an implementation rejects as a profile
 * does, but never follows it where it would show otherwise, these rejections become failures. Then each
 * failure is compared with what the profiles give that are followed elsewhere. */
void followed_profiles_settle(struct run *run);

/* Fails what a required profile would answer otherwise, and passes what it answers so. */
void followed_profiles_require(struct run *run, const struct name_list *names);

/* The profile is followed in some cases and the default in others. Each answer is right, but no service takes
 * both. */
bool followed_profile_is_inconsistent(const struct followed_profile *followed);

#endif
