/*
 * What every target and the replay driver share. A target asserts properties with FUZZ_HOLDS, takes its
 * input as an exact-size heap copy, so that a sanitizer sees the first byte read past it, and returns
 * FUZZ_NOT_OF_FORMAT for bytes that say nothing to it.
 */
#ifndef REQSIG_FUZZ_SUPPORT_H
#define REQSIG_FUZZ_SUPPORT_H

#include <stdnoreturn.h>

#include "bytes.h"

/* libFuzzer's entry; the replay driver calls it too. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the entry returns: -1 keeps libFuzzer from adding the input to its corpus. */
enum { FUZZ_TRIED = 0, FUZZ_NOT_OF_FORMAT = -1 };

/* Prints the sentence and aborts, which libFuzzer and CTest both take as a finding. */
noreturn void fuzz_fail(const char *file, int line, const char *sentence);

/* The sentence says what must hold: "what was decoded encodes to the same text". */
#define FUZZ_HOLDS(condition, sentence)                                                                      \
  do {                                                                                                       \
    if (!(condition)) fuzz_fail(__FILE__, __LINE__, (sentence));                                             \
  } while (0)

/* The same for what a target needs of its own constants and checks of others have shown. */
#define FUZZ_NEEDS(condition, sentence) FUZZ_HOLDS(condition, sentence)

/* Heap blocks that are freed together. Start with all zero. */
typedef struct fuzz_heap {
  void **blocks;
  size_t num;
  size_t capacity;
} fuzz_heap;

/* A block of exactly len bytes; ends the program if there is none. */
uint8_t *fuzz_take(fuzz_heap *heap, size_t len);

/* A copy in a block of exactly its length. */
reqsig_slice fuzz_copy(fuzz_heap *heap, reqsig_slice bytes);

/* An empty buffer with a block of exactly that capacity. */
reqsig_buffer fuzz_buffer(fuzz_heap *heap, size_t capacity);

void fuzz_release(fuzz_heap *heap);

static inline reqsig_slice fuzz_bytes_of(const reqsig_buffer *buffer) {
  return rs_slice(buffer->data, buffer->len);
}

/* Choices that depend on the input only, so that a finding stays one. */
typedef struct fuzz_choice {
  uint64_t state;
} fuzz_choice;

fuzz_choice fuzz_choice_from(reqsig_slice input);

/* A number below bound, which is not 0. */
size_t fuzz_choose(fuzz_choice *choice, size_t bound);

/* A copy with one bit changed; bytes is not empty. */
reqsig_slice fuzz_flip_a_bit(fuzz_heap *heap, fuzz_choice *choice, reqsig_slice bytes);

/* The first eight bytes from offset at, as far as there are, as a number. */
int64_t fuzz_int64_at(reqsig_slice input, size_t at);

#endif
