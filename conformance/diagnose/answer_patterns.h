/* What answers tell by themselves: those that tell nothing of how a request is signed, and those that
 * contradict each other. */
#ifndef REQSIG_ANSWER_PATTERNS_H
#define REQSIG_ANSWER_PATTERNS_H

#include "diagnose/mistake_answer.h"
#include "diagnose/notation.h"

/* Answers that tell nothing of how a request is signed: they are the same for all, or change. */
struct worthless_answers {
  const char *name, *sentence, *change;
  enum op op;                                       /* NUM_OPS: any */
  bool (*is_one)(const struct graded_case *graded); /* a wrong answer of that kind */
  bool (*holds)(const struct worthless_answers *kind, const struct graded_case *cases, size_t num_cases);
};

/* Ends with one that has no name. */
extern const struct worthless_answers worthless_answers[];

/* The steps from the right signature to a wrong one that spells the same MAC in another notation; NULL if the
 * answer is none. In the arena. */
const struct mac_claim *notation_of_signature(struct arena *arena, const struct graded_case *graded);

/* Messages and signatures of one request that contradict each other: message and sign are not the same code.
 */
enum contradiction_kind {
  CONTRADICTS_MESSAGE,   /* the signature is right, and the message is not */
  CONTRADICTS_SIGNATURE, /* the other way round, and no mistake is known to do so */
  CONTRADICTS_BOTH,      /* the signature is not that of the message */
  NUM_CONTRADICTIONS,
  CONTRADICTS_NOT
};

struct contradiction {
  size_t num_requests;
  const struct vector *first; /* of them */
};

/* "message-alone-wrong" */
const char *contradiction_name(enum contradiction_kind kind);
/* What it means, to follow "in 3 requests ". */
const char *contradiction_words(enum contradiction_kind kind);

/* Of a vector's two cases. mistake gives the signature, by that recipe; NULL: none is known to. */
enum contradiction_kind contradiction_of(const struct graded_case *message,
                                         const struct graded_case *signature, const struct mistake *mistake,
                                         const reqsig_scheme *recipe);

#endif
