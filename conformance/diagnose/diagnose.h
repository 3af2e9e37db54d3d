/*
 * Why a signature is wrong: the search over mistakes, and what it found as sentences. Nothing is printed
 * here.
 */
#ifndef REQSIG_DIAGNOSE_H
#define REQSIG_DIAGNOSE_H

#include "diagnose/search.h"

enum diagnosis_verdict {
  DIAGNOSIS_RIGHT,      /* the MAC fits, whatever the time */
  DIAGNOSIS_EXPLAINED,  /* an explanation reproduces the signature, or names the field at fault */
  DIAGNOSIS_UNEXPLAINED /* nothing does */
};

enum { EXPLANATION_MAX_NAMES = 8 };

/* What reproduces the signature. */
struct explanation {
  const char *names[EXPLANATION_MAX_NAMES]; /* of mistakes, notations or a profile */
  size_t num_names;
  const char *sentence; /* what was done */
  const char *clause;   /* the document's words against it, or NULL */
  const char *change;   /* what to do */
  const char *vector;   /* the id of one that tells it from the first explanation; NULL if there is none */
};

struct diagnosis {
  enum diagnosis_verdict verdict;
  struct explanation *explanations; /* the likeliest first; what follows can't be told apart from it here */
  size_t num_explanations;
  struct name_list hints; /* sentences where the cause can't be proved */
  size_t num_macs, num_causes;
  bool pairs_left_out;
  reqsig_slice message;   /* that the scheme signs here; empty if there is none */
  bool message_is_secret; /* it holds a secret, and must not be shown */
};

/* In the arena, which must be ended with arena_wipe. The request is one that could be parsed; *diagnosis
 * begins all-zero but for hints, which stay. */
void diagnose(struct arena *arena, const struct opened_request *opened, enum search_depth depth,
              struct diagnosis *diagnosis);

/* "right" */
const char *diagnosis_verdict_name(enum diagnosis_verdict verdict);

/* Adds one behind the others. */
void diagnosis_add_explanation(struct arena *arena, struct diagnosis *diagnosis,
                               struct explanation explanation);

/* Adds a sentence. */
void diagnosis_add_hint(struct arena *arena, struct diagnosis *diagnosis, const char *sentence);

#endif
