/* Several requests of one signer: what is wrong with all of them, and what tells the wrong from the right. */
#ifndef REQSIG_SEVERAL_H
#define REQSIG_SEVERAL_H

#include "diagnose/diagnose.h"

/* One of them, with what is compared of it. All of it is in the arena that it was kept in. */
struct one_of_several {
  const char *label;
  struct diagnosis diagnosis; /* without its message */
  reqsig_slice signature;     /* the header that carries it; empty if there is none */
  reqsig_request request;     /* without its headers */
};

/* An explanation and the requests that it holds for. */
struct shared_explanation {
  struct explanation explanation;
  struct name_list alike;    /* others that hold for the same requests */
  struct name_list requests; /* their labels */
};

struct diagnosis_of_several {
  enum diagnosis_verdict verdict;    /* right: all are. explained: each wrong one is */
  struct shared_explanation *causes; /* the one that holds for most of them first */
  size_t num_causes;
  struct name_list hints;
};

/* Copies what is needed later of a request and its diagnosis. */
struct one_of_several several_keep(struct arena *arena, const char *label,
                                   const struct opened_request *opened, const struct diagnosis *diagnosis);

/* In the arena. */
struct diagnosis_of_several diagnose_several(struct arena *arena, const struct one_of_several *items,
                                             size_t count);

/* several_hints.c: one signature of different bodies; what the wrong ones have, if some are right. */
void hints_of_several(struct arena *arena, const struct one_of_several *items, size_t count,
                      struct name_list *hints);

/* "leading-slash/kept and crlf/to-crlf" */
void explanation_add_names(struct text *text, const struct explanation *explanation);

#endif
