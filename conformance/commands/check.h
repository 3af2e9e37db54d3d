/* Parts of vectors_check. */
#ifndef REQSIG_CHECK_H
#define REQSIG_CHECK_H

#include <stdio.h>

#include "base/terminal.h"
#include "vectors/grade.h"
#include "vectors/library_answer.h"
#include "vectors/vector_set.h"

enum { CHECK_MAX_PROFILES = 8 };

struct check {
  FILE *out;
  terminal terminal;
  struct arena *arena; /* of one vector */
  const struct vector_set *set;
  const struct vector *vector;
  const char *profiles[CHECK_MAX_PROFILES]; /* of its scheme, those that some vector lists */
  size_t num_profiles;
  size_t num_signings; /* by the default or a profile */
  size_t num_verdicts;
  size_t num_wrong; /* expectations or combinations of profiles that should be listed */
  bool is_wrong;    /* the one that is being looked at */
};

/* Says once of what is looked at that it is wrong. */
void check_begin_wrong(struct check *check, const struct name_list *profiles);
void check_complain(struct check *check, const struct name_list *profiles, const char *what,
                    const char *expected, const char *found);
void check_print_grade(struct check *check, const struct name_list *profiles, const struct grade *grade);

/* An expectation as a vector of its own, so that comparing is the same as for an adapter. */
struct vector check_alone(const struct check *check, const struct expectation *expect);

/* Calls look for each combination of the profiles. */
void check_combinations(struct check *check, void (*look)(struct check *, const struct name_list *));

/* What the library gives to sign. The request of a vector with a twin is signed already. */
void check_signing(struct check *check);
bool check_same_answer(const struct library_answer *a, const struct library_answer *b);

/* What the library says of the signed request. */
void check_verdicts(struct check *check);

#endif
