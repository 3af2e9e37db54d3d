/* Messages and signatures of one request that contradict each other: message and sign are not the same code.
 */
#ifndef REQSIG_CONTRADICTION_H
#define REQSIG_CONTRADICTION_H

#include "diagnose/mistake_answer.h"

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
