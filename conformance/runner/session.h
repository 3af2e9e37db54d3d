/*
 * A run while it goes on, for run.c, session.c, session_restart.c and talk.c only: the cases that are still
 * to be asked, and the talks with the instances of the adapter that answer them.
 */
#ifndef REQSIG_SESSION_H
#define REQSIG_SESSION_H

#include "runner/ending_signals.h"
#include "runner/run.h"
#include "runner/talk.h"

/* What was asked by an id: ids count from 1, over all instances. */
struct asked {
  struct test_case *test_case;
  size_t instance;
};

struct answer;

struct session {
  struct run *run;
  const struct run_plan *plan;
  uv_loop_t loop;
  uv_timer_t run_timer;
  struct ending_signals signals;
  struct keeper keeper;
  struct talk *talks;
  size_t num_talks;
  struct test_case **questions; /* not asked yet; the last is the next */
  struct test_case **failed;    /* to be asked once more when all others are answered */
  size_t num_questions, num_failed;
  struct asked *asked;
  size_t num_asked, max_asked;
  size_t num_to_ask, num_answered; /* for the progress */
  size_t num_instances;
  size_t id_base; /* ids before those of asked */
  bool has_loop;
  bool is_held; /* more questions may come: no instance is ended for want of them */
  bool is_over; /* nothing is started any more */
};

/* Prepares the loop, with one talk that is not started. False: run tells why. Close it either way. */
bool session_open(struct session *session);
void session_close(struct session *session);

/* The first hello says what is asked; another one must be like it. False: *problem says why not. */
bool session_take_hello(struct session *session, reqsig_slice line, struct text *problem);

/* Sets whether the case is in scope; false if it is not, or beyond the limits: it is not asked. */
bool session_admits(const struct session *session, struct test_case *test_case);

bool session_has_questions(const struct session *session);
/* NULL if none is left. */
struct test_case *session_next(struct session *session);
/* It was asked for in vain, and is no suspect any more. */
void session_put_back(struct session *session, struct test_case *test_case);
void session_settle(struct session *session, struct test_case *test_case, struct answer *answer);

struct breakdown session_breakdown(struct run *run, const struct talk *talk);
/* Of a case that the adapter broke on; none if it did not break. */
enum error_kind session_error_kind(enum adapter_trouble trouble);
/* The adapter broke on this case alone. */
void session_convict(struct session *session, struct test_case *test_case, struct breakdown breakdown);
/* No case alone is to blame. */
void session_keep_trouble(struct session *session, struct breakdown breakdown);

/* session_restart.c. An instance is over: another one follows, or the run ends. */
void session_go_on(struct session *session, struct talk *talk);
/* Nothing is due or left to ask. */
bool session_is_done(const struct session *session);
/* Ends the input of all instances, if nothing is due or left to ask. */
void session_finish_if_done(struct session *session);
/* session_restart.c. The run does not come to its end. talk is the one that broke, or any. */
void session_end(struct session *session, const struct talk *talk, struct breakdown breakdown);

#endif
