/* An adapter that stays, for who decides by its answers what to ask next. */
#ifndef REQSIG_ASKER_H
#define REQSIG_ASKER_H

#include "runner/run.h"

struct session;

/* Start all-zero. */
struct asker {
  struct run run; /* hello, and how the adapter broke; it has no cases */
  struct run_plan plan;
  struct session *session;
  struct arena kept;
};

/* Starts the adapter and waits for its hello; of the plan no vectors are looked at. False: run tells why.
 * Close it either way. */
bool asker_open(struct asker *asker, const struct run_plan *plan);

/*
 * Asks all cases that are in scope and within the limits, which is then told in each. An adapter that broke
 * is started again, and the case found that broke it. What is answered wrongly is asked twice. The grades are
 * in the arena. False: the adapter broke for good, or the run was ended; some cases may have no answer.
 */
bool asker_ask(struct asker *asker, struct arena *arena, struct test_case *cases, size_t num_cases);

/* Ends the adapter. */
void asker_close(struct asker *asker);
void asker_free(struct asker *asker);

#endif
