/* What follows when an instance of the adapter is over: another one, or the end of the run. */
#include <signal.h>
#include <stdbool.h>

#include "runner/session.h"

enum { FEW_ANSWERS = 10 };

static const struct test_case *first_unanswered(const struct talk *talk) {
  if (talk->num_suspects > 0) return talk->suspects[talk->num_suspects - 1];
  return talk->num_due > 0 ? talk->due[0].test_case : NULL;
}

/* The run does not come to its end; talk is the one that broke, or any. */
void session_end(struct session *session, const struct talk *talk, struct breakdown breakdown) {
  if (session->is_over) return;
  session->is_over = true;
  session->run->is_broken = true;
  session->run->culprit = first_unanswered(talk);
  session_keep_trouble(session, breakdown);
  for (size_t i = 0; i < session->num_talks; i++) {
    struct talk *other = &session->talks[i];
    if (other != talk) talk_put_back(other);
    if (other->is_running) adapter_break(&other->adapter, ADAPTER_INTERRUPTED, "%s", breakdown.text);
  }
}

/* With one instance a case the next one is due, but for those that don't come to their case. */
static bool takes_restart(const struct session *session, const struct talk *talk) {
  bool is_due = session->plan->oneshot && talk->num_asked > 0;
  return talk->adapter.trouble != ADAPTER_FINE && !is_due;
}

static bool restarts_are_used_up(const struct session *session) {
  const struct run *run = session->run;
  size_t max = session->plan->max_restarts;
  if (max != SIZE_MAX) return run->num_restarts == max;
  return run->num_vain_restarts == RUN_MAX_VAIN_RESTARTS || run->num_babbles == RUN_MAX_BABBLES;
}

/* Who is asked on may well ask for what breaks the adapter. */
static void note_babble(const struct session *session, const struct talk *talk) {
  bool is_babble = talk->adapter.trouble == ADAPTER_PROTOCOL && talk->num_asked - talk->num_due < FEW_ANSWERS;
  session->run->num_babbles = is_babble && !session->is_held ? session->run->num_babbles + 1 : 0;
}

static void note_restart(struct run *run) {
  run->num_restarts++;
  run->num_vain_restarts++;
}

static void go_on_after_trouble(struct session *session, struct talk *talk) {
  struct breakdown breakdown = session_breakdown(session->run, talk);
  note_babble(session, talk);
  bool is_hopeless = !session->run->greeted || breakdown.trouble == ADAPTER_NOT_STARTED;
  if (!is_hopeless) talk_blame(talk, breakdown);
  bool is_wanted = session_has_questions(session) || talk->num_suspects > 0;
  if (is_hopeless || (is_wanted && takes_restart(session, talk) && restarts_are_used_up(session)))
    session_end(session, talk, breakdown);
}

static bool any_is_running(const struct session *session) {
  bool running = false;
  for (size_t i = 0; i < session->num_talks; i++) running |= session->talks[i].is_running;
  return running;
}

void session_go_on(struct session *session, struct talk *talk) {
  if (talk->adapter.trouble != ADAPTER_FINE && !any_is_running(session)) keeper_end_strays(&session->keeper);
  if (session->is_over) return;
  if (talk->adapter.trouble != ADAPTER_FINE) go_on_after_trouble(session, talk);
  if (session->is_over) return;
  if (!session_has_questions(session) && talk->num_suspects == 0) {
    session_finish_if_done(session);
    return;
  }
  if (takes_restart(session, talk)) note_restart(session->run);
  talk_start(talk);
}

/* All that end a process by default and that somebody sends on purpose. */
static const int signals_that_end[] = {SIGINT,  SIGTERM, SIGHUP,    SIGQUIT, SIGUSR1,
                                       SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU};

enum { NUM_SIGNALS = sizeof signals_that_end / sizeof *signals_that_end };
_Static_assert((int)NUM_SIGNALS <= (int)ENDING_MAX_SIGNALS, "each signal has its watch");

static void on_signal(uv_signal_t *watch, int number) {
  struct ending_signals *signals = watch->data;
  signals->on_signal(signals->user, number);
}

/* Who ignores a signal, such as nohup, means all that it starts to. */
static bool is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int ending_signals_open(struct ending_signals *signals, uv_loop_t *loop) {
  for (size_t i = 0; i < NUM_SIGNALS; i++) {
    if (is_ignored(signals_that_end[i])) continue;
    uv_signal_t *watch = &signals->watches[signals->num_watches];
    int status = uv_signal_init(loop, watch);
    if (status != 0) return status;
    signals->numbers[signals->num_watches++] = signals_that_end[i];
    watch->data = signals;
    uv_unref((uv_handle_t *)watch);
  }
  return 0;
}

/* No number of theirs is refused. */
void ending_signals_watch(struct ending_signals *signals) {
  for (size_t i = 0; i < signals->num_watches; i++)
    uv_signal_start(&signals->watches[i], on_signal, signals->numbers[i]);
}

void ending_signals_close(struct ending_signals *signals) {
  for (size_t i = 0; i < signals->num_watches; i++) uv_close((uv_handle_t *)&signals->watches[i], NULL);
}
