/* Which mistakes are the causes of a run's failures. */
#ifndef REQSIG_FAILURE_CAUSES_H
#define REQSIG_FAILURE_CAUSES_H

#include "diagnose/shared_cause.h"
#include "runner/followed_profiles.h"
#include "runner/run.h"

/* Of one scheme. */
struct scheme_causes {
  const reqsig_scheme *scheme;
  size_t num_failed; /* cases that fail and count */
  size_t num_unexplained;
  struct shared_causes causes;
};

struct failure_causes {
  struct scheme_causes *items; /* of the schemes with failures, in the library's order */
  size_t count;
};

/* Whether a case has the outcome fail, and counts. */
bool case_is_failure(const struct test_case *test_case);

/* In the arena. Each failure that is explained gets its cause. Where nothing fails, nothing is searched. */
struct failure_causes failure_causes_find(struct arena *arena, struct run *run,
                                          const struct followed_profiles *followed);

#endif
