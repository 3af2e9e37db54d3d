/* The headers of a request that a recipe reads. */
#ifndef REQSIG_HEADER_INDEX_H
#define REQSIG_HEADER_INDEX_H

#include "recipe.h"

/* The headers of one name. */
typedef struct rs_named_headers {
  size_t num;
  const reqsig_header *first; /* NULL if num is 0 */
} rs_named_headers;

typedef struct rs_header_index {
  rs_named_headers of_rules[REQSIG_MAX_ADDED_HEADERS]; /* those that the scheme adds */
  rs_named_headers of_parts[RS_MAX_MESSAGE_PARTS];     /* those of the request's own that are signed */
  rs_named_headers content_type;
} rs_header_index;

/* Finds them in one pass, names without letter case. Places that belong to no header's rule or part stay
 * unset. */
void rs_header_index_find(const reqsig_scheme *recipe, const reqsig_request *request, rs_header_index *found);

#endif
