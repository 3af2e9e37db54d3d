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

/* Start with an arena; all else zero. No transform of a body may look at more than its bytes and the request.
 */
struct transform_memo {
  struct arena *arena;
  struct transform_result *buckets[TRANSFORM_MEMO_BUCKETS];
};

/* What becomes of the body, or of one that the memo made of it. It must stay where it is. */
reqsig_slice transform_memo_take(struct transform_memo *memo, const struct transform *how,
                                 const struct transform_input *at, reqsig_slice from);

#endif
