/* What may be wrong where no search can prove it, as sentences. */
#ifndef REQSIG_HINTS_H
#define REQSIG_HINTS_H

#include "diagnose/diagnose.h"

/* verdict is that of verifying, or NULL if it can't be verified. */
void hints_add(struct arena *arena, const struct evidence *evidence, const reqsig_verdict *verdict,
               struct diagnosis *diagnosis);

/* The unit, the zone and the age of the timestamp, if they are unlikely. */
void hints_of_time(struct arena *arena, const struct evidence *evidence, const reqsig_verdict *verdict,
                   struct diagnosis *diagnosis);

#endif
