/* The vectors, a line each. */
#ifndef REQSIG_VECTORS_LIST_H
#define REQSIG_VECTORS_LIST_H

#include <stdio.h>

#include "vector_set.h"
#include "vectors_filter.h"

/* Returns how many those are. */
size_t vectors_list(const struct vectors_filter *filter, const struct vector_set *set, FILE *out);

#endif
