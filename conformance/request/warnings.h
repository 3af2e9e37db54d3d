/* What is allowed, yet likely not what the sender wants, told by the recipe's terms. */
#ifndef REQSIG_WARNINGS_H
#define REQSIG_WARNINGS_H

#include "request/opened_request.h"

/* Text without the final stop. */
typedef void warnings_fn(void *user, const char *text);

/* Tells each doubt about signing the request at that time. Secrets are not in the texts. */
void warnings_of_request(const struct opened_request *opened, warnings_fn *on_warning, void *user);

/* Tells if the request bears headers already that signing makes anew. */
void warnings_of_headers(const struct opened_request *opened, warnings_fn *on_warning, void *user);

/* Tells if the key has white space at an end. */
void warnings_of_key(const struct opened_request *opened, warnings_fn *on_warning, void *user);

#endif
