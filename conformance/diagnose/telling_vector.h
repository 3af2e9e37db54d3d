/* A vector on which two explanations differ that this request can't tell apart. */
#ifndef REQSIG_TELLING_VECTOR_H
#define REQSIG_TELLING_VECTOR_H

#include "diagnose/search.h"
#include "vectors/vector_set.h"

/* Its id, the set's; NULL if no vector of the scheme tells them apart. */
const char *telling_vector(const struct vector_set *set, const reqsig_scheme *scheme,
                           const struct match *first, const struct match *second);

#endif
