/* What a verifier can say, by its words on the wire. */
#ifndef REQSIG_RULINGS_H
#define REQSIG_RULINGS_H

#include "vector.h"

/* "expired"; false if there is none of that name. */
bool reason_find(const char *name, reqsig_reason *reason);

#endif
