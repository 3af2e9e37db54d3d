/* What the outcomes of a run come to. */
#ifndef REQSIG_SUMMARY_H
#define REQSIG_SUMMARY_H

#include "base/message.h"
#include "runner/followed_profiles.h"
#include "runner/known_failures.h"
#include "runner/run.h"

/* Cases. Those that are known failures, or out of scope, are not among the outcomes. */
struct tally {
  size_t outcomes[NUM_OUTCOMES];
  size_t num_lenient;       /* of the flagged: by a vector of class strict */
  size_t num_false_accepts; /* of the failures: what must be rejected was accepted */
  size_t num_false_rejects; /* of the failures: what must be accepted was rejected */
  size_t num_flaky;         /* asked twice, and answered in two ways */
  size_t num_known;
  size_t num_known_flaky; /* of the known: listed as such */
  size_t num_out_of_scope;
  size_t num_unanswered; /* of the errors: not asked for, or without an answer */
};

struct summary {
  struct tally total;
  struct tally *schemes; /* in the library's order */
  struct followed_profiles followed;
  size_t num_untested; /* schemes that were asked for by name, and are wholly out of scope or of limits */
  size_t num_stale;    /* entries of the list of known failures */
  int exit_code;
  const char *name;  /* "conformant", "not-conformant" or "broken" */
  const char *words; /* a sentence */
};

/* Schemes that somebody asked for by name. */
struct named_schemes {
  const reqsig_scheme *const *items;
  size_t count;
};

struct summary summary_of(struct arena *arena, const struct run *run, const struct known_failures *known,
                          struct named_schemes named);

size_t tally_num_cases(const struct tally *tally);
/* Adds a case of the run. */
void tally_count(struct tally *tally, const struct run *run, const struct test_case *test_case);

/* Of a summary whose total, num_stale and num_untested are set: the exit code, and its name. */
void summary_conclude(struct summary *summary, const struct run *run);

#endif
