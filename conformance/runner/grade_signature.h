/* How the headers that a signer answers are graded: for the request that it sends, at the time that it signs
 * for. */
#ifndef REQSIG_GRADE_SIGNATURE_H
#define REQSIG_GRADE_SIGNATURE_H

#include "runner/protocol.h"
#include "vectors/limits.h"

/*
 * answer is of the kind ANSWER_HEADERS. clock_ms is the present, for who states own-clock: a time that is
 * further from it than 60 s is wrong.
 */
struct grade grade_signature(struct arena *arena, const struct vector *vector, const struct answer *answer,
                             const struct limits *limits, int64_t clock_ms);

#endif
