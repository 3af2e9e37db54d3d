#include <stdlib.h>

#include "kit/case.h"

/* AFL++ reads the output until its next call. */
typedef struct afl_mutator {
  const reqsig_fuzz_setup *setup;
  fuzz_choice choice;
  uint8_t *out;
  size_t capacity;
} afl_mutator;

void *reqsig_fuzz_afl_init(const reqsig_fuzz_setup *setup, unsigned seed) {
  afl_mutator *m = calloc(1, sizeof *m);
  if (!m) return NULL;
  rs_fuzz_frame_of(setup);
  m->setup = setup;
  m->choice = rs_fuzz_choice_from(rs_slice(&seed, sizeof seed));
  return m;
}

static bool has_room(afl_mutator *m, size_t size) {
  if (size <= m->capacity) return true;
  uint8_t *out = realloc(m->out, size);
  if (!out) return false;
  m->out = out;
  m->capacity = size;
  return true;
}

size_t reqsig_fuzz_afl_fuzz(void *afl, uint8_t *data, size_t size, uint8_t **out, size_t max_size) {
  afl_mutator *m = afl;
  if (size > max_size) size = max_size;
  *out = data; /* unchanged where there is no memory */
  if (!has_room(m, max_size)) return size;
  if (size > 0) memcpy(m->out, data, size);
  *out = m->out;
  unsigned seed = (unsigned)rs_fuzz_choose(&m->choice, INT32_MAX);
  size_t changed = reqsig_fuzz_mutate(m->setup, NULL, m->out, size, max_size, seed);
  return changed > 0 ? changed : size;
}

void reqsig_fuzz_afl_deinit(void *afl) {
  afl_mutator *m = afl;
  free(m->out);
  free(m);
}
