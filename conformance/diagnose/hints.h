/* What may be wrong where no search can prove it, as sentences. */
#ifndef REQSIG_HINTS_H
#define REQSIG_HINTS_H

#include "diagnose/diagnose.h"

/* verdict is that of verifying, or NULL if it can't be verified. */
void hints_add(struct arena *arena, const struct evidence *evidence, const reqsig_verdict *verdict,
               struct diagnosis *diagnosis);

#endif
