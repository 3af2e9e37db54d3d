#include "runner/ending_signals.h"

#include <signal.h>
#include <stdbool.h>

const char *signal_name(int number) {
  static const struct {
    int number;
    const char *name;
  } names[] = {
      {SIGHUP, "SIGHUP"},   {SIGINT, "SIGINT"},   {SIGQUIT, "SIGQUIT"}, {SIGILL, "SIGILL"},
      {SIGTRAP, "SIGTRAP"}, {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},
      {SIGKILL, "SIGKILL"}, {SIGUSR1, "SIGUSR1"}, {SIGSEGV, "SIGSEGV"}, {SIGUSR2, "SIGUSR2"},
      {SIGPIPE, "SIGPIPE"}, {SIGALRM, "SIGALRM"}, {SIGTERM, "SIGTERM"}, {SIGXCPU, "SIGXCPU"},
      {SIGXFSZ, "SIGXFSZ"}, {SIGSYS, "SIGSYS"},
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].number == number) return names[i].name;
  return "unnamed";
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

int ending_signals_watch(struct ending_signals *signals, uv_loop_t *loop) {
  int status = 0;
  for (size_t i = 0; i < NUM_SIGNALS && status == 0; i++) {
    if (is_ignored(signals_that_end[i])) continue;
    uv_signal_t *watch = &signals->watches[signals->num_watches];
    status = uv_signal_init(loop, watch);
    if (status != 0) break;
    signals->num_watches++;
    watch->data = signals;
    uv_unref((uv_handle_t *)watch);
    status = uv_signal_start(watch, on_signal, signals_that_end[i]);
  }
  return status;
}

void ending_signals_close(struct ending_signals *signals) {
  for (size_t i = 0; i < signals->num_watches; i++) uv_close((uv_handle_t *)&signals->watches[i], NULL);
}
