/* What a verifier can say, by its words on the wire. */
#ifndef REQSIG_RULINGS_H
#define REQSIG_RULINGS_H

#include <stdio.h>

#include "vectors/vector.h"

/* "expired"; false if there is none of that name. */
bool reason_find(const char *name, reqsig_reason *reason);

/* Whether an answer is this ruling. A refusal that gives no reason is right if there is one to refuse for. */
bool ruling_is(const struct ruling *answer, const struct ruling *ruling);

/* "reject expired" */
void ruling_write(FILE *out, const struct ruling *ruling);

#endif
