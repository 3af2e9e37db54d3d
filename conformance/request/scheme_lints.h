/* What a scheme leaves unprotected, told from its recipe. */
#ifndef REQSIG_SCHEME_LINTS_H
#define REQSIG_SCHEME_LINTS_H

#include "base/text.h"
#include "lib/recipe.h"

/* Adds "the method, the path and the query": what the message has of a request. Or what it has not. */
void scheme_add_signed_parts(struct text *text, const reqsig_scheme *scheme, bool is_signed);

struct scheme_lint {
  const char *name; /* "no-timestamp" */
  /* Adds what is found, as sentences, and returns true; false if there is nothing. */
  bool (*find)(const reqsig_scheme *scheme, struct text *text);
};

/* Ends with one without a name. */
extern const struct scheme_lint scheme_lints[];

#endif
