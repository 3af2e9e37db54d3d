/* The clauses of a scheme file: quotes, each under the name of the rule that it stands behind. */
#ifndef REQSIG_SCHEME_FILE_CLAUSES_H
#define REQSIG_SCHEME_FILE_CLAUSES_H

#include "recipe.h"

enum { RS_MAX_CLAUSE_NAME = 192 };

/* Told of each rule that may have a clause: "message.body", "headers.Sign". Parts of one source share a name.
 */
typedef void rs_clause_fn(void *user, const char *name, const char **clause);
void rs_clauses_tell(reqsig_scheme *scheme, rs_clause_fn *fn, void *user);

#endif
