/*
 * What a drawn vector expects: the library's own answers, by the default and by each profile that differs.
 * The golden vectors and the references hold the library to the documents.
 */
#ifndef REQSIG_EXPECT_H
#define REQSIG_EXPECT_H

#include "base/arena.h"
#include "vectors/vector.h"

/* Sets what signing and then verifying the request gives. False if the scheme can't sign it. */
bool expect_signing(struct arena *arena, struct vector *vector);

/* Sets the verdict on the signed request, which the vector holds. False if the library gives none. */
bool expect_verdict(struct arena *arena, struct vector *vector);

#endif
