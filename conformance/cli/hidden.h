/* What of a request must not be shown: secrets, by their bytes and by where they travel. */
#ifndef REQSIG_HIDDEN_H
#define REQSIG_HIDDEN_H

#include "signing.h"

/* The name of a secret credential that stands in the bytes, or NULL. */
const char *hidden_secret_in(const struct signing *signing, reqsig_slice bytes);

/* The name of the secret credential that the scheme sends in the header of that name, or NULL. Whatever
 * stands there may be somebody's secret. */
const char *hidden_secret_of(const struct signing *signing, reqsig_slice header_name);

#endif
