/* Whether this library gives what the vectors say, in each expect. */
#ifndef REQSIG_VECTORS_CHECK_H
#define REQSIG_VECTORS_CHECK_H

#include <stdio.h>

#include "vectors/vector_set.h"

/* Prints each difference and a sentence at the end. False if there is one, or a scheme has no vector. */
bool vectors_check(const struct vector_set *set, FILE *out);

#endif
