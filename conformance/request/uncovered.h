/* What of a signed request is not in the message. */
#ifndef REQSIG_UNCOVERED_H
#define REQSIG_UNCOVERED_H

#include <stdbool.h>

#include "request/signing.h"

enum { UNCOVERED_MAX = 400 };

/* "the method, the query ?page=2" of method, path, query and body; false if all of them are covered. */
bool uncovered_words(const struct signing *signing, bool utf8, char text[UNCOVERED_MAX]);

/* The names of the request's headers that the scheme doesn't read, joined by ", "; false if there are none.
 */
bool uncovered_headers(const struct signing *signing, bool utf8, char text[UNCOVERED_MAX]);

#endif
