/* Vectors as a file, in the format of vectors/schema.json. */
#ifndef REQSIG_VECTOR_WRITE_H
#define REQSIG_VECTOR_WRITE_H

#include "base/text.h"
#include "vectors/vector.h"

/* Adds the file of the scheme with these count vectors. */
void vector_write_file(struct text *out, const reqsig_scheme *scheme, const struct vector *vectors,
                       size_t count);

#endif
