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

/* Whether the message, the MAC and the headers are the same, these in any order. */
bool library_answers_equal(const struct library_answer *a, const struct library_answer *b);

/* Whether a header of that name and value is among headers. */
bool library_answer_has(const struct header_list *headers, const reqsig_header *header);

/* What it says of the signed request; with an error the verdict is not given. */
reqsig_status library_verdict(const struct vector *vector, const struct name_list *profiles,
                              struct verdict *verdict);

#endif
