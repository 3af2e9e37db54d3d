/* What a verifier can say, by its words on the wire. */
#ifndef REQSIG_VERDICT_H
#define REQSIG_VERDICT_H

#include <stdio.h>

#include "vectors/vector.h"

/* "expired"; false if there is none of that name. */
bool reason_find(const char *name, reqsig_reason *reason);

/* Whether an answer is this verdict. A refusal that gives no reason is right if there is one to refuse for.
 */
bool verdict_matches(const struct verdict *answer, const struct verdict *verdict);

/* "reject expired" */
void verdict_write(FILE *out, const struct verdict *verdict);

#endif
