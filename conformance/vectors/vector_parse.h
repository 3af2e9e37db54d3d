/* One vector of a file. */
#ifndef REQSIG_VECTOR_PARSE_H
#define REQSIG_VECTOR_PARSE_H

#include "vectors/vector_reader.h"

/* scheme and document are the file's. False: what is wrong is said in the reader's problem. */
bool vector_parse(struct vector_reader *reader, const cJSON *object, const reqsig_scheme *scheme,
                  const char *document, struct vector *vector);

/* The members "expect" and "profiles", for a vector whose class, scheme and twin are set. */
bool vector_parse_expectations(struct vector_reader *reader, const cJSON *object, struct vector *vector);

/* Makes the signed request out of the request and the headers that are expected. */
void vector_sign_request(struct arena *arena, struct vector *vector);

#endif
