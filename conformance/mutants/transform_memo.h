/* What transforms made of a body, kept for the next signers that do the same to it. */
#ifndef REQSIG_TRANSFORM_MEMO_H
#define REQSIG_TRANSFORM_MEMO_H

#include "base/arena.h"
#include "mutants/transforms.h"

struct transform_result {
  struct transform how;
  reqsig_slice from, made;       /* the same if it stays as it is */
  struct transform_result *next; /* of the same bucket */
};

enum { TRANSFORM_MEMO_BUCKETS = 256 };

/* What is longer than this is made anew each time. */
enum { TRANSFORM_MEMO_MAX_LEN = 512 * 1024 };

/* Start with an arena and the body; all else zero. No transform of a body may look at more than its bytes and
 * the request. */
struct transform_memo {
  struct arena *arena;
  reqsig_slice body;
  struct transform_result *buckets[TRANSFORM_MEMO_BUCKETS];
};

/* What becomes of the body, which must stay where it is, or of what was made of it. What is not kept goes to
 * the scratch arena. */
reqsig_slice transform_memo_take(struct transform_memo *memo, struct arena *scratch,
                                 const struct transform *how, const struct transform_input *at,
                                 reqsig_slice from);

#endif
