/* What of a signed request is not in the message. */
#ifndef REQSIG_UNSIGNED_PARTS_H
#define REQSIG_UNSIGNED_PARTS_H

#include <stdbool.h>

#include "base/text.h"
#include "request/opened_request.h"

/* Adds "the method, the query ?page=2", of method, path, query and body; false if all of them are signed. */
bool add_unsigned_parts(const struct opened_request *opened, bool utf8, struct text *to);

/* Adds the names of the headers that the scheme does not read, joined by ", "; false if there are none. */
bool add_unread_headers(const struct opened_request *opened, bool utf8, struct text *to);

#endif
