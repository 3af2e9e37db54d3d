/*
 * Memory. A command that finds none left says so and ends with COMMAND_BROKEN, so no caller looks for NULL.
 * An arena is memory that is freed all at once.
 */
#ifndef REQSIG_ARENA_H
#define REQSIG_ARENA_H

#include "reqsig.h"

struct arena_block;

/* Start all-zero. */
struct arena {
  struct arena_block *blocks;
};

/* size zeroed bytes, aligned for any type; never NULL. */
void *arena_get(struct arena *arena, size_t size);
/* The same for count items of size bytes each. */
void *arena_get_array(struct arena *arena, size_t count, size_t size);
/* size bytes for a buffer that is filled: they are not zeroed. */
void *arena_get_unset(struct arena *arena, size_t size);
/* A copy, with a NUL behind it. */
char *arena_copy(struct arena *arena, reqsig_slice bytes);
char *arena_copy_string(struct arena *arena, const char *string);
void arena_free(struct arena *arena);
/* The same, but what small things need is kept for the next ones. */
void arena_reset(struct arena *arena);
/* Overwrites all of it, then frees: it held secrets. */
void arena_wipe(struct arena *arena);
/* Overwrites all of it, and keeps some memory for what comes next: it is empty then. */
void arena_clear(struct arena *arena);

/* malloc and realloc that never fail. */
void *memory_get(size_t size);
void *memory_resize(void *memory, size_t size);

/* A buffer for bytes that may hold a secret. Makes *buffer empty with room for capacity bytes; its former
 * memory is released. */
void buffer_reserve(reqsig_buffer *buffer, size_t capacity);
/* Wipes and frees; an all-zero buffer may be given. */
void buffer_release(reqsig_buffer *buffer);

/* Makes cJSON use memory_get, so that it never takes a text for wrong because there is no memory. */
void memory_guard_json(void);

#endif
