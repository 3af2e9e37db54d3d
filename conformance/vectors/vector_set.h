/* All vectors of a directory: http.json has raw requests, every other file *.json but the schemas is one
 * scheme's. */
#ifndef REQSIG_VECTOR_SET_H
#define REQSIG_VECTOR_SET_H

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "vectors/vector.h"

/* Ids, to find one without looking at all of them: a hash table. */
struct id_index {
  const char **ids; /* in the order in which they were added */
  size_t count;
  uint32_t *slots; /* each the place of an id, from 1; 0: free */
  size_t num_slots;
  const char *repeated; /* the first id that was there before; or NULL */
};

enum { ID_NOT_THERE = -1 };

/* In the arena: room for count ids, which the caller then adds. */
struct id_index id_index_begin(struct arena *arena, size_t count);
void id_index_add(struct id_index *index, const char *id);
/* Its place among the ids, or ID_NOT_THERE. */
ptrdiff_t id_index_find(const struct id_index *index, const char *id);

struct sorted_id {
  const char *id;
  size_t at; /* its place in the index */
};

/* Ids in their order, to find those that begin alike. */
struct sorted_ids {
  struct sorted_id *items;
  size_t count;
};

struct sorted_ids sorted_ids_of(struct arena *arena, const struct id_index *index);
/* The part whose ids begin with prefix. */
struct sorted_ids sorted_ids_range(const struct sorted_ids *sorted, reqsig_slice prefix);

/* A file that was read, which the vectors' strings stand in. */
struct loaded_file {
  const char *name; /* "crm.json" */
  file_content text;
  char sha256[65]; /* of its bytes, in hex */
};

struct vector_set {
  struct vector *items; /* schemes in the library's order, each in its file's order */
  size_t count;
  struct http_vector *http; /* in the file's order; none if there is no such file */
  size_t num_http;
  struct id_index by_id, http_by_id;
  const char *directory;     /* that they were read from; NULL: from the program itself */
  const reqsig_scheme *only; /* no others' vectors are read, and no raw requests; NULL: all are */
  struct loaded_file *files;
  size_t num_files;
  struct arena arena;
};

/*
 * Loads the vectors of directory, or those in the program if it is NULL. False: *problem names the file, the
 * vector and the member, and says what was expected. A directory without vectors, a file that can't be read,
 * a member that is missing or not known and an id that is used twice are errors. The caller frees *set and
 * *problem either way; both start all-zero, but for only.
 */
bool vector_set_load(const char *directory, struct vector_set *set, struct text *problem);
void vector_set_free(struct vector_set *set);

/* Adds count vectors, all-zero, behind the others, for the caller to fill in and then to index. Those that
 * were there move. */
struct vector *vector_set_extend(struct vector_set *set, size_t count);
void vector_set_index(struct vector_set *set);

const struct vector *vector_set_find(const struct vector_set *set, const char *id);
const struct http_vector *vector_set_find_http(const struct vector_set *set, const char *id);

/* Loads those of directory, or else of the environment's REQSIG_VECTORS, or else those in the program. False:
 * what is wrong has been said on standard error. */
bool vectors_load(const char *command, const char *directory, struct vector_set *set);

/*
 * Which vectors these are: the SHA-256, in hex, of the lines that `sha256sum *.json` prints in their folder,
 * in the order of the bytes of the names and without the schemas. False, said on standard error: a file can't
 * be read any more.
 */
bool vectors_sha256(const char *command, const struct vector_set *set, char hex[65]);

#endif
