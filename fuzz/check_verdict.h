/* What holds of every verdict. */
#ifndef REQSIG_FUZZ_CHECK_VERDICT_H
#define REQSIG_FUZZ_CHECK_VERDICT_H

#include "reference/reference.h"

/* Verifies the case and holds the verdict against its own contract and the reference's. The context is of the
 * case's scheme, profiles and credentials. */
reqsig_verdict check_verdict(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c);

#endif
