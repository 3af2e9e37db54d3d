/* Deflated data by RFC 1951. */
#ifndef REQSIG_INFLATE_H
#define REQSIG_INFLATE_H

#include <stdbool.h>

#include "base/text.h"

/* Adds what was deflated. False if the data is wrong or ends too early; part of it may have been added. */
bool inflate_add(reqsig_slice data, struct text *to);

#endif
