/* What of a request must not be shown: secrets, by their bytes and by where they travel. */
#ifndef REQSIG_HIDDEN_H
#define REQSIG_HIDDEN_H

#include "request/signing.h"

/* The name of a secret credential of which the bytes tell, or NULL: eight characters of it in a row, or all
 * of a shorter one, whatever their letter case, also in hex, in base64 or percent-encoded. */
const char *hidden_secret_in(const struct signing *signing, reqsig_slice bytes);

/* The name of the secret credential that the scheme sends in the header of that name, or NULL. Whatever
 * stands there may be somebody's secret. */
const char *hidden_secret_of(const struct signing *signing, reqsig_slice header_name);

/* Whether the scheme sends a signature or a secret credential in the header of that name. A wrong value there
 * is what somebody took for one of them. */
bool hidden_is_withheld(const struct signing *signing, reqsig_slice header_name);

#endif
