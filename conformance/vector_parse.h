/* One vector of a file. */
#ifndef REQSIG_VECTOR_PARSE_H
#define REQSIG_VECTOR_PARSE_H

#include "vector_reader.h"

/* scheme and document are the file's. False: refused, and said in the reader's problem. */
bool vector_parse(struct vector_reader *reader, const cJSON *object, const reqsig_scheme *scheme,
                  const char *document, struct vector *vector);

/* The members "expect" and "profiles", for a vector whose class and scheme are set. */
bool vector_parse_readings(struct vector_reader *reader, const cJSON *object, struct vector *vector);

#endif
