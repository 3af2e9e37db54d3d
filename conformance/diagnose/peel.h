/* What a language, a tool or a proxy wraps around a signature, and how it is taken off. */
#ifndef REQSIG_PEEL_H
#define REQSIG_PEEL_H

#include "base/text.h"
#include "diagnose/notation.h"

/* Adds what is inside; false if the text has no such wrapping. */
typedef bool peel_fn(reqsig_slice text, struct text *inside);

struct peel {
  peel_fn *take_off;
  struct notation notation;
};

/* The table ends with a row without a function. */
extern const struct peel peels[];

/* "key=..." or "key:..." of a signature's text: how long the word and its sign are; 0 if there is none. */
size_t peel_word(reqsig_slice text);

#endif
