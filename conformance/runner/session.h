/*
 * A run while it goes on, for run.c, asker.c, session.c, session_end.c and talk.c only: the cases that are
 * still to be asked, and the talks with the instances of the adapter that answer them.
 */
#ifndef REQSIG_SESSION_H
#define REQSIG_SESSION_H

#include <stdbool.h>
#include <uv.h>

#include "base/progress.h"
#include "base/text.h"
#include "runner/adapter.h"
#include "runner/run.h"

/* Signals that end a run: each ends its adapters, and after the report the runner itself. */
enum { ENDING_MAX_SIGNALS = 10 };

struct ending_signals {
  uv_signal_t watches[ENDING_MAX_SIGNALS];
  int numbers[ENDING_MAX_SIGNALS];
  size_t num_watches;
  void (*on_signal)(void *user, int number);
  void *user;
};

/* They keep no loop running, and end the process until they are watched. Answers a number of errno, negative,
 * as libuv does. */
int ending_signals_open(struct ending_signals *signals, uv_loop_t *loop);
void ending_signals_watch(struct ending_signals *signals);
void ending_signals_close(struct ending_signals *signals);

/*
 * What a run writes on standard error: what the adapter writes there, as it is, and how far the run is, if
 * that is a terminal. The end of the adapter's words is kept for the report.
 */
struct standard_error {
  struct progress progress;
  bool within_line; /* a line of the adapter's has begun and not ended */
  struct text last; /* of what the adapter wrote */
};

struct standard_error standard_error_begin(void);

/* Not in a line of the adapter's. */
void standard_error_show_progress(struct standard_error *output, size_t done, size_t total);

void standard_error_hide_progress(struct standard_error *output);

/* bytes, which are some, of the adapter. */
void standard_error_pass_on(struct standard_error *output, reqsig_slice bytes);

/* Erases the progress and ends the line. last then holds no more than a report tells. */
void standard_error_end(struct standard_error *output);
void standard_error_free(struct standard_error *output);

/*
 * The talk with one instance of the adapter: it introduces itself, is asked cases, and answers them.
 *
 * If it breaks, any case that is due may be why. These suspects are then asked one at a time of the instance
 * that is started next. A case is convicted if an instance breaks that was asked nothing else; if others were
 * asked before it, it comes first in one more instance. What is asked and answered alone is acquitted.
 */
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

/* So many answers are due that the next question has time. */
bool talk_has_plenty(const struct talk *talk);

/* Who is to blame for the adapter's trouble: one case, or those that become suspects. */
void talk_blame(struct talk *talk, struct breakdown breakdown);

/* What is due, and its suspects, are for others to ask. */
void talk_put_back(struct talk *talk);

void talk_free(struct talk *talk);

/* What was asked by an id: ids count from 1, over all instances. There may be very many. */
struct asked {
  uint32_t nth; /* of the cases */
  uint32_t instance;
};

struct answer;

struct session {
  struct run *run;
  const struct run_plan *plan;
  uv_loop_t loop;
  uv_timer_t run_timer;
  uv_prepare_t pause;
  struct ending_signals signals;
  struct keeper keeper;
  struct talk *talks;
  size_t num_talks;
  struct test_case *cases;
  size_t num_cases;
  /* Which of them wait, in two stacks with room for all: from the beginning on those that were not asked yet,
   * from the end on those that are to be asked once more when all others are answered. */
  uint32_t *waiting;
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
/* From now on signals and the time-out of the run end it in order. */
void session_watch(struct session *session);
void session_close(struct session *session);

/* The first hello says what is asked; another one must be like it. False: *problem says why not. */
bool session_take_hello(struct session *session, reqsig_slice line, struct text *problem);

/* What is asked next, in this order: of these cases those that are in scope, which is set, and within the
 * limits. */
void session_give_out(struct session *session, struct arena *arena, struct test_case *cases,
                      size_t num_cases);

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

/* session_end.c. An instance is over: another one follows, or the run ends. */
void session_go_on(struct session *session, struct talk *talk);
/* Nothing is due or left to ask. */
bool session_is_done(const struct session *session);
/* Ends the input of all instances, if nothing is due or left to ask. */
void session_finish_if_done(struct session *session);
/* session_end.c. The run does not come to its end. talk is the one that broke, or any. */
void session_end(struct session *session, const struct talk *talk, struct breakdown breakdown);

#endif
