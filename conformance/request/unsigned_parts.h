/* What of a signed request is not in the message. */
#ifndef REQSIG_UNSIGNED_PARTS_H
#define REQSIG_UNSIGNED_PARTS_H

#include <stdbool.h>

#include "request/opened_request.h"

enum { UNCOVERED_MAX = 400 };

/* "the method, the query ?page=2" of method, path, query and body; false if all of them are covered. */
bool unsigned_parts(const struct opened_request *opened, bool utf8, char text[UNCOVERED_MAX]);

/* The names of the request's headers that the scheme doesn't read, joined by ", "; false if there are none.
 */
bool unsigned_headers(const struct opened_request *opened, bool utf8, char text[UNCOVERED_MAX]);

#endif
