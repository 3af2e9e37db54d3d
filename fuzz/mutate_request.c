/* The kit's mutator of raw requests, and plain bytes as often, for the target whose input is one. */
#include "reqsig-fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

/* That there is one says that inputs are raw requests; the mutator does not call it. */
static reqsig_fuzz_answer parse(reqsig_slice raw, reqsig_fuzz_output *output, void *user) {
  (void)raw;
  (void)output;
  (void)user;
  return REQSIG_FUZZ_SKIP;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  static const reqsig_fuzz_setup setup = {.parse = parse};
  if (seed & 1) return LLVMFuzzerMutate(data, size, max_size);
  return reqsig_fuzz_mutate(&setup, LLVMFuzzerMutate, data, size, max_size, seed);
}
