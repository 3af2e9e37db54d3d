/* Whether this library's parser makes of the raw requests what the vectors say. */
#ifndef REQSIG_HTTP_CHECK_H
#define REQSIG_HTTP_CHECK_H

#include <stdio.h>

#include "vectors/vector_set.h"

/* Prints each difference and a sentence at the end. False if there is one, or no vector has some reason. */
bool http_check(const struct vector_set *set, FILE *out);

#endif
