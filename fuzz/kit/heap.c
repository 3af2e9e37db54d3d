#include "kit/heap.h"

#include <stdio.h>
#include <stdlib.h>

static void *or_end(void *block) {
  if (block) return block;
  fputs("out of memory\n", stderr);
  exit(EXIT_FAILURE);
}

uint8_t *rs_fuzz_take(fuzz_heap *heap, size_t len) {
  if (heap->num == heap->capacity) {
    heap->capacity = heap->capacity * 2 + 16;
    heap->blocks = or_end(realloc(heap->blocks, heap->capacity * sizeof *heap->blocks));
  }
  void *block = or_end(malloc(len > 0 ? len : 1));
  heap->blocks[heap->num++] = block;
  /* malloc(0) may give NULL; the end of a block of one byte is as good a place for no bytes */
  return (uint8_t *)block + (len == 0);
}

reqsig_slice rs_fuzz_copy(fuzz_heap *heap, reqsig_slice bytes) {
  uint8_t *block = rs_fuzz_take(heap, bytes.len);
  if (bytes.len > 0) memcpy(block, bytes.data, bytes.len);
  return rs_slice(block, bytes.len);
}

reqsig_buffer rs_fuzz_buffer(fuzz_heap *heap, size_t capacity) {
  return (reqsig_buffer){rs_fuzz_take(heap, capacity), capacity, 0};
}

void rs_fuzz_release(fuzz_heap *heap) {
  for (size_t i = 0; i < heap->num; i++) free(heap->blocks[i]);
  free(heap->blocks);
  *heap = (fuzz_heap){0};
}

/* FNV-1a */
fuzz_choice rs_fuzz_choice_from(reqsig_slice input) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < input.len; i++) hash = (hash ^ input.data[i]) * UINT64_C(1099511628211);
  return (fuzz_choice){hash | 1};
}

/* xorshift64*, whose state is never 0 */
size_t rs_fuzz_choose(fuzz_choice *choice, size_t bound) {
  choice->state ^= choice->state >> 12;
  choice->state ^= choice->state << 25;
  choice->state ^= choice->state >> 27;
  return (size_t)((choice->state * UINT64_C(2685821657736338717)) >> 33) % bound;
}

reqsig_slice rs_fuzz_flip_a_bit(fuzz_heap *heap, fuzz_choice *choice, reqsig_slice bytes) {
  uint8_t *flipped = rs_fuzz_take(heap, bytes.len);
  memcpy(flipped, bytes.data, bytes.len);
  flipped[rs_fuzz_choose(choice, bytes.len)] ^= (uint8_t)(1u << rs_fuzz_choose(choice, 8));
  return rs_slice(flipped, bytes.len);
}

int64_t rs_fuzz_int64_at(reqsig_slice input, size_t at) {
  int64_t value = 0;
  if (at < input.len) memcpy(&value, input.data + at, input.len - at < 8 ? input.len - at : 8);
  return value;
}
