#include "base/arena.h"

#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "lib/crypto.h"

struct arena_block {
  struct arena_block *next;
  size_t used, capacity;
  max_align_t data[];
};

/* Blocks grow with the arena: one that is used for a moment costs little to clear. */
enum { FIRST_CAPACITY = 1024, USUAL_CAPACITY = 64 * 1024 };

static void *or_end(void *memory) {
  if (memory) return memory;
  message_error("not enough memory: give reqsig more, or smaller files");
  exit(COMMAND_BROKEN);
}

static size_t rounded(size_t size) {
  size_t unit = sizeof(max_align_t);
  if (size > SIZE_MAX - sizeof(struct arena_block) - unit) or_end(NULL);
  return (size + unit - 1) / unit * unit;
}

static struct arena_block *add_block(struct arena *arena, size_t size) {
  size_t capacity = arena->blocks ? arena->blocks->capacity * 2 : FIRST_CAPACITY;
  if (capacity > USUAL_CAPACITY) capacity = USUAL_CAPACITY;
  if (capacity < size) capacity = rounded(size);
  struct arena_block *block = or_end(malloc(sizeof *block + capacity));
  *block = (struct arena_block){.next = arena->blocks, .capacity = capacity};
  arena->blocks = block;
  return block;
}

static void *take(struct arena *arena, size_t size) {
  struct arena_block *block = arena->blocks;
  if (!block || block->capacity - block->used < size) block = add_block(arena, size);
  void *memory = (uint8_t *)block->data + block->used;
  block->used += size;
  return memory;
}

void *arena_get_unset(struct arena *arena, size_t size) {
  struct arena_block *block = arena->blocks;
  if (block) block->used = rounded(block->used);
  return take(arena, rounded(size));
}

void *arena_get(struct arena *arena, size_t size) {
  return memset(arena_get_unset(arena, size), 0, size);
}

void *arena_get_array(struct arena *arena, size_t count, size_t size) {
  if (size > 0 && count > SIZE_MAX / size) or_end(NULL);
  return arena_get(arena, count * size);
}

char *arena_copy(struct arena *arena, reqsig_slice bytes) {
  char *copy = take(arena, bytes.len + 1);
  if (bytes.len > 0) memcpy(copy, bytes.data, bytes.len);
  copy[bytes.len] = '\0';
  return copy;
}

char *arena_copy_string(struct arena *arena, const char *string) {
  return arena_copy(arena, reqsig_text(string));
}

void arena_free(struct arena *arena) {
  for (struct arena_block *block = arena->blocks; block;) {
    struct arena_block *next = block->next;
    free(block);
    block = next;
  }
  arena->blocks = NULL;
}

void arena_reset(struct arena *arena) {
  struct arena_block *block = arena->blocks;
  if (!block || block->capacity > USUAL_CAPACITY) {
    arena_free(arena);
    return;
  }
  struct arena others = {block->next};
  arena_free(&others);
  block->next = NULL;
  block->used = 0;
}

void arena_wipe(struct arena *arena) {
  for (struct arena_block *block = arena->blocks; block; block = block->next)
    rs_wipe(block->data, block->used);
  arena_free(arena);
}

void arena_clear(struct arena *arena) {
  struct arena_block *kept = arena->blocks;
  if (!kept) return;
  struct arena others = {kept->next};
  arena_wipe(&others);
  rs_wipe(kept->data, kept->used);
  kept->next = NULL;
  kept->used = 0;
}

void *memory_get(size_t size) {
  return or_end(malloc(size));
}

void memory_guard_json(void) {
  cJSON_Hooks hooks = {memory_get, free};
  cJSON_InitHooks(&hooks);
}

void *memory_resize(void *memory, size_t size) {
  return or_end(realloc(memory, size));
}

void buffer_reserve(reqsig_buffer *buffer, size_t capacity) {
  buffer_release(buffer);
  *buffer = (reqsig_buffer){memory_get(capacity + 1), capacity, 0};
}

void buffer_release(reqsig_buffer *buffer) {
  if (buffer->data) rs_wipe(buffer->data, buffer->capacity);
  free(buffer->data);
  *buffer = (reqsig_buffer){NULL, 0, 0};
}
