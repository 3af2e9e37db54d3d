/* Vectors drawn from a recipe by a seed: the same seed gives the same ones. */
#ifndef REQSIG_GENERATE_H
#define REQSIG_GENERATE_H

#include "base/arena.h"
#include "vectors/vector.h"

/* count vectors of the scheme, about half of them accepted ones to sign and to verify, the others such a one
 * with one edit, to verify only. Their ids are SCHEME-fresh-1 and so on. */
struct vector *generate_vectors(struct arena *arena, const reqsig_scheme *scheme, uint64_t seed,
                                size_t count);

#endif
