/* The mutator of scheme files, for the target whose input is one. */
#include "mutate_scheme.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  return rs_mutate_json_input(&mutate_scheme, data, size, max_size, seed);
}
