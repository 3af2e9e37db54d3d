/* What holds of every verdict. */
#ifndef REQSIG_FUZZ_CHECK_VERDICT_H
#define REQSIG_FUZZ_CHECK_VERDICT_H

#include "reference/reference.h"

/* Verifies the case and holds the verdict against its own contract and the reference's. The case's
 * credentials are of the scheme. */
reqsig_verdict check_verdict(fuzz_heap *heap, const fuzz_case *c);

#endif
