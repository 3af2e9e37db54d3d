/*
 * The talk with one instance of the adapter: it introduces itself, is asked cases, and answers them.
 *
 * If it breaks, any case that is due may be why. These suspects are then asked one at a time of the instance
 * that is started next. A case is convicted if an instance breaks that was asked nothing else; if others were
 * asked before it, it comes first in one more instance. What is asked and answered alone is acquitted.
 */
#ifndef REQSIG_TALK_H
#define REQSIG_TALK_H

#include "runner/adapter.h"
#include "runner/run.h"
#include "runner/standard_error.h"

enum { TALK_WINDOW = 128 /* as many answers may be due at once */ };

struct session;

struct due_answer {
  size_t id;
  struct test_case *test_case;
};

struct talk {
  struct session *session;
  struct adapter adapter;
  struct standard_error output;
  struct text requests, problem;
  struct arena scratch; /* of one answer */
  bool is_running, is_greeted, is_one_by_one;
  size_t instance;                    /* which of the session's this is */
  size_t num_asked;                   /* of this instance */
  struct due_answer due[TALK_WINDOW]; /* in the order in which they were asked */
  size_t num_due;
  struct test_case *suspects[TALK_WINDOW]; /* the last is asked next */
  size_t num_suspects;
  struct breakdown suspicion;       /* why there are suspects */
  struct test_case *answered_twice; /* which broke the protocol; or NULL */
};

/* Starts an instance, for the first time or again. */
void talk_start(struct talk *talk);

/* As many questions as may be due. */
void talk_ask_on(struct talk *talk);

/* Who is to blame for the adapter's trouble: one case, or those that become suspects. */
void talk_blame(struct talk *talk, struct breakdown breakdown);

/* What is due, and its suspects, are for others to ask. */
void talk_put_back(struct talk *talk);

void talk_free(struct talk *talk);

#endif
