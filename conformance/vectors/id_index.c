#include "vectors/vector_set.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct id_index id_index_begin(struct arena *arena, size_t count) {
  struct id_index index = {.ids = arena_get_array(arena, count, sizeof(const char *)), .num_slots = 1};
  while (index.num_slots < 2 * count + 1) index.num_slots *= 2;
  index.slots = arena_get_array(arena, index.num_slots, sizeof *index.slots);
  return index;
}

/* FNV-1a */
static uint64_t hash_of(const char *id) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (; *id; id++) hash = (hash ^ (uint8_t)*id) * UINT64_C(0x100000001b3);
  return hash ^ hash >> 32;
}

/* The slot of the id, or the free one where it would be. */
static uint32_t *slot_of(const struct id_index *index, const char *id) {
  size_t at = hash_of(id) & (index->num_slots - 1);
  while (index->slots[at] != 0 && strcmp(index->ids[index->slots[at] - 1], id) != 0)
    at = (at + 1) & (index->num_slots - 1);
  return &index->slots[at];
}

void id_index_add(struct id_index *index, const char *id) {
  uint32_t *slot = slot_of(index, id);
  index->ids[index->count++] = id;
  if (*slot == 0)
    *slot = (uint32_t)index->count;
  else if (!index->repeated)
    index->repeated = id;
}

ptrdiff_t id_index_find(const struct id_index *index, const char *id) {
  return index->count == 0 ? ID_NOT_THERE : (ptrdiff_t)*slot_of(index, id) - 1;
}

static int by_id(const void *a, const void *b) {
  return strcmp(((const struct sorted_id *)a)->id, ((const struct sorted_id *)b)->id);
}

struct sorted_ids sorted_ids_of(struct arena *arena, const struct id_index *index) {
  struct sorted_ids sorted = {arena_get_array(arena, index->count, sizeof *sorted.items), index->count};
  for (size_t i = 0; i < index->count; i++) sorted.items[i] = (struct sorted_id){index->ids[i], i};
  qsort(sorted.items, sorted.count, sizeof *sorted.items, by_id);
  return sorted;
}

/* How many ids stand before those that begin with prefix, or, if past, before those behind them. */
static size_t count_before(const struct sorted_ids *sorted, reqsig_slice prefix, bool past) {
  size_t low = 0, high = sorted->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strncmp(sorted->items[middle].id, (const char *)prefix.data, prefix.len);
    if (order < 0 || (past && order == 0))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

struct sorted_ids sorted_ids_range(const struct sorted_ids *sorted, reqsig_slice prefix) {
  size_t first = count_before(sorted, prefix, false);
  return (struct sorted_ids){sorted->items + first, count_before(sorted, prefix, true) - first};
}
