/* One vector, for a person to read. */
#ifndef REQSIG_VECTORS_SHOW_H
#define REQSIG_VECTORS_SHOW_H

#include <stdio.h>

#include "vectors/vector.h"

void vectors_show(const struct vector *vector, FILE *out);

#endif
