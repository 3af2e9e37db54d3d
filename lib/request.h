/* What schemes need of a request's target and headers. */
#ifndef REQSIG_REQUEST_H
#define REQSIG_REQUEST_H

#include "bytes.h"

/* The first header of that name, letter case aside, or NULL. */
const reqsig_header *rs_header_find(const reqsig_request *request, reqsig_slice name);

/* The headers of one name. */
typedef struct rs_named_headers {
  size_t num;
  const reqsig_header *first; /* NULL if num is 0 */
} rs_named_headers;

/* All headers of that name, which is not empty, letter case aside. */
rs_named_headers rs_headers_named(const reqsig_request *request, reqsig_slice name);

/* Whether the content-type is multipart/..., in any letter case (RFC 9110 section 8.3.1). */
bool rs_is_multipart(const reqsig_request *request);

/* Whether the content-type is application/x-www-form-urlencoded, in any letter case. */
bool rs_is_form(const reqsig_request *request);

/* The target up to its first "?", and the rest from there. */
reqsig_slice rs_path_of(reqsig_slice target);
reqsig_slice rs_query_of(reqsig_slice target);

/* What follows the target's first "?". */
reqsig_slice rs_bare_query_of(reqsig_slice target);

/* The content; if that is empty, what follows the target's "?". */
reqsig_slice rs_body_or_query(const reqsig_request *request);

#endif
