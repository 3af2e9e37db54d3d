#include "runner/adapter.h"

#include <signal.h>

enum {
  LINGER_MS = 500,    /* from a closed pipe to the end that explains it */
  TERMINATE_MS = 500, /* from SIGTERM to SIGKILL */
  GIVE_UP_MS = 2000,  /* from SIGKILL to leaving the process to the system */
  DRAIN_MS = 500      /* from the end of the process to the end of its pipes */
};

enum { MAX_CLUE_COLUMNS = 63, STATUS_NOT_FOUND = 127 };

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

static void add_unended_line(struct text *what, const struct adapter *adapter) {
  text_add_string(what, "its last line has no LF: ");
  text_add_shortened(what, text_slice(&adapter->lines.partial), MAX_CLUE_COLUMNS);
}

void ending_add_clue(struct text *what, const struct adapter *adapter) {
  if (adapter->lines.partial.len == 0) return;
  text_add_string(what, "; ");
  add_unended_line(what, adapter);
}

static void add_end(struct text *what, const struct adapter *adapter) {
  if (adapter->term_signal)
    text_addf(what, "was ended by signal %d (%s)", adapter->term_signal, signal_name(adapter->term_signal));
  else
    text_addf(what, "ended with exit status %d", (int)adapter->exit_status);
  text_add_string(what, adapter->finishing ? " after its last answer" : " before it had answered all");
  ending_add_clue(what, adapter);
  if (adapter->exit_status == STATUS_NOT_FOUND) start_problem_add_line_end(what, adapter->program);
}

static void name_the_end(struct adapter *adapter) {
  struct text what = {0};
  if (adapter->term_signal || !adapter->finishing || adapter->exit_status != 0) {
    add_end(&what, adapter);
    adapter_break(adapter, ADAPTER_ENDED, "%s", text_string(&what));
  } else if (adapter->lines.partial.len > 0) {
    add_unended_line(&what, adapter);
    adapter_break(adapter, ADAPTER_PROTOCOL, "broke the protocol: %s", text_string(&what));
  }
  text_free(&what);
}

static void on_closed(uv_handle_t *handle) {
  struct adapter *adapter = handle->data;
  if (--adapter->num_open == 0) adapter->handlers.on_over(adapter->handlers.user);
}

void ending_close(uv_handle_t *handle) {
  if (!uv_is_closing(handle)) uv_close(handle, on_closed);
}

static void close_all(struct adapter *adapter) {
  ending_close((uv_handle_t *)&adapter->in);
  ending_close((uv_handle_t *)&adapter->out);
  ending_close((uv_handle_t *)&adapter->err);
  ending_close((uv_handle_t *)&adapter->answer_timer);
  ending_close((uv_handle_t *)&adapter->stage_timer);
  if (adapter->spawned) ending_close((uv_handle_t *)&adapter->process);
}

static void conclude(struct adapter *adapter) {
  if (adapter->closed) return;
  adapter->closed = true;
  if (adapter->exited) name_the_end(adapter);
  if (adapter->started) keeper_forget(adapter->keeper, adapter->process.pid);
  close_all(adapter);
}

static void conclude_if_over(struct adapter *adapter) {
  bool over = adapter->exited || !adapter->started;
  if (over && adapter->out_ended && adapter->err_ended) conclude(adapter);
}

/* Also after its leader's end: a group lives as long as one of its members does. */
static void signal_group(const struct adapter *adapter, int signal_number) {
  if (adapter->started) kill(-adapter->process.pid, signal_number);
}

static void on_stage(uv_timer_t *timer);

static void enter(struct adapter *adapter, adapter_stage stage, uint64_t timeout_ms) {
  adapter->stage = stage;
  uv_timer_start(&adapter->stage_timer, on_stage, timeout_ms, 0);
}

static void break_on_suspicion(struct adapter *adapter) {
  struct text what = {0};
  text_addf(&what, "closed its %s before it had answered all, but went on running",
            adapter->suspicion == ADAPTER_CLOSED_INPUT ? "input" : "output");
  ending_add_clue(&what, adapter);
  adapter_break(adapter, adapter->suspicion, "%s", text_string(&what));
  text_free(&what);
}

static void break_as_it_lives(struct adapter *adapter) {
  struct text what = {0};
  text_addf(&what, "did not end within %g s of the end of its input", (double)adapter->timeout_ms / 1000);
  ending_add_clue(&what, adapter);
  adapter_break(adapter, ADAPTER_DID_NOT_END, "%s", text_string(&what));
  text_free(&what);
}

static void on_stage(uv_timer_t *timer) {
  struct adapter *adapter = timer->data;
  switch (adapter->stage) {
  case STAGE_LINGERING: break_on_suspicion(adapter); break;
  case STAGE_EXPECTING_END: break_as_it_lives(adapter); break;
  case STAGE_TERMINATED:
    signal_group(adapter, SIGKILL);
    enter(adapter, STAGE_KILLED, GIVE_UP_MS);
    break;
  case STAGE_KILLED:
  case STAGE_DRAINING:
  case STAGE_NONE: conclude(adapter); break;
  }
}

void ending_on_exit(uv_process_t *process, int64_t exit_status, int term_signal) {
  struct adapter *adapter = process->data;
  adapter->exited = true;
  adapter->exit_status = exit_status;
  adapter->term_signal = term_signal;
  signal_group(adapter, SIGKILL);
  enter(adapter, STAGE_DRAINING, DRAIN_MS);
  conclude_if_over(adapter);
}

void ending_on_closed_pipe(struct adapter *adapter, adapter_trouble suspicion) {
  conclude_if_over(adapter);
  if (adapter->closed || adapter->stage != STAGE_NONE || suspicion == ADAPTER_FINE) return;
  adapter->suspicion = suspicion;
  enter(adapter, STAGE_LINGERING, LINGER_MS);
}

void ending_force(struct adapter *adapter) {
  uv_timer_stop(&adapter->answer_timer);
  if (adapter->closed || adapter->exited) return;
  if (!adapter->started) {
    conclude(adapter);
    return;
  }
  signal_group(adapter, SIGTERM);
  enter(adapter, STAGE_TERMINATED, TERMINATE_MS);
}

void ending_expect(struct adapter *adapter) {
  uv_timer_stop(&adapter->answer_timer);
  if (adapter->stage == STAGE_NONE || adapter->stage == STAGE_LINGERING)
    enter(adapter, STAGE_EXPECTING_END, adapter->timeout_ms);
}
