/* Where an answer differs from what is expected. */
#ifndef REQSIG_DIFFERENCE_H
#define REQSIG_DIFFERENCE_H

#include "base/arena.h"
#include "vectors/vector.h"

enum difference_kind {
  DIFFERENCE_MESSAGE,
  DIFFERENCE_VALUE,    /* a header has another value */
  DIFFERENCE_MISSING,  /* a header was not answered */
  DIFFERENCE_TWICE,    /* a header was answered more than once */
  DIFFERENCE_UNWANTED, /* a header must not be answered */
  DIFFERENCE_ACCEPTED, /* what must be rejected: the worst of all mistakes */
  DIFFERENCE_REJECTED, /* what must be accepted */
  DIFFERENCE_REASON    /* rejected for a wrong one */
};

/* "header-missing" */
const char *difference_name(enum difference_kind kind);

struct difference {
  enum difference_kind kind;
  const char *header; /* NULL for a message or a verdict */
  reqsig_slice expected;
  const char *expected_sha256; /* instead of expected, or NULL */
  char received_sha256[65];    /* only beside it */
  reqsig_slice received;       /* of a long message only what stands around the difference, */
  size_t received_at;          /* from here on */
  size_t received_len;         /* of all that was received */
  struct name_list instead;    /* of a missing header: names that were answered and that nobody asked for */
  struct verdict expected_verdict, received_verdict; /* in the place of all these */
};

struct differences {
  struct difference *items;
  size_t count;
};

bool expectation_meets_message(const struct expectation *expect, reqsig_slice message);
bool expectation_meets_headers(const struct expectation *expect, const struct header_list *answered);

/* Of an answer that does not meet what is expected. */
struct differences differences_of_message(struct arena *arena, const struct expectation *expect,
                                          reqsig_slice message);
struct differences differences_of_headers(struct arena *arena, const struct expectation *expect,
                                          const struct header_list *answered);
struct differences differences_of_verdict(struct arena *arena, const struct verdict *expected,
                                          const struct verdict *received);

/* "accepted what must be rejected"; NULL if it is no difference of verdicts. */
const char *difference_of_verdicts(enum difference_kind kind);

/* Where two texts first differ: the length of the shorter one, if that is how the other one begins. */
size_t first_difference(reqsig_slice a, reqsig_slice b);

#endif
