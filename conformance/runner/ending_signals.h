/* The signals that end a run: each ends its adapters, and after the report the runner itself. */
#ifndef REQSIG_ENDING_SIGNALS_H
#define REQSIG_ENDING_SIGNALS_H

#include <uv.h>

enum { ENDING_MAX_SIGNALS = 4 };

struct ending_signals {
  uv_signal_t watches[ENDING_MAX_SIGNALS];
  size_t num_watches;
  void (*on_signal)(void *user, int number, const char *name);
  void *user;
};

/* They keep no loop running. Answers a number of errno, negative, as libuv does. */
int ending_signals_watch(struct ending_signals *signals, uv_loop_t *loop);
void ending_signals_close(struct ending_signals *signals);

#endif
