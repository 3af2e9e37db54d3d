/* Signals: their names, and those that end a run: each ends its adapters, and after the report the runner
 * itself. */
#ifndef REQSIG_ENDING_SIGNALS_H
#define REQSIG_ENDING_SIGNALS_H

#include <uv.h>

enum { ENDING_MAX_SIGNALS = 10 };

struct ending_signals {
  uv_signal_t watches[ENDING_MAX_SIGNALS];
  size_t num_watches;
  void (*on_signal)(void *user, int number);
  void *user;
};

/* They keep no loop running. Answers a number of errno, negative, as libuv does. */
int ending_signals_watch(struct ending_signals *signals, uv_loop_t *loop);
void ending_signals_close(struct ending_signals *signals);

/* "SIGKILL"; "unnamed" of a signal of no common name. */
const char *signal_name(int number);

#endif
