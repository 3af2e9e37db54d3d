/* "Did you mean": the candidate that a mistyped word is nearest to. */
#ifndef REQSIG_SUGGEST_H
#define REQSIG_SUGGEST_H

#include <stddef.h>

/*
 * The candidate within two edits of word, one if it is short (a letter put in, left out, changed, or two
 * neighbours swapped) or that word begins, case ignored; NULL if there is none. The nearest wins, then the
 * first.
 */
const char *suggest(const char *word, const char *const *candidates, size_t num_candidates);

#endif
