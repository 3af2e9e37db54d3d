/* The vectors in the program. embedded_vectors.c is made of vectors/ when the program is built. */
#ifndef REQSIG_EMBEDDED_VECTORS_H
#define REQSIG_EMBEDDED_VECTORS_H

#include <stddef.h>

struct embedded_file {
  const char *name;
  const unsigned char *data;
  size_t len;
};

extern const struct embedded_file embedded_vectors[];
extern const size_t num_embedded_vectors;

#endif
