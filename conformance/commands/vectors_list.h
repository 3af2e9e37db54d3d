/* The vectors, a line each. */
#ifndef REQSIG_VECTORS_LIST_H
#define REQSIG_VECTORS_LIST_H

#include <stdio.h>

#include "commands/vectors_filter.h"
#include "vectors/vector_set.h"

/* Returns how many those are. */
size_t vectors_list(const struct vectors_filter *filter, const struct vector_set *set, FILE *out);

#endif
