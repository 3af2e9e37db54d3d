/*
 * One process under test: started, fed lines, listened to, and ended with all that it started.
 *
 * It gets a session of its own, so a signal from the terminal is the runner's to handle, and killing the
 * process group reaches its children. Nothing here knows what the lines mean. Everything happens within the
 * caller's loop, which calls the handlers.
 */
#ifndef REQSIG_ADAPTER_H
#define REQSIG_ADAPTER_H

#include <stdbool.h>
#include <sys/types.h>
#include <uv.h>

#include "base/text.h"

/*
 * Nothing that the runner started may outlive it.
 *
 * The runner adopts the processes that leave an adapter's group, and ends them when it has ended. If the
 * runner itself is killed, or ends for want of memory, a process that it keeps beside it ends the adapters,
 * and those that left their groups: it knows them by a variable of their environment.
 */

struct keeper {
  pid_t process; /* 0: none could be started */
  int pipe;      /* the adapters' groups are told through it; it ends with the runner */
};

/* Before anything is started. Runs side by side share one. */
void keeper_begin(struct keeper *keeper);
void keeper_watch(const struct keeper *keeper, pid_t group);
void keeper_forget(const struct keeper *keeper, pid_t group);
/* Ends what left the groups; the adapters that run stay. */
void keeper_end_strays(const struct keeper *keeper);
void keeper_end(struct keeper *keeper);

/* Bytes that arrive in pieces, given on as lines. A line ends with LF, which is not part of it. */

/* The longest line that an adapter may answer. */
enum { LINES_MAX = 8 * 1024 * 1024 };

/* Start all-zero. */
struct lines {
  struct text partial; /* what has arrived of a line that has not ended */
};

/* False: no more lines are wanted. */
typedef bool lines_fn(void *user, reqsig_slice line);

/*
 * Calls take for each line that bytes complete, until it answers false. False if a line is longer than
 * LINES_MAX; no more than that is ever kept.
 */
bool lines_take(struct lines *lines, reqsig_slice bytes, lines_fn *take, void *user);
void lines_free(struct lines *lines);

/* How the adapter broke. */
typedef enum adapter_trouble {
  ADAPTER_FINE,
  ADAPTER_NOT_STARTED,
  ADAPTER_ENDED,         /* by itself, too early, or not with exit status 0 */
  ADAPTER_CLOSED_INPUT,  /* and went on running */
  ADAPTER_CLOSED_OUTPUT, /* and went on running */
  ADAPTER_TIME_OUT,
  ADAPTER_LINE_TOO_LONG,
  ADAPTER_PROTOCOL,    /* its lines are not what the protocol says */
  ADAPTER_DID_NOT_END, /* when its input ended */
  ADAPTER_INTERRUPTED  /* it did not break: the run was ended */
} adapter_trouble;

struct adapter_handlers {
  void *user;
  void (*on_line)(void *user, reqsig_slice line);   /* not called any more once there is trouble */
  void (*on_written)(void *user);                   /* more can be sent */
  void (*on_noise)(void *user, reqsig_slice bytes); /* from its standard error */
  void (*on_over)(void *user); /* once: it has ended, or could not be made to end. It may be started again */
};

/* What happens next if nothing happens before the timer does. */
typedef enum adapter_stage {
  STAGE_NONE,
  STAGE_LINGERING,     /* a pipe was closed: its end may follow and explain that */
  STAGE_EXPECTING_END, /* its input was closed */
  STAGE_TERMINATED,
  STAGE_KILLED,
  STAGE_DRAINING /* it has ended: what it wrote may still be in the pipes */
} adapter_stage;

struct adapter {
  struct adapter_handlers handlers;
  const char *program;
  uint64_t timeout_ms;
  uv_loop_t *loop;
  const struct keeper *keeper;
  uv_process_t process;
  uv_pipe_t in, out, err; /* its standard streams */
  uv_timer_t answer_timer, stage_timer;
  char out_chunk[64 * 1024], err_chunk[16 * 1024];
  struct lines lines;
  adapter_stage stage;
  adapter_trouble trouble, suspicion;
  struct text trouble_text; /* a phrase behind "the adapter": "was ended by signal 9 (SIGKILL)" */
  size_t num_open;          /* of the handles: not closed yet */
  bool spawned;             /* libuv has the process's handle, whether or not there is a process */
  bool started, heard, finishing, late, exited, out_ended, err_ended, closed;
  int64_t exit_status;
  int term_signal;
};

/* Starts argv, a NULL at its end. Whether that went well is seen in trouble; on_over follows either way. */
void adapter_start(struct adapter *adapter, uv_loop_t *loop, const struct keeper *keeper, char **argv,
                   uint64_t timeout_ms, struct adapter_handlers handlers);

/* What it keeps of a process that is over. */
void adapter_free(struct adapter *adapter);

/* Whole lines. What does not fit into the pipe is kept; adapter_unsent says how many bytes that are. */
void adapter_send(struct adapter *adapter, reqsig_slice lines);
size_t adapter_unsent(const struct adapter *adapter);

/* An answer is due within the time-out, counted from now. */
void adapter_await(struct adapter *adapter);

/* None is due. */
void adapter_rest(struct adapter *adapter);

/* All is answered: ends its input, and then it has to end with exit status 0 within the time-out. */
void adapter_finish(struct adapter *adapter);

/* The first trouble stands; whatever of the adapter is left is ended. */
void adapter_break(struct adapter *adapter, adapter_trouble trouble, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* How the adapter's process comes to its end, by itself or not. For adapter.c only. */

void ending_on_exit(uv_process_t *process, int64_t exit_status, int term_signal);

/* A pipe has ended; unless the process has ended too, it must soon, or that is the trouble. */
void ending_on_closed_pipe(struct adapter *adapter, adapter_trouble suspicion);

/* Asks the group to end, then makes it. */
void ending_force(struct adapter *adapter);

/* Its input has been closed. */
void ending_expect(struct adapter *adapter);

/* Closes a handle of the adapter's, if that was not done; with the last it is over. */
void ending_close(uv_handle_t *handle);

/* Adds "; its last line has no LF: ..." if that is so. */
void ending_add_clue(struct text *what, const struct adapter *adapter);

/* "SIGKILL"; "unnamed" of a signal of no common name. */
const char *signal_name(int number);

/* Why the adapter can't be started, and what to do about it. */

/* Adds a sentence: program could not be started, as error says, a number of errno. */
void start_problem_add(struct text *problem, const char *program, int error);

/* Adds "; its first line ends with CR LF …" if program is a script that has the line ends of Windows. */
void start_problem_add_line_end(struct text *problem, const char *program);

/* Whether as many descriptors are free as running an adapter takes. */
bool start_problem_has_descriptors(void);

/* Makes *file the file that program means: itself, or the first of that name in a folder of PATH. False:
 * none. */
bool start_problem_find_program(struct text *file, const char *program);

#endif
