/* What this library itself makes of a vector, under some of the scheme's profiles. */
#ifndef REQSIG_LIBRARY_ANSWER_H
#define REQSIG_LIBRARY_ANSWER_H

#include "base/arena.h"
#include "vectors/vector.h"

struct library_answer {
  reqsig_status status; /* of the first function that failed; then the rest is empty */
  bool is_signed;
  reqsig_slice message;
  const char *mac; /* lower-case hex; "" if nothing is signed */
  struct header_list headers;
  struct name_list parts; /* of the message, their texts */
};

struct library_answer library_answer(struct arena *arena, const struct vector *vector,
                                     const struct name_list *profiles);

/* What it says of the signed request; with an error the verdict is not given. */
reqsig_status library_verdict(const struct vector *vector, const struct name_list *profiles,
                              struct verdict *verdict);

#endif
