/*
 * What verifiers get wrong, as data: reqsig_verify with something done to the request before it or to its
 * answer behind it, or with another recipe. None of this is in the library; it is there to be caught.
 */
#ifndef REQSIG_VERIFIERS_H
#define REQSIG_VERIFIERS_H

#include "mutants/needs.h"
#include "mutants/verification.h"

struct verifier_mistake {
  const char *slug, *variant;
  const char *words;
  unsigned needs; /* enum mistake_needs */
  verifier_fn *verify;
  int bugs[3];                                /* rows of the known bugs that it belongs to */
  rs_variation variations[RS_MAX_VARIATIONS]; /* of the recipe, whatever verify is; NULL: only these */
  struct change change;                       /* what it changes is verify's to say */
  const char *profile;   /* in a scheme that has it, this is no mistake but its profile */
  const char *silent[2]; /* rows of the register by which a document says nothing of it */
  const char *never;     /* why no answer can show it */
};

/* NULL past the last. */
const struct verifier_mistake *verifier_at(size_t index);

bool verifier_fits(const struct verifier_mistake *mistake, const reqsig_scheme *scheme);

/* What a verifier with the mistake, which must fit, says of the vector's signed request. */
struct verifier_answer verifier_ask(struct arena *arena, const struct verifier_mistake *mistake,
                                    const struct vector *vector);

#endif
