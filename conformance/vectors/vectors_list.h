/* The vectors, a line each. */
#ifndef REQSIG_VECTORS_LIST_H
#define REQSIG_VECTORS_LIST_H

#include <stdio.h>

#include "vector_set.h"

/* Which are listed: by what is NULL, all. */
struct vectors_filter {
  const reqsig_scheme *scheme;
  const char *class;   /* of either kind */
  const char *verdict; /* "accept" or "reject" */
  const char *reason;  /* a verifier's or the parser's */
  bool http;           /* raw requests only */
};

/* False if no vector can be of that class, or refused for that reason. */
bool vectors_filter_class(struct vectors_filter *filter, const char *name);
bool vectors_filter_reason(struct vectors_filter *filter, const char *name);

void vectors_list(const struct vectors_filter *filter, const struct vector_set *set, FILE *out);

#endif
