/* Answers as they are compared between implementations: what may differ without a meaning is left out. */
#ifndef REQSIG_NORMAL_ANSWER_H
#define REQSIG_NORMAL_ANSWER_H

#include "runner/protocol.h"
#include "runner/run.h"

/*
 * Two implementations answer alike if these texts are equal: of a signature the values of the scheme's
 * headers, of a verdict no reason, of a request that was parsed no order of headers. NULL: there is no
 * answer, as it is unsupported, an error or malformed.
 */
const char *normal_answer(struct arena *arena, const struct test_case *test_case,
                          const struct answer *answer);

#endif
