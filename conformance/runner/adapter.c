#include "runner/adapter.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "lib/bytes.h"

void adapter_break(struct adapter *adapter, adapter_trouble trouble, const char *format, ...) {
  if (adapter->trouble != ADAPTER_FINE) return;
  va_list arguments;
  va_start(arguments, format);
  text_addv(&adapter->trouble_text, format, arguments);
  va_end(arguments);
  adapter->trouble = trouble;
  ending_force(adapter);
}

static void break_for_time(struct adapter *adapter) {
  struct text what = {0};
  size_t unsent = adapter_unsent(adapter);
  text_addf(&what, "did not answer within %g s", (double)adapter->timeout_ms / 1000);
  if (unsent > 0) text_addf(&what, ", and left %zu bytes of its input unread", unsent);
  if (!adapter->heard)
    text_add_string(&what, ", and wrote nothing at all to its standard output (does it flush each line?)");
  ending_add_clue(&what, adapter);
  adapter_break(adapter, ADAPTER_TIME_OUT, "%s", text_string(&what));
  text_free(&what);
}

/*
 * The timer runs before the pipes are read. If the runner itself was stopped meanwhile, or held up by a slow
 * terminal, an answer may be waiting: it gets one more round of the loop.
 */
static void on_answer_due(uv_timer_t *timer) {
  struct adapter *adapter = timer->data;
  if (!adapter->late) {
    adapter->late = true;
    uv_timer_start(timer, on_answer_due, 20, 0);
    return;
  }
  break_for_time(adapter);
}

void adapter_await(struct adapter *adapter) {
  if (adapter->trouble != ADAPTER_FINE) return;
  uv_update_time(adapter->loop);
  adapter->late = false;
  uv_timer_start(&adapter->answer_timer, on_answer_due, adapter->timeout_ms, 0);
}

void adapter_rest(struct adapter *adapter) {
  uv_timer_stop(&adapter->answer_timer);
}

static void give_out_chunk(uv_handle_t *handle, size_t unused, uv_buf_t *chunk) {
  (void)unused;
  struct adapter *adapter = handle->data;
  *chunk = uv_buf_init(adapter->out_chunk, sizeof adapter->out_chunk);
}

static void give_err_chunk(uv_handle_t *handle, size_t unused, uv_buf_t *chunk) {
  (void)unused;
  struct adapter *adapter = handle->data;
  *chunk = uv_buf_init(adapter->err_chunk, sizeof adapter->err_chunk);
}

static bool on_line(void *user, reqsig_slice line) {
  struct adapter *adapter = user;
  if (adapter->trouble == ADAPTER_FINE) adapter->handlers.on_line(adapter->handlers.user, line);
  return adapter->trouble == ADAPTER_FINE;
}

/* An unended line is not an answer: it may have been cut. What it means is seen when all has ended. */
static void on_out_end(struct adapter *adapter) {
  adapter->out_ended = true;
  ending_on_closed_pipe(adapter, adapter->finishing ? ADAPTER_FINE : ADAPTER_CLOSED_OUTPUT);
}

static void on_out(uv_stream_t *stream, ssize_t len, const uv_buf_t *chunk) {
  struct adapter *adapter = stream->data;
  adapter->heard = adapter->heard || len > 0;
  if (len < 0) {
    uv_read_stop(stream);
    on_out_end(adapter);
  } else if (adapter->trouble == ADAPTER_FINE &&
             !lines_take(&adapter->lines, rs_slice(chunk->base, (size_t)len), on_line, adapter)) {
    adapter_break(adapter, ADAPTER_LINE_TOO_LONG, "answered with a line longer than %d MiB", LINES_MAX >> 20);
  }
}

static void on_err(uv_stream_t *stream, ssize_t len, const uv_buf_t *chunk) {
  struct adapter *adapter = stream->data;
  if (len > 0) adapter->handlers.on_noise(adapter->handlers.user, rs_slice(chunk->base, (size_t)len));
  if (len >= 0) return;
  uv_read_stop(stream);
  adapter->err_ended = true;
  ending_on_closed_pipe(adapter, ADAPTER_FINE);
}

struct sent_lines {
  uv_write_t request;
  char data[];
};

static void on_written(uv_write_t *request, int status) {
  struct adapter *adapter = request->data;
  free(request);
  if (adapter->closed || status == UV_ECANCELED) return;
  if (status < 0)
    ending_on_closed_pipe(adapter, ADAPTER_CLOSED_INPUT);
  else if (adapter->trouble == ADAPTER_FINE && !adapter->finishing)
    adapter->handlers.on_written(adapter->handlers.user);
}

void adapter_send(struct adapter *adapter, reqsig_slice lines) {
  if (adapter->trouble != ADAPTER_FINE || adapter->closed) return;
  struct sent_lines *sent = memory_resize(NULL, sizeof *sent + lines.len);
  memcpy(sent->data, lines.data, lines.len);
  uv_buf_t bytes = uv_buf_init(sent->data, (unsigned)lines.len);
  int status = uv_write(&sent->request, (uv_stream_t *)&adapter->in, &bytes, 1, on_written);
  sent->request.data = adapter;
  if (status == 0) return;
  free(sent);
  ending_on_closed_pipe(adapter, ADAPTER_CLOSED_INPUT);
}

size_t adapter_unsent(const struct adapter *adapter) {
  return uv_stream_get_write_queue_size((const uv_stream_t *)&adapter->in);
}

void adapter_finish(struct adapter *adapter) {
  if (adapter->trouble != ADAPTER_FINE || adapter->finishing) return;
  adapter->finishing = true;
  ending_close((uv_handle_t *)&adapter->in);
  ending_expect(adapter);
}

/* Pipes and timers take nothing from the system before they are used: to make one can't fail. */
static void open_handles(struct adapter *adapter) {
  uv_pipe_init(adapter->loop, &adapter->in, 0);
  uv_pipe_init(adapter->loop, &adapter->out, 0);
  uv_pipe_init(adapter->loop, &adapter->err, 0);
  uv_timer_init(adapter->loop, &adapter->answer_timer);
  uv_timer_init(adapter->loop, &adapter->stage_timer);
  adapter->in.data = adapter->out.data = adapter->err.data = adapter;
  adapter->answer_timer.data = adapter->stage_timer.data = adapter->process.data = adapter;
  adapter->num_open = 5;
}

enum { IN, OUT, ERR, NUM_STREAMS };

/* A pipe, not the pair of sockets that libuv would make: a line costs less in it, and a child can open it by
 * its name in /dev. */
static int open_pipe(uv_pipe_t *ours, bool is_read, uv_file *theirs) {
  uv_file ends[2];
  int status = uv_pipe(ends, is_read ? UV_NONBLOCK_PIPE : 0, is_read ? 0 : UV_NONBLOCK_PIPE);
  if (status != 0) return status;
  *theirs = ends[is_read];
  return uv_pipe_open(ours, ends[!is_read]);
}

static int spawn_with(struct adapter *adapter, char **argv, const uv_file theirs[NUM_STREAMS]) {
  uv_stdio_container_t streams[NUM_STREAMS];
  for (int i = 0; i < NUM_STREAMS; i++)
    streams[i] = (uv_stdio_container_t){.flags = UV_INHERIT_FD, .data.fd = theirs[i]};
  uv_process_options_t options = {
      .exit_cb = ending_on_exit,
      .file = argv[0],
      .args = argv,
      .flags = UV_PROCESS_DETACHED,
      .stdio_count = NUM_STREAMS,
      .stdio = streams,
  };
  adapter->spawned = true;
  adapter->num_open++;
  return uv_spawn(adapter->loop, &adapter->process, &options);
}

static int spawn(struct adapter *adapter, char **argv) {
  uv_file theirs[NUM_STREAMS] = {-1, -1, -1};
  int status = open_pipe(&adapter->in, false, &theirs[IN]);
  if (status == 0) status = open_pipe(&adapter->out, true, &theirs[OUT]);
  if (status == 0) status = open_pipe(&adapter->err, true, &theirs[ERR]);
  if (status == 0) status = spawn_with(adapter, argv, theirs);
  for (int i = 0; i < NUM_STREAMS; i++)
    if (theirs[i] >= 0) close(theirs[i]);
  return status;
}

static int listen_to(struct adapter *adapter) {
  int status = uv_read_start((uv_stream_t *)&adapter->out, give_out_chunk, on_out);
  return status == 0 ? uv_read_start((uv_stream_t *)&adapter->err, give_err_chunk, on_err) : status;
}

/* Answers a number of errno, negative, as libuv does. */
static int start(struct adapter *adapter, char **argv) {
  open_handles(adapter);
  int status = start_problem_has_descriptors() ? spawn(adapter, argv) : UV_EMFILE;
  adapter->started = status == 0;
  if (adapter->started) keeper_watch(adapter->keeper, adapter->process.pid);
  return status == 0 ? listen_to(adapter) : status;
}

void adapter_start(struct adapter *adapter, uv_loop_t *loop, const struct keeper *keeper, char **argv,
                   uint64_t timeout_ms, struct adapter_handlers handlers) {
  struct text problem = {0};
  *adapter = (struct adapter){
      .handlers = handlers, .program = argv[0], .timeout_ms = timeout_ms, .loop = loop, .keeper = keeper};
  int status = start(adapter, argv);
  if (status == 0) return;
  start_problem_add(&problem, argv[0], -status);
  adapter_break(adapter, ADAPTER_NOT_STARTED, "%s", text_string(&problem));
  text_free(&problem);
}

void adapter_free(struct adapter *adapter) {
  lines_free(&adapter->lines);
  text_free(&adapter->trouble_text);
}

/* The usual line arrives whole and is not copied. */
static bool give(struct lines *lines, reqsig_slice end, lines_fn *take, void *user) {
  if (lines->partial.len == 0) return take(user, end);
  text_add(&lines->partial, end);
  bool more = take(user, text_slice(&lines->partial));
  text_clear(&lines->partial);
  return more;
}

bool lines_take(struct lines *lines, reqsig_slice bytes, lines_fn *take, void *user) {
  while (bytes.len > 0) {
    const uint8_t *lf = memchr(bytes.data, '\n', bytes.len);
    size_t len = lf ? (size_t)(lf - bytes.data) : bytes.len;
    if (len > LINES_MAX - lines->partial.len) return false;
    if (!lf) {
      text_add(&lines->partial, bytes);
      return true;
    }
    if (!give(lines, rs_slice(bytes.data, len), take, user)) return true;
    bytes = rs_slice_after(bytes, len + 1);
  }
  return true;
}

void lines_free(struct lines *lines) {
  text_free(&lines->partial);
}
