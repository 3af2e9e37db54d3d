/* Memory that is released together, and choices that an input decides. */
#ifndef REQSIG_FUZZ_HEAP_H
#define REQSIG_FUZZ_HEAP_H

#include "bytes.h"

#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
#include <sanitizer/msan_interface.h>
#define FUZZ_IS_WRITTEN(data, len) __msan_unpoison((data), (len))
#endif
#endif
/* MemorySanitizer does not see what libFuzzer writes, and takes what it copies for as unknown as its source.
 */
#ifndef FUZZ_IS_WRITTEN
#define FUZZ_IS_WRITTEN(data, len) ((void)(data), (void)(len))
#endif

/* Heap blocks that are freed together. Start with all zero. */
typedef struct fuzz_heap {
  void **blocks;
  size_t num;
  size_t capacity;
} fuzz_heap;

/* A block of exactly len bytes; ends the program if there is none. */
uint8_t *rs_fuzz_take(fuzz_heap *heap, size_t len);

/* A copy in a block of exactly its length. */
reqsig_slice rs_fuzz_copy(fuzz_heap *heap, reqsig_slice bytes);

/* An empty buffer with a block of exactly that capacity. */
reqsig_buffer rs_fuzz_buffer(fuzz_heap *heap, size_t capacity);

void rs_fuzz_release(fuzz_heap *heap);

static inline reqsig_slice fuzz_bytes_of(const reqsig_buffer *buffer) {
  return rs_slice(buffer->data, buffer->len);
}

/* Choices that depend on the input only, so that a finding stays one. */
typedef struct fuzz_choice {
  uint64_t state;
} fuzz_choice;

fuzz_choice rs_fuzz_choice_from(reqsig_slice input);

/* A number below bound, which is not 0. */
size_t rs_fuzz_choose(fuzz_choice *choice, size_t bound);

/* A copy with one bit changed; bytes is not empty. */
reqsig_slice rs_fuzz_flip_a_bit(fuzz_heap *heap, fuzz_choice *choice, reqsig_slice bytes);

/* The first eight bytes from offset at, as far as there are, as a number. */
int64_t rs_fuzz_int64_at(reqsig_slice input, size_t at);

#endif
