/* All vectors of a directory: http.json has raw requests, every other file *.json but the schemas is one
 * scheme's. */
#ifndef REQSIG_VECTOR_SET_H
#define REQSIG_VECTOR_SET_H

#include "base/arena.h"
#include "base/text.h"
#include "vectors/http_vector.h"
#include "vectors/vector.h"

struct vector_set {
  struct vector *items; /* schemes in the library's order, each in its file's order */
  size_t count;
  struct http_vector *http; /* in the file's order; none if there is no such file */
  size_t num_http;
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
const struct http_vector *vector_set_find_http(const struct vector_set *set, const char *id);

/* Reads the file path into http and num_http. */
bool vector_set_load_http(const char *path, struct vector_set *set, struct text *problem);

#endif
