/* Which profiles an implementation follows, and whether wherever that can be told. */
#ifndef REQSIG_FOLLOWING_H
#define REQSIG_FOLLOWING_H

#include "runner/run.h"

/* How a profile was followed over the cases that can tell it from the default reading. */
struct following {
  const reqsig_scheme *scheme;
  reqsig_profile_info profile;
  size_t num_followed; /* alone or with others */
  size_t num_refusals; /* of these: only refused what the default reading accepts */
  size_t num_not;      /* the default reading was met instead */
  size_t num_wrong;    /* neither was */
};

struct following_list {
  struct following *items;
  size_t count;
};

/* The profiles that were followed at all, in the library's order. */
struct following_list following_list_of(struct arena *arena, const struct run *run);

/* Whoever is wrong refuses too, and some reading would as well. Where that reading would show itself
 * otherwise, and does not, its refusals become failures. */
void following_settle(struct run *run);

/* It signs by the profile here and by the default reading there. Each answer is right, but no service reads
 * both. */
bool following_is_of_two_minds(const struct following *following);

#endif
