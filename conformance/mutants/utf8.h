/* UTF-8 by RFC 3629, one character at a time. */
#ifndef REQSIG_UTF8_H
#define REQSIG_UTF8_H

#include <stdbool.h>

#include "base/text.h"

#define UTF8_INVALID UINT32_MAX

/* The character at *at, which moves behind it. UTF8_INVALID, and *at one byte on, if none begins there. */
uint32_t utf8_next(reqsig_slice text, size_t *at);
bool utf8_is_valid(reqsig_slice text);

/* The bytes of a character; a surrogate is written too, as if it were one. */
void utf8_add(struct text *to, uint32_t code);

/* The halves of a character above U+FFFF, and the character of two halves. */
uint32_t utf8_high_surrogate(uint32_t code);
uint32_t utf8_low_surrogate(uint32_t code);
uint32_t utf8_of_surrogates(uint32_t high, uint32_t low);

#endif
