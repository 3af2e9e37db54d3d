/* Which vectors are listed. */
#ifndef REQSIG_VECTORS_FILTER_H
#define REQSIG_VECTORS_FILTER_H

#include "vectors/vector.h"

/* By what is NULL, all. */
struct vectors_filter {
  const reqsig_scheme *scheme;
  const char *class;   /* of either kind */
  const char *verdict; /* "accept" or "reject" */
  const char *reason;  /* a verifier's or the parser's */
  bool http;           /* raw requests only */
};

/* False if no vector can be of that class, or rejected for that reason. */
bool vectors_filter_class(struct vectors_filter *filter, const char *name);
bool vectors_filter_reason(struct vectors_filter *filter, const char *name);

/* False, said on standard error with the values that there are, if it asks for vectors of a scheme and for
 * raw requests at once. */
bool vectors_filter_check(const struct vectors_filter *filter, const char *command);

/* The reasons that there are, on standard error. */
void vectors_filter_tell_reasons(void);

bool vectors_filter_has(const struct vectors_filter *filter, const struct vector *vector);
bool vectors_filter_has_request(const struct vectors_filter *filter, const struct http_vector *vector);

#endif
