/* "Did you mean": the word that a mistyped one is nearest to. */
#ifndef REQSIG_NEAREST_H
#define REQSIG_NEAREST_H

#include "bytes.h"

/*
 * The candidate within two edits of word, one if it is short (a letter put in, left out, changed, or two
 * neighbours swapped) or that word begins, or ends if it has three letters, case ignored; NULL if there is
 * none. The nearest wins, then the first.
 */
const char *rs_nearest(reqsig_slice word, const char *const *candidates, size_t num_candidates);

#endif
