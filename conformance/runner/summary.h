/* What the outcomes of a run come to. */
#ifndef REQSIG_SUMMARY_H
#define REQSIG_SUMMARY_H

#include "base/message.h"
#include "diagnose/shared_cause.h"
#include "runner/known_failures.h"
#include "runner/run.h"

/* Which profiles an implementation follows, and whether wherever that can be told. */

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

/* A rejection that a profile would give too may be a mistake. One that is flaky is. Where an implementation
 * rejects as a profile does, but never follows it where it would show otherwise, these rejections become
 * failures. Then each failure is compared with what the profiles give that are followed elsewhere. */
void followed_profiles_settle(struct run *run);

/* Fails what a required profile would answer otherwise, and passes what it answers so. */
void followed_profiles_require(struct run *run, const struct name_list *names);

/* The profile is followed in some cases and the default in others. Each answer is right, but no service takes
 * both. */
bool followed_profile_is_inconsistent(const struct followed_profile *followed);

/* Which mistakes are the causes of a run's failures. */

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

/* What came of the raw requests that a parser was given, by what the RFCs say of each. */

enum { NUM_HTTP_CLASSES = HTTP_STRICT + 1 };

/* Cases; each is in the first of these that fits. */
struct http_counts {
  size_t num_cases;
  size_t num_unjudged;      /* unsupported, an error, not run or out of scope */
  size_t num_false_accepts; /* taken, where the vector refuses */
  size_t num_false_refusals;
  size_t num_misread; /* rightly taken, but for other parts */
  size_t num_right;
};

struct http_summary {
  struct http_counts classes[NUM_HTTP_CLASSES], all;
};

/* The schemes of the summary are not there. */
struct summary http_summary_of(struct arena *arena, const struct run *run, struct http_summary *requests);

#endif
