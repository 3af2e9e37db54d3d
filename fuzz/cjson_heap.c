#include "cjson_heap.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "support.h"

enum { BYTE_OF_NEW = 0xA5, BYTE_OF_OLD = 0xDB, BYTE_BEHIND = 0x5A, NUM_BEHIND = 64 };

struct block {
  size_t size;
  max_align_t bytes[];
};

/* cJSON hands its allocator nothing that a count could stand in. */
static size_t num_blocks;

static void *take(size_t size) {
  struct block *block = malloc(sizeof *block + size + NUM_BEHIND);
  if (!block) return NULL;
  block->size = size;
  memset(block->bytes, BYTE_OF_NEW, size);
  memset((uint8_t *)block->bytes + size, BYTE_BEHIND, NUM_BEHIND);
  num_blocks++;
  return block->bytes;
}

static bool is_whole(const struct block *block) {
  const uint8_t *behind = (const uint8_t *)block->bytes + block->size;
  for (size_t i = 0; i < NUM_BEHIND; i++)
    if (behind[i] != BYTE_BEHIND) return false;
  return true;
}

static void give_back(void *bytes) {
  if (!bytes) return;
  struct block *block = (struct block *)(void *)((uint8_t *)bytes - offsetof(struct block, bytes));
  FUZZ_HOLDS(is_whole(block), "nothing is written behind what cJSON took");
  memset(block->bytes, BYTE_OF_OLD, block->size);
  free(block);
  num_blocks--;
}

void cjson_heap_begin(void) {
  cJSON_InitHooks(&(cJSON_Hooks){take, give_back});
}

size_t cjson_heap_num_blocks(void) {
  return num_blocks;
}
