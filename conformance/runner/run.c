#include "runner/run.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "request/known_schemes.h"
#include "runner/adapter.h"
#include "runner/session.h"

static bool can_be_asked(const struct vector *vector, enum op op) {
  return op == OP_MESSAGE ? vector_has_message(vector)
         : op == OP_SIGN  ? vector_has_headers(vector)
                          : vector_has_verdict(vector);
}

static size_t count_cases(const struct run_plan *plan) {
  size_t count = plan->num_http;
  for (size_t i = 0; i < plan->num_vectors; i++)
    for (enum op op = OP_MESSAGE; op < OP_PARSE; op++) count += can_be_asked(plan->vectors[i], op);
  return count;
}

static void list_cases(struct run *run, const struct run_plan *plan) {
  run->cases = arena_get_array(&run->arena, count_cases(plan), sizeof *run->cases);
  for (size_t i = 0; i < plan->num_vectors; i++)
    for (enum op op = OP_MESSAGE; op < OP_PARSE; op++)
      if (can_be_asked(plan->vectors[i], op))
        run->cases[run->num_cases++] = (struct test_case){.vector = plan->vectors[i], .op = op};
  for (size_t i = 0; i < plan->num_http; i++)
    run->cases[run->num_cases++] = (struct test_case){.http = plan->http[i], .op = OP_PARSE};
}

static struct grade grade_unanswered(const struct run *run, const struct test_case *test_case) {
  bool asked = test_case->state == CASE_ASKED;
  enum error_kind kind = asked ? session_error_kind(run->trouble) : ERROR_NONE;
  return (struct grade){
      .outcome = OUTCOME_ERROR, .error_kind = kind, .words = asked ? "not answered" : "not run"};
}

/* Nothing broke: somebody or something wants no more of it. */
static void interrupt(struct session *session, const char *text) {
  const struct talk *talk = &session->talks[0];
  struct breakdown breakdown = session_breakdown(session->run, talk);
  breakdown.trouble = ADAPTER_INTERRUPTED;
  breakdown.text = arena_copy_string(&session->run->arena, text);
  session_end(session, talk, breakdown);
}

static void on_signal(void *user, int number) {
  struct session *session = user;
  struct text words = {0};
  if (!session->run->caught_signal) session->run->caught_signal = number;
  text_addf(&words, "was ended, as the runner got %s", signal_name(number));
  interrupt(session, text_string(&words));
  text_free(&words);
}

static void on_run_time_out(uv_timer_t *timer) {
  struct session *session = timer->data;
  struct text words = {0};
  text_addf(&words, "was ended, as the run had taken %g s", (double)session->plan->run_timeout_ms / 1000);
  interrupt(session, text_string(&words));
  text_free(&words);
}

static void settle_the_unanswered(struct run *run) {
  for (size_t i = 0; i < run->num_cases; i++)
    if (case_is_unanswered(&run->cases[i])) run->cases[i].grade = grade_unanswered(run, &run->cases[i]);
}

/* An adapter that has enough to do is left alone for a moment: to wake up for each answer costs the runner
 * more than the answer, and costs the adapter too. */
static void let_answers_gather(uv_prepare_t *pause) {
  const struct session *session = pause->data;
  for (size_t i = 0; i < session->num_talks; i++)
    if (!talk_has_plenty(&session->talks[i])) return;
  if (session->plan->meanwhile && session->plan->meanwhile(session->plan->user)) return;
  nanosleep(&(struct timespec){.tv_nsec = 50000}, NULL);
}

static void watch_pauses(struct session *session) {
  uv_prepare_init(&session->loop, &session->pause);
  session->pause.data = session;
  uv_unref((uv_handle_t *)&session->pause);
  uv_prepare_start(&session->pause, let_answers_gather);
}

/* Neither the timer nor the signals keep the loop running. Answers a number of errno, negative, as libuv
 * does. */
static int open_loop(struct session *session) {
  if (!start_problem_has_descriptors()) return UV_EMFILE;
  int status = uv_loop_init(&session->loop);
  session->has_loop = status == 0;
  if (status != 0) return status;
  uv_timer_init(&session->loop, &session->run_timer);
  session->run_timer.data = session;
  uv_unref((uv_handle_t *)&session->run_timer);
  watch_pauses(session);
  session->signals.user = session;
  session->signals.on_signal = on_signal;
  return ending_signals_open(&session->signals, &session->loop);
}

void session_watch(struct session *session) {
  uv_update_time(&session->loop);
  if (session->plan->run_timeout_ms > 0)
    uv_timer_start(&session->run_timer, on_run_time_out, session->plan->run_timeout_ms, 0);
  ending_signals_watch(&session->signals);
}

/* Those that are open, side by side. */
static size_t num_sessions;

static void close_loop(struct session *session) {
  if (session->has_loop) {
    uv_close((uv_handle_t *)&session->run_timer, NULL);
    uv_close((uv_handle_t *)&session->pause, NULL);
    ending_signals_close(&session->signals);
    uv_run(&session->loop, UV_RUN_DEFAULT);
    uv_loop_close(&session->loop);
  }
  if (--num_sessions == 0) uv_library_shutdown();
}

static void complain_of_loop(struct session *session, int error) {
  struct text problem = {0};
  start_problem_add(&problem, session->plan->adapter[0], error);
  session->run->trouble = ADAPTER_NOT_STARTED;
  session->run->trouble_text = arena_copy(&session->run->arena, text_slice(&problem));
  session->run->is_broken = true;
  text_free(&problem);
}

bool session_open(struct session *session) {
  struct run *run = session->run;
  size_t num_jobs = session->plan->num_jobs;
  run->trouble_text = "";
  session->talks = arena_get_array(&run->arena, num_jobs, sizeof *session->talks);
  session->talks[0].session = session;
  session->num_talks = 1;
  num_sessions++;
  signal(SIGPIPE, SIG_IGN);
  keeper_begin(&session->keeper);
  int status = open_loop(session);
  if (status != 0) complain_of_loop(session, -status);
  return status == 0;
}

void session_close(struct session *session) {
  close_loop(session);
  keeper_end(&session->keeper);
  for (size_t i = 0; i < session->num_talks; i++) talk_free(&session->talks[i]);
  free(session->asked);
}

void run_begin(const struct run_plan *plan, struct run *run) {
  struct session *session = arena_get(&run->arena, sizeof *session);
  run->session = session;
  session->run = run;
  session->plan = plan;
  if (session_open(session)) talk_start(&session->talks[0]);
}

/* Until the adapter is over. */
static void go_through(struct run *run) {
  if (run->session->has_loop) uv_run(&run->session->loop, UV_RUN_DEFAULT);
  session_close(run->session);
  run->session = NULL;
}

void run_adapter(struct run *run) {
  list_cases(run, run->session->plan);
  if (run->session->has_loop) session_watch(run->session);
  go_through(run);
  settle_the_unanswered(run);
}

const char *case_id(const struct test_case *test_case) {
  return test_case->http ? test_case->http->id : test_case->vector->id;
}

bool case_is_unanswered(const struct test_case *test_case) {
  return test_case->state == CASE_NOT_ASKED || test_case->state == CASE_ASKED;
}

static bool is_dropped(const struct run *run, const reqsig_scheme *scheme, const reqsig_scheme *const *named,
                       size_t num_named) {
  for (size_t i = 0; i < num_named; i++)
    if (named[i] == scheme) return false;
  for (size_t i = 0; i < run->hello.schemes.count; i++)
    if (strcmp(run->hello.schemes.items[i], reqsig_scheme_name(scheme)) == 0) return false;
  return true;
}

static void name_undeclared(struct run *run, const char *name) {
  struct name_list *list = &run->undeclared;
  for (size_t i = 0; i < list->count; i++)
    if (strcmp(list->items[i], name) == 0) return;
  list->items[list->count++] = name;
}

void run_drop_undeclared(struct run *run, const reqsig_scheme *const *named, size_t num_named) {
  const struct test_case *culprit = run->culprit;
  size_t num_kept = 0;
  if (!run->greeted) return;
  run->undeclared.items = arena_get_array(&run->arena, num_schemes(), sizeof *run->undeclared.items);
  for (size_t i = 0; i < run->num_cases; i++) {
    const struct test_case *test_case = &run->cases[i];
    const reqsig_scheme *scheme = test_case->vector->scheme;
    if (is_dropped(run, scheme, named, num_named)) {
      name_undeclared(run, reqsig_scheme_name(scheme));
      continue;
    }
    if (test_case == culprit) run->culprit = &run->cases[num_kept];
    run->cases[num_kept++] = *test_case;
  }
  run->num_cases = num_kept;
}

void run_be_strict(struct run *run) {
  for (size_t i = 0; i < run->num_cases; i++) grade_be_strict(&run->cases[i].grade);
}

static void call_off(struct run *run) {
  interrupt(run->session, "was not asked anything");
  go_through(run);
}

void run_free(struct run *run) {
  if (run->session) call_off(run);
  arena_free(&run->arena);
}
