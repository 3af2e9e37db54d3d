/* Answers that tell nothing of how a request is signed: they are the same for all, or change. */
#ifndef REQSIG_WORTHLESS_ANSWERS_H
#define REQSIG_WORTHLESS_ANSWERS_H

#include "diagnose/mistake_answer.h"

struct worthless_answers {
  const char *name, *sentence, *change;
  enum op op;                                       /* NUM_OPS: any */
  bool (*is_one)(const struct graded_case *graded); /* a wrong answer of that kind */
  bool (*holds)(const struct worthless_answers *kind, const struct graded_case *cases, size_t num_cases);
};

/* Ends with one that has no name. */
extern const struct worthless_answers worthless_answers[];

#endif
