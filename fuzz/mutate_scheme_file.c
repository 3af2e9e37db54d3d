/* The mutator of scheme files, for the target whose input is one. */
#include "mutate_scheme.h"

enum { NEW_ONE_IN = 4 };

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  /* Of no text a file is drawn. */
  size_t kept = seed % NEW_ONE_IN == 0 ? 0 : size;
  return rs_mutate_json_input(&mutate_scheme, data, kept, max_size, seed);
}
