/* Making a case right: what the mutator does to most of its inputs, as no mutation by chance finds a MAC. */
#ifndef REQSIG_FUZZ_RESIGN_H
#define REQSIG_FUZZ_RESIGN_H

#include "reference/reference.h"

/* Replaces what keeps the case's context from being initialised, then each header that the scheme reads
 * and that isn't right, and a body that should carry the time and doesn't, so that the MAC check is passed.
 * Headers of a signature are added even where the scheme would sign no such request. */
void fuzz_resign(fuzz_heap *heap, fuzz_case *c);

/* A case to begin with. */
void fuzz_begin_case(fuzz_heap *heap, const reqsig_scheme *scheme, fuzz_case *c);

#endif
