#define _POSIX_C_SOURCE 200809L

#include "allocator.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_SIZE = 8 << 20, ALIGNMENT = 64 };

static _Alignas(ALIGNMENT) uint8_t arena[ARENA_SIZE];
static atomic_size_t arena_used, num_allocations;
static atomic_size_t first_failing = SIZE_MAX, last_failing = SIZE_MAX;

static void *take(size_t size) {
  size_t number = atomic_fetch_add(&num_allocations, 1);
  if (number >= first_failing && number <= last_failing) return NULL;
  if (size > ARENA_SIZE / 2) return NULL;
  size_t room = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + ALIGNMENT;
  size_t at = atomic_fetch_add(&arena_used, room);
  if (at > ARENA_SIZE - room) return NULL;
  memcpy(arena + at, &size, sizeof size);
  return arena + at + ALIGNMENT;
}

/* stdlib.h has other names for the parameters.
 * NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */
void *malloc(size_t size) {
  return take(size);
}

void *calloc(size_t num, size_t size) {
  return size > 0 && num > SIZE_MAX / size ? NULL : take(num * size); /* the arena is used once, so zero */
}

void *realloc(void *memory, size_t size) {
  uint8_t *moved = take(size);
  size_t before = 0;
  if (memory) memcpy(&before, (uint8_t *)memory - ALIGNMENT, sizeof before);
  if (moved && memory) memcpy(moved, memory, before < size ? before : size);
  return moved;
}

void *aligned_alloc(size_t alignment, size_t size) {
  return alignment <= ALIGNMENT ? take(size) : NULL;
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  *memory = aligned_alloc(alignment, size);
  return *memory ? 0 : ENOMEM;
}

void free(void *memory) {
  (void)memory;
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

size_t allocator_count(void) {
  return num_allocations;
}

void allocator_fail(size_t after, allocator_failing failing) {
  first_failing = num_allocations + after;
  last_failing = failing == ALLOCATOR_FAILS_ONCE ? num_allocations + after : SIZE_MAX;
}

void allocator_fail_never(void) {
  first_failing = last_failing = SIZE_MAX;
}

bool allocator_is_in_place(void) {
  void *(*volatile allocate)(size_t) = malloc;
  size_t before = num_allocations;
  if (!allocate(1) || num_allocations != before + 1) return false;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  bool seen = context && num_allocations > before + 1;
  EVP_MD_CTX_free(context);
  allocator_fail(0, ALLOCATOR_FAILS_FROM_THEN_ON);
  context = EVP_MD_CTX_new();
  bool failed = !context && !allocate(1);
  EVP_MD_CTX_free(context);
  allocator_fail_never();
  return seen && failed && allocate(1);
}
