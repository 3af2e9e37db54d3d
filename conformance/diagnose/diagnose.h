/*
 * Why a signature is wrong: the search over mistakes, and what it found as sentences. Nothing is printed
 * here.
 */
#ifndef REQSIG_DIAGNOSE_H
#define REQSIG_DIAGNOSE_H

#include "diagnose/search.h"

enum diagnosis_verdict {
  DIAGNOSIS_RIGHT,      /* the MAC fits, whatever the time */
  DIAGNOSIS_EXPLAINED,  /* an explanation reproduces the signature, or names the field at fault */
  DIAGNOSIS_UNEXPLAINED /* nothing does */
};

enum { EXPLANATION_MAX_NAMES = 8 };

/* What reproduces the signature. */
struct explanation {
  const char *names[EXPLANATION_MAX_NAMES]; /* of mistakes, notations or a profile */
  size_t num_names;
  const char *sentence; /* what was done */
  const char *clause;   /* the document's words against it, or NULL */
  const char *change;   /* what to do */
  const char *vector;   /* the id of one that tells it from the first explanation; NULL if there is none */
};

/* A part of which the message has the digest alone. */
struct digested_part {
  const char *name;
  reqsig_slice bytes;
};

struct diagnosis {
  enum diagnosis_verdict verdict;
  struct explanation *explanations; /* the likeliest first; what follows can't be told apart from it here */
  size_t num_explanations;
  struct name_list hints; /* sentences where the cause can't be proved */
  const char *wrong_time; /* "expired" or "not_yet_valid", of a right signature; else NULL */
  const char *wrong_unit; /* "seconds": what the timestamp is in, if that is not what is due; else NULL */
  size_t num_macs, num_causes;
  bool pairs_left_out;
  bool is_no_request;     /* the only hint says what the input is */
  bool lacks_body;        /* the input ends behind the head, and Content-Length says that there is more */
  bool is_laid_out;       /* Content-Length shows that a tool laid out the body's JSON anew */
  reqsig_slice message;   /* that the scheme signs here; empty if there is none */
  bool message_is_secret; /* it holds a secret, and must not be shown */
  struct digested_part *digested; /* of that message, if it is known and no secret is in them */
  size_t num_digested;
};

/* In the arena, which must be ended with arena_wipe. The request is one that could be parsed; *diagnosis
 * begins all-zero but for what capture_read found, which stays. */
void diagnose(struct arena *arena, const struct opened_request *opened, enum search_depth depth,
              struct diagnosis *diagnosis);

/* "right" */
const char *diagnosis_verdict_name(enum diagnosis_verdict verdict);

/* Adds one behind the others. */
void diagnosis_add_explanation(struct arena *arena, struct diagnosis *diagnosis,
                               struct explanation explanation);

/* Adds a sentence, unless it is there. */
void diagnosis_add_hint(struct arena *arena, struct diagnosis *diagnosis, const char *sentence);

/* Several requests of one signer: what is wrong with all of them, and what tells the wrong from the right. */

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

/* In the arena. The verdict is that of the requests among the items, unexplained if none is one. */
struct diagnosis_of_several diagnose_several(struct arena *arena, const struct one_of_several *items,
                                             size_t count);

/* several_hints.c: one signature of different bodies; what the wrong ones have, if some are right. */
void hints_of_several(struct arena *arena, const struct one_of_several *items, size_t count,
                      struct name_list *hints);

/* "leading-slash/kept and crlf/to-crlf" */
void explanation_add_names(struct text *text, const struct explanation *explanation);

#endif
