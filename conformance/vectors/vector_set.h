/* All vectors of a directory: every file *.json but schema.json is one scheme's. */
#ifndef REQSIG_VECTOR_SET_H
#define REQSIG_VECTOR_SET_H

#include "arena.h"
#include "text.h"
#include "vector.h"

struct vector_set {
  struct vector *items; /* schemes in the library's order, each in its file's order */
  size_t count;
  struct arena arena;
};

/*
 * False: *problem names the file, the vector and the member, and what was expected. A directory without
 * vectors, a file that can't be read, a member that is missing or not known and an id used twice are refused.
 * The caller frees *set and *problem either way; both start all-zero.
 */
bool vector_set_load(const char *directory, struct vector_set *set, struct text *problem);
void vector_set_free(struct vector_set *set);

const struct vector *vector_set_find(const struct vector_set *set, const char *id);

#endif
