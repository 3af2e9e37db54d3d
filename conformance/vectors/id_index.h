/* Ids in their order, to find one, or those that begin alike, without looking at all of them. */
#ifndef REQSIG_ID_INDEX_H
#define REQSIG_ID_INDEX_H

#include "base/arena.h"

struct indexed_id {
  const char *id;
  size_t at; /* its place among those that the index was made of */
};

struct id_index {
  struct indexed_id *items;
  size_t count;
};

/* In the arena: room for count ids. The caller adds them, then sorts. */
struct id_index id_index_begin(struct arena *arena, size_t count);
void id_index_add(struct id_index *index, const char *id);
void id_index_sort(struct id_index *index);

/* The first id that is there twice, or NULL. */
const char *id_index_repeated(const struct id_index *index);

/* NULL: none. */
const struct indexed_id *id_index_find(const struct id_index *index, const char *id);
/* The part of the index whose ids begin with prefix. */
struct id_index id_index_range(const struct id_index *index, reqsig_slice prefix);

#endif
