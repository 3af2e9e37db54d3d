#include "vectors/vector_set.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct id_index id_index_begin(struct arena *arena, size_t count) {
  return (struct id_index){arena_get_array(arena, count, sizeof(struct indexed_id)), 0};
}

void id_index_add(struct id_index *index, const char *id) {
  index->items[index->count] = (struct indexed_id){id, index->count};
  index->count++;
}

static int by_id(const void *a, const void *b) {
  return strcmp(((const struct indexed_id *)a)->id, ((const struct indexed_id *)b)->id);
}

void id_index_sort(struct id_index *index) {
  if (index->count > 0) qsort(index->items, index->count, sizeof *index->items, by_id);
}

const char *id_index_repeated(const struct id_index *index) {
  for (size_t i = 1; i < index->count; i++)
    if (by_id(&index->items[i - 1], &index->items[i]) == 0) return index->items[i].id;
  return NULL;
}

const struct indexed_id *id_index_find(const struct id_index *index, const char *id) {
  const struct indexed_id wanted = {id, 0};
  if (index->count == 0) return NULL;
  return bsearch(&wanted, index->items, index->count, sizeof *index->items, by_id);
}

/* How many ids stand before those that begin with prefix, or, if past, before those behind them. */
static size_t count_before(const struct id_index *index, reqsig_slice prefix, bool past) {
  size_t low = 0, high = index->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strncmp(index->items[middle].id, (const char *)prefix.data, prefix.len);
    if (order < 0 || (past && order == 0))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

struct id_index id_index_range(const struct id_index *index, reqsig_slice prefix) {
  if (prefix.len == 0) return *index;
  size_t first = count_before(index, prefix, false);
  return (struct id_index){index->items + first, count_before(index, prefix, true) - first};
}
