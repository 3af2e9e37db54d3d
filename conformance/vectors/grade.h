/* How an answer is graded: it is compared with the default, then with the profiles. */
#ifndef REQSIG_GRADE_H
#define REQSIG_GRADE_H

#include "base/arena.h"
#include "vectors/difference.h"

/* What an adapter can be asked for. */
enum op { OP_MESSAGE, OP_SIGN, OP_VERIFY, NUM_OPS };

/* "message" */
const char *op_name(enum op op);

enum outcome {
  OUTCOME_PASS,
  OUTCOME_FLAGGED, /* right under a profile, or lenient where only this suite is strict */
  OUTCOME_FAIL,
  OUTCOME_OBSERVED, /* class silent: whatever it is, it can't be wrong */
  OUTCOME_UNSUPPORTED,
  OUTCOME_OUT_OF_LIMITS, /* the adapter states that it can't do such a thing: not asked */
  OUTCOME_ERROR,         /* no answer that can be graded: see error_kind */
  NUM_OUTCOMES
};

/* Why a case has the outcome error. */
enum error_kind {
  ERROR_NONE,     /* it has another outcome, or was not asked for */
  ERROR_ANSWERED, /* the adapter says that it failed */
  ERROR_CRASH,    /* the adapter ended, or closed a stream, before it answered */
  ERROR_TIME_OUT,
  ERROR_PROTOCOL /* what it answered is not what the protocol says */
};

/* "pass" */
const char *outcome_name(enum outcome outcome);

/* "time-out"; NULL of none. */
const char *error_kind_name(enum error_kind kind);

struct grade {
  enum outcome outcome;
  enum error_kind error_kind;
  const struct expectation *met;  /* the expectation that the answer meets, or NULL */
  struct difference *differences; /* from the default, if none was met */
  size_t num_differences;
  struct name_list not_sent; /* headers that the document wants too, and that were not answered */
  const char *words;         /* of the adapter, or on it; or NULL */
  bool as_sent; /* compared with what is right for another request, which the adapter says it sends */
};

/* What the grade points to is the vector's, or is copied to the arena. */
struct grade grade_message(struct arena *arena, const struct vector *vector, reqsig_slice message);
struct grade grade_headers(struct arena *arena, const struct vector *vector,
                           const struct header_list *headers);
struct grade grade_verdict(struct arena *arena, const struct vector *vector, const struct verdict *verdict);
/* The implementation rejected it, and follows no profile that does. */
struct grade grade_rejected(struct arena *arena, const struct vector *vector);
/* Flagged by a vector of class strict, as the answer meets no expectation. */
bool grade_is_lenient(const struct grade *grade);
/* Fails what is lenient. */
void grade_be_strict(struct grade *grade);
/* The adapter says that it can't do that, that it failed, or what is wrong with its answer. */
struct grade grade_unsupported(struct arena *arena, const struct vector *vector, const char *words);
struct grade grade_error(struct arena *arena, const struct vector *vector, const char *words);
struct grade grade_malformed(struct arena *arena, const char *what);

#endif
