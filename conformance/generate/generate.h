/* Vectors drawn from a recipe by a seed: the same seed gives the same ones. */
#ifndef REQSIG_GENERATE_H
#define REQSIG_GENERATE_H

#include "base/arena.h"
#include "generate/draw.h"
#include "vectors/vector_set.h"

/* Where the expected values of vectors that are drawn come from, and who can say that they are right. */
#define GENERATE_PROVENANCE                                                                                  \
  "What they expect is the answer of the engine of reqsig. Two implementations that share no code with it "  \
  "can compute it again: ci/check-vectors --drawn FILE for a built-in scheme, ci/check-schemes for a "       \
  "scheme "                                                                                                  \
  "file."

/* What vectors are drawn from. */
struct generation {
  const reqsig_scheme *scheme;
  const char *word; /* of their ids */
  uint64_t seed;
  const reqsig_credential *credentials; /* of every vector, in the scheme's order; NULL: they are drawn */
};

/*
 * Fills count vectors of the scheme: by turns one to sign and to verify, SCHEME-WORD-1, and that one with one
 * edit, to verify only, SCHEME-verify-WORD-1. A vector depends on what it is drawn from and on its number,
 * not on count. Where no edit fits, the next is one to sign again. False: of a request that is
 * drawn the library never accepts the signature that it makes.
 */
bool generate_vectors(struct arena *arena, const struct generation *from, struct vector *vectors,
                      size_t count);

/* Draws a vector to sign and to verify until the library signs one and accepts it. False: it never does. What
 * profiles give is left to expect_profiles. */
bool generate_accepted(struct generator *generator, const char *id, struct vector *vector);

/* Adds vectors of each scheme that was read from a file and has none in the set. False, said on standard
 * error: one can't be drawn from. */
bool generate_for_files(struct vector_set *set, const char *command);

/*
 * expect.c: what a drawn vector expects: the library's own answers, by the default and by each profile that
 * differs. The golden vectors and the references hold the library to the documents.
 */

/* Sets what signing and then verifying the request gives by the default. False if the scheme can't sign it.
 */
bool expect_signing(struct arena *arena, struct vector *vector);

/* Sets the verdict on the signed request, which the vector holds. False if the library gives none. */
bool expect_verdict(struct vector *vector);

/* Sets what each set of profiles gives that differs; nothing of class silent. They are many times the work of
 * the default. */
void expect_profiles(struct arena *arena, struct vector *vector);

#endif
