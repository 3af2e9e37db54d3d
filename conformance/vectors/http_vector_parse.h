/* One raw request of a file. */
#ifndef REQSIG_HTTP_VECTOR_PARSE_H
#define REQSIG_HTTP_VECTOR_PARSE_H

#include "vectors/http_vector.h"
#include "vectors/vector_reader.h"

/* False: refused, and said in the reader's problem. */
bool http_vector_parse(struct vector_reader *reader, const cJSON *object, struct http_vector *vector);

#endif
