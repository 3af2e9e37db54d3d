/* The kit's mutator, for the targets whose input is a case of any scheme. */
#include "reqsig-fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  return reqsig_fuzz_mutate(NULL, LLVMFuzzerMutate, data, size, max_size, seed);
}
