/* Why an implementation fails: the mistakes that give its wrong answers, over all cases of a scheme together.
 */
#ifndef REQSIG_SHARED_CAUSE_H
#define REQSIG_SHARED_CAUSE_H

#include "diagnose/notation.h"
#include "mutants/mistakes.h"
#include "vectors/grade.h"

/* Whether an implementation with a mistake gives the very answer that was graded. */

/* An answer to one case. Its grade has all that must be known of it. */
struct graded_case {
  const struct vector *vector;
  enum op op;
  const struct grade *grade;
  bool is_wrong;       /* else it meets grade->met */
  bool is_flaky;       /* asked once more, it was answered otherwise */
  bool signature_only; /* of the headers only the signature's was asked for */
};

/* recipe: the vector's scheme, with the profiles that the implementation follows. A verifier with a signer's
 * mistake rejects each right signature that it makes otherwise. NULL: it has none. Of a right answer: false
 * if the mistake can't have been made, as it would have shown. */
bool mistake_gives_answer(const struct mistake *mistake, const reqsig_scheme *recipe,
                          const struct graded_case *graded);

/* Whether that wrong answer is proof enough: bytes of a signer's mistake; the verdict on a vector that is
 * meant for a verifier's. */
bool mistake_is_shown_by(const struct mistake *mistake, const struct graded_case *graded);

/* What answers tell by themselves: those that tell nothing of how a request is signed, and those that
 * contradict each other. */

/* Answers that tell nothing of how a request is signed: they are the same for all, or change. */
struct worthless_answers {
  const char *name, *sentence, *change;
  enum op op;                                       /* NUM_OPS: any */
  bool (*is_one)(const struct graded_case *graded); /* a wrong answer of that kind */
  bool (*holds)(const struct worthless_answers *kind, const struct graded_case *cases, size_t num_cases);
};

/* Ends with one that has no name. */
extern const struct worthless_answers worthless_answers[];

/* The steps from the right signature to a wrong one that spells the same MAC in another notation; NULL if the
 * answer is none. In the arena. */
const struct mac_claim *notation_of_signature(struct arena *arena, const struct graded_case *graded);

/* Messages and signatures of one request that contradict each other: message and sign are not the same code.
 */
enum contradiction_kind {
  CONTRADICTS_MESSAGE,   /* the signature is right, and the message is not */
  CONTRADICTS_SIGNATURE, /* the other way round, and no mistake is known to do so */
  CONTRADICTS_BOTH,      /* the signature is not that of the message */
  CONTRADICTS_HEADER,    /* the message is right, and a header without the MAC is not */
  NUM_CONTRADICTIONS,
  CONTRADICTS_NOT
};

struct contradiction {
  size_t num_requests;
  const struct vector *first; /* of them */
  const char *header;         /* of CONTRADICTS_HEADER: the first that is wrong there */
};

/* "message-alone-wrong" */
const char *contradiction_name(enum contradiction_kind kind);
/* What it means, to follow "in 3 requests of aet ". */
void contradiction_add_words(struct text *text, enum contradiction_kind kind,
                             const struct contradiction *found);

/* Of a vector's two cases. mistake gives the signature, by that recipe; NULL: none is known to. */
enum contradiction_kind contradiction_of(const struct graded_case *message,
                                         const struct graded_case *signature, const struct mistake *mistake,
                                         const reqsig_scheme *recipe);

enum { SHARED_CAUSE_MAX = 5, SHARED_CAUSE_MAX_TOGETHER = 2 };

struct shared_cause {
  const char *names[SHARED_CAUSE_MAX_TOGETHER]; /* as the catalogue has them, or a profile's */
  size_t num_names;
  struct name_list alike; /* other mistakes that give the same answers in all these cases */
  const char *sentences[SHARED_CAUSE_MAX_TOGETHER]; /* what the implementation does, one of each name */
  const char *clause;                               /* the document's words against it, or NULL */
  const char *change;                               /* what to do, or NULL */
  bool sometimes;                                   /* right answers show that this is not always done */
  size_t num_cases;                                 /* wrong ones that it explains */
  const struct vector *worked;                      /* of the first of them that shows it, */
  bool is_shown;                                    /* if any does; else the first */
};

struct shared_causes {
  struct shared_cause *items; /* single mistakes first, the one of most cases before the others */
  size_t count;
  struct contradiction contradictions[NUM_CONTRADICTIONS];
  bool is_unsteady; /* so many answers change that others may have been alike twice by chance */
};

/* All cases of one scheme, in an order that is always the same. */
struct graded_cases {
  const struct graded_case *items;
  const struct shared_cause **causes; /* of each case: what is found; begins as NULL */
  size_t count;
};

/* In the arena. followed: the scheme with the profiles that the implementation follows; the scheme itself if
 * there are none. What it does not explain is tried with the scheme alone. */
struct shared_causes shared_causes_find(struct arena *arena, const reqsig_scheme *followed,
                                        const reqsig_scheme *scheme, struct graded_cases cases);

#endif
