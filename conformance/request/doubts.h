/* What is allowed, yet likely not what the sender wants, told by the recipe's terms. */
#ifndef REQSIG_DOUBTS_H
#define REQSIG_DOUBTS_H

#include "request/signing.h"

/* Text without the final stop. */
typedef void doubts_fn(void *user, const char *text);

/* Tells each doubt about signing the request at that time. Secrets are not in the texts. */
void doubts_tell(const struct signing *signing, doubts_fn *on_doubt, void *user);

/* Tells if the request bears headers already that signing makes anew. */
void doubts_tell_of_headers(const struct signing *signing, doubts_fn *on_doubt, void *user);

/* Tells if the key has white space at an end. */
void doubts_tell_of_key(const struct signing *signing, doubts_fn *on_doubt, void *user);

#endif
