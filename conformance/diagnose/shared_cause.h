/* Why an implementation fails: the mistakes that give its wrong answers, over all cases of a scheme together.
 */
#ifndef REQSIG_SHARED_CAUSE_H
#define REQSIG_SHARED_CAUSE_H

#include "diagnose/answer_patterns.h"

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
