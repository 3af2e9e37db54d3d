/* Where the vectors are when nobody names a directory. */
#ifndef REQSIG_VECTORS_DIRECTORY_H
#define REQSIG_VECTORS_DIRECTORY_H

#include "vectors/vector_set.h"

/* Those installed beside the command, ../share/reqsig/vectors, or else those of the tree that it was built
 * from. */
const char *vectors_directory(struct arena *arena);

/* Loads those of directory, or of vectors_directory if it is NULL. False: said on standard error. */
bool vectors_load(const char *command, const char *directory, struct vector_set *set);

#endif
