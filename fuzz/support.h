/*
 * What every target and the replay driver share. A target asserts properties with FUZZ_HOLDS, takes its
 * input as an exact-size heap copy, so that a sanitizer sees the first byte read past it, and returns
 * FUZZ_NOT_OF_FORMAT for bytes that say nothing to it.
 */
#ifndef REQSIG_FUZZ_SUPPORT_H
#define REQSIG_FUZZ_SUPPORT_H

#include <stdnoreturn.h>

#include "kit/heap.h"

/* libFuzzer's entry; the replay driver calls it too. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the entry returns: -1 keeps libFuzzer from adding the input to its corpus. */
enum { FUZZ_TRIED = 0, FUZZ_NOT_OF_FORMAT = -1 };

/* Prints the sentence and aborts, which libFuzzer and CTest both take as a finding. */
noreturn void rs_fuzz_fail(const char *file, int line, const char *sentence);

/* The sentence says what must hold: "what was decoded encodes to the same text". */
#define FUZZ_HOLDS(condition, sentence)                                                                      \
  do {                                                                                                       \
    if (!(condition)) rs_fuzz_fail(__FILE__, __LINE__, (sentence));                                          \
  } while (0)

/* The same for what a target needs of its own constants and checks of others have shown. */
#define FUZZ_NEEDS(condition, sentence) FUZZ_HOLDS(condition, sentence)

#endif
