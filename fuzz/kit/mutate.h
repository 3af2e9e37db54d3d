/* What the mutators of cases and of raw requests share. */
#ifndef REQSIG_FUZZ_MUTATE_H
#define REQSIG_FUZZ_MUTATE_H

#include "kit/resign.h"

typedef struct fuzz_mutator {
  fuzz_heap *heap;
  fuzz_choice choice;
  fuzz_frame frame;
  reqsig_fuzz_bytes_fn *bytes;
  size_t spoiled_one_in; /* of the cases, after signing */
} fuzz_mutator;

static inline bool fuzz_one_in(fuzz_mutator *m, size_t n) {
  return rs_fuzz_choose(&m->choice, n) == 0;
}

#define FUZZ_PICK(m, texts)                                                                                  \
  reqsig_text((texts)[rs_fuzz_choose(&(m)->choice, sizeof(texts) / sizeof((texts)[0]))])

/* A changed copy. */
reqsig_slice rs_fuzz_mutate_bytes(fuzz_mutator *m, reqsig_slice old);

/* Each appends what became of the input. */
void rs_fuzz_mutate_case(fuzz_mutator *base, reqsig_slice input, reqsig_buffer *text);
void rs_fuzz_mutate_request(fuzz_mutator *m, reqsig_slice input, reqsig_buffer *raw);

#endif
