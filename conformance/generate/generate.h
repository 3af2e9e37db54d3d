/* Vectors drawn from a recipe by a seed: the same seed gives the same ones. */
#ifndef REQSIG_GENERATE_H
#define REQSIG_GENERATE_H

#include "base/arena.h"
#include "generate/draw.h"
#include "vectors/vector_set.h"

/*
 * Fills count vectors of the scheme: by turns one to sign and to verify, SCHEME-WORD-1, and that one with one
 * edit, to verify only, SCHEME-verify-WORD-1. A vector depends on its scheme, its number and the seed, and
 * not on count. Where no edit fits, the next is one to sign again. False: of a request that is
 * drawn the library never accepts the signature that it makes.
 */
bool generate_vectors(struct arena *arena, const reqsig_scheme *scheme, const char *word, uint64_t seed,
                      struct vector *vectors, size_t count);

/* Draws a vector to sign and to verify until the library signs one and accepts it. False: it never does. */
bool generate_accepted(struct generator *generator, const char *id, struct vector *vector);

/* Adds vectors of each scheme that was read from a file and has none in the set. False, said on standard
 * error: one can't be drawn from. */
bool generate_for_files(struct vector_set *set, const char *command);

/*
 * expect.c: what a drawn vector expects: the library's own answers, by the default and by each profile that
 * differs. The golden vectors and the references hold the library to the documents.
 */

/* Sets what signing and then verifying the request gives. False if the scheme can't sign it. */
bool expect_signing(struct arena *arena, struct vector *vector);

/* Sets the verdict on the signed request, which the vector holds. False if the library gives none. */
bool expect_verdict(struct arena *arena, struct vector *vector);

#endif
