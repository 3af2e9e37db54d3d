#include "runner/run.h"

#include <inttypes.h>
#include <string.h>

#include "base/quantity.h"
#include "base/random.h"
#include "lib/bytes.h"
#include "runner/grade_signature.h"
#include "runner/protocol.h"
#include "runner/standard_error.h"

enum {
  WINDOW = 32,             /* as many answers may be due at once */
  MAX_UNSENT = 256 * 1024, /* a request is only made while fewer bytes wait for the adapter to read them */
  MAX_SHOWN_ID = 63
};

struct session {
  struct run *run;
  uint64_t seed; /* of the order */
  struct adapter adapter;
  struct standard_error output;
  struct text requests, problem;
  struct test_case **order; /* those to ask, in this order; the id of the first is 1 */
  size_t num_to_ask, next, num_due, num_answered;
};

static bool is_one_of(const struct name_list *names, const char *name) {
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->items[i], name) == 0) return true;
  return false;
}

static void add_case(struct run *run, const struct vector *vector, enum op op, bool gradable) {
  if (gradable) run->cases[run->num_cases++] = (struct test_case){.vector = vector, .op = op};
}

static void list_cases(struct run *run, const struct run_plan *plan) {
  run->cases = arena_get_array(&run->arena, plan->num_vectors * NUM_OPS, sizeof *run->cases);
  for (size_t i = 0; i < plan->num_vectors; i++) {
    const struct vector *vector = plan->vectors[i];
    add_case(run, vector, OP_MESSAGE, vector_has_message(vector));
    add_case(run, vector, OP_SIGN, vector_has_headers(vector));
    add_case(run, vector, OP_VERIFY, vector_has_verdict(vector));
  }
}

static bool is_in_scope(const struct hello *hello, const struct test_case *test_case) {
  return is_one_of(&hello->schemes, reqsig_scheme_name(test_case->vector->scheme)) &&
         is_one_of(&hello->ops, op_name(test_case->op));
}

static void apply_limits(const struct limits *limits, struct test_case *test_case) {
  enum limit limit = limits_exceeded(limits, test_case->vector, test_case->op);
  if (limit == NUM_LIMITS) return;
  test_case->state = CASE_LEFT_OUT;
  test_case->grade = (struct grade){.outcome = OUTCOME_OUT_OF_LIMITS, .words = limit_name(limit)};
}

static bool is_to_be_asked(const struct test_case *test_case) {
  return test_case->in_scope && test_case->state == CASE_NOT_ASKED;
}

static void apply_hello(struct session *session) {
  struct run *run = session->run;
  session->order = arena_get_array(&run->arena, run->num_cases, sizeof(struct test_case *));
  for (size_t i = 0; i < run->num_cases; i++) {
    struct test_case *test_case = &run->cases[i];
    test_case->in_scope = is_in_scope(&run->hello, test_case);
    if (test_case->in_scope) apply_limits(&run->hello.limits, test_case);
    if (is_to_be_asked(test_case)) session->order[session->num_to_ask++] = test_case;
  }
}

/* Neither its id nor its place tells an adapter which case it is. */
static void shuffle_cases(struct session *session) {
  struct random random = random_of(session->seed, "order");
  random_shuffle(&random, session->order, session->num_to_ask, sizeof(struct test_case *));
}

static void add_next_request(struct session *session) {
  struct test_case *test_case = session->order[session->next++];
  struct text id = {0};
  text_addf(&id, "%zu", session->next);
  protocol_add_request(&session->requests, text_string(&id), test_case->op, test_case->vector);
  text_free(&id);
  test_case->state = CASE_ASKED;
  session->num_due++;
}

static bool has_room(const struct session *session) {
  return session->num_due < WINDOW && session->requests.len + adapter_unsent(&session->adapter) < MAX_UNSENT;
}

/* Asks on, and ends the adapter's input when all is answered. The timer runs while anything is due. */
static void ask_on(struct session *session) {
  while (session->next < session->num_to_ask && has_room(session)) add_next_request(session);
  if (session->requests.len > 0) adapter_send(&session->adapter, text_slice(&session->requests));
  text_clear(&session->requests);
  if (session->num_due == 0 && session->next == session->num_to_ask) adapter_finish(&session->adapter);
}

static void on_written(void *user) {
  struct session *session = user;
  if (session->run->greeted) ask_on(session);
}

/* Half a window at a time: a call of write for each request would cost more than the rest of it. */
static void ask_on_by_halves(struct session *session) {
  if (session->num_due <= WINDOW / 2) ask_on(session);
}

/* NULL if no case was asked by that id. */
static struct test_case *find_case(const struct session *session, const char *id) {
  if (!rs_is_decimal(reqsig_text(id))) return NULL;
  uintmax_t number = strtoumax(id, NULL, 10); /* the largest one if it is larger still */
  return number > 0 && number <= session->next ? session->order[number - 1] : NULL;
}

static struct grade grade_answer(struct run *run, const struct test_case *test_case, struct answer *answer) {
  const struct vector *vector = test_case->vector;
  protocol_check_answer(&run->arena, answer, test_case->op);
  switch (answer->kind) {
  case ANSWER_MESSAGE: return grade_message(&run->arena, vector, answer->message);
  case ANSWER_HEADERS:
    return grade_signature(&run->arena, vector, answer, &run->hello.limits, time_from_clock());
  case ANSWER_VERDICT: return grade_verdict(&run->arena, vector, &answer->verdict);
  case ANSWER_UNSUPPORTED: return grade_unsupported(&run->arena, vector, answer->words);
  case ANSWER_ERROR: return grade_error(&run->arena, vector, answer->words);
  case ANSWER_MALFORMED: break;
  }
  return grade_malformed(&run->arena, answer->words);
}

static void break_protocol(struct session *session, const char *what) {
  adapter_break(&session->adapter, ADAPTER_PROTOCOL, "broke the protocol: it answered with %s", what);
}

static void complain_of_id(struct session *session, const char *id, const char *what) {
  text_add_string(&session->problem, "the id \"");
  text_add_shortened(&session->problem, reqsig_text(id), MAX_SHOWN_ID);
  text_addf(&session->problem, "\", which %s", what);
  break_protocol(session, text_string(&session->problem));
}

static void settle(struct session *session, struct answer *answer) {
  struct test_case *test_case = find_case(session, answer->id);
  if (!test_case || test_case->state == CASE_ANSWERED) {
    complain_of_id(session, answer->id, test_case ? "it had answered before" : "was not asked for");
    return;
  }
  test_case->grade = grade_answer(session->run, test_case, answer);
  test_case->state = CASE_ANSWERED;
  session->num_due--;
  session->num_answered++;
  standard_error_show_progress(&session->output, session->num_answered, session->num_to_ask);
  if (session->num_due > 0 || session->next < session->num_to_ask) adapter_await(&session->adapter);
  ask_on_by_halves(session);
}

static void take_answer(struct session *session, reqsig_slice line) {
  struct arena scratch = {0};
  struct answer answer = {0};
  if (protocol_read_answer(&scratch, line, &answer, &session->problem))
    settle(session, &answer);
  else
    break_protocol(session, text_string(&session->problem));
  arena_free(&scratch);
}

static void take_hello(struct session *session, reqsig_slice line) {
  struct run *run = session->run;
  if (!hello_read(&run->arena, line, &run->hello, &session->problem)) {
    break_protocol(session, text_string(&session->problem));
    return;
  }
  run->greeted = true;
  apply_hello(session);
  shuffle_cases(session);
  adapter_await(&session->adapter);
  ask_on(session);
}

static bool on_line(void *user, reqsig_slice line) {
  struct session *session = user;
  if (session->run->greeted)
    take_answer(session, line);
  else
    take_hello(session, line);
  return true;
}

static void on_noise(void *user, reqsig_slice bytes) {
  struct session *session = user;
  standard_error_pass_on(&session->output, bytes);
}

/* Of the cases that were asked for and not answered; none if it is not the adapter that broke. */
static enum error_kind error_kind_of(enum adapter_trouble trouble) {
  switch (trouble) {
  case ADAPTER_TIME_OUT: return ERROR_TIME_OUT;
  case ADAPTER_LINE_TOO_LONG:
  case ADAPTER_PROTOCOL: return ERROR_PROTOCOL;
  case ADAPTER_ENDED:
  case ADAPTER_CLOSED_INPUT:
  case ADAPTER_CLOSED_OUTPUT:
  case ADAPTER_DID_NOT_END: return ERROR_CRASH;
  case ADAPTER_FINE:
  case ADAPTER_NOT_STARTED:
  case ADAPTER_INTERRUPTED: break;
  }
  return ERROR_NONE;
}

static struct grade grade_unanswered(const struct run *run, const struct test_case *test_case) {
  bool asked = test_case->state == CASE_ASKED;
  return (struct grade){.outcome = OUTCOME_ERROR,
                        .error_kind = asked ? error_kind_of(run->trouble) : ERROR_NONE,
                        .words = asked ? "not answered" : "not run"};
}

static void keep_trouble(struct session *session) {
  struct run *run = session->run;
  run->trouble = session->adapter.trouble;
  run->caught_signal = session->adapter.caught_signal;
  run->trouble_text = arena_copy(&run->arena, text_slice(&session->adapter.trouble_text));
  for (size_t i = 0; i < session->next && !run->culprit; i++)
    if (session->order[i]->state == CASE_ASKED) run->culprit = session->order[i];
  for (size_t i = 0; i < run->num_cases; i++) {
    struct test_case *test_case = &run->cases[i];
    bool settled = test_case->state == CASE_ANSWERED || test_case->state == CASE_LEFT_OUT;
    if (!settled) test_case->grade = grade_unanswered(run, test_case);
  }
}

void run_adapter(const struct run_plan *plan, struct run *run) {
  struct session *session = arena_get(&run->arena, sizeof *session);
  session->run = run;
  session->seed = plan->seed;
  session->output = standard_error_begin();
  list_cases(run, plan);
  struct adapter_handlers handlers = {session, on_line, on_written, on_noise};
  adapter_start(&session->adapter, plan->adapter, plan->timeout_ms, handlers);
  protocol_add_hello(&session->requests);
  adapter_send(&session->adapter, text_slice(&session->requests));
  text_clear(&session->requests);
  adapter_await(&session->adapter);
  adapter_run(&session->adapter);
  standard_error_end(&session->output);
  run->last_words = arena_copy(&run->arena, text_slice(&session->output.last));
  keep_trouble(session);
  adapter_close(&session->adapter);
  text_free(&session->requests);
  text_free(&session->problem);
  standard_error_free(&session->output);
}

bool case_is_unanswered(const struct test_case *test_case) {
  return test_case->state == CASE_NOT_ASKED || test_case->state == CASE_ASKED;
}

void run_be_strict(struct run *run) {
  for (size_t i = 0; i < run->num_cases; i++) grade_be_strict(&run->cases[i].grade);
}

void run_free(struct run *run) {
  arena_free(&run->arena);
}
