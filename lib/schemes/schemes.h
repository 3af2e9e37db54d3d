/* The recipes, one file a document: lib/schemes/NAME.c defines rs_scheme_NAME. */
#ifndef REQSIG_SCHEMES_H
#define REQSIG_SCHEMES_H

#include "bytes.h"
#include "recipe.h"

/* The list of schemes, in the order in which they are shown: a new one is a line here. */
#define RS_FOR_EACH_SCHEME(DO)                                                                               \
  DO(ambro)                                                                                                  \
  DO(calypso)                                                                                                \
  DO(aet)                                                                                                    \
  DO(bitpro)                                                                                                 \
  DO(crm)

#define RS_DECLARE_SCHEME(name) extern const reqsig_scheme rs_scheme_##name;
RS_FOR_EACH_SCHEME(RS_DECLARE_SCHEME)

#endif
