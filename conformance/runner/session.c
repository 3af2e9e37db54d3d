#include "runner/session.h"

#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "runner/protocol.h"

static bool is_one_of(const struct name_list *names, const char *name) {
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->items[i], name) == 0) return true;
  return false;
}

static bool is_in_scope(const struct hello *hello, const struct test_case *test_case) {
  bool of_scheme =
      test_case->http || is_one_of(&hello->schemes, reqsig_scheme_name(test_case->vector->scheme));
  return of_scheme && is_one_of(&hello->ops, op_name(test_case->op));
}

static void apply_limits(const struct limits *limits, struct test_case *test_case) {
  if (test_case->http) return;
  enum limit limit = limits_exceeded(limits, test_case->vector, test_case->op);
  if (limit == NUM_LIMITS) return;
  test_case->state = CASE_LEFT_OUT;
  test_case->grade = (struct grade){.outcome = OUTCOME_OUT_OF_LIMITS, .words = limit_name(limit)};
}

static bool admits(const struct session *session, struct test_case *test_case) {
  const struct hello *hello = &session->run->hello;
  test_case->in_scope = is_in_scope(hello, test_case);
  if (test_case->in_scope) apply_limits(&hello->limits, test_case);
  return test_case->in_scope && test_case->state == CASE_NOT_ASKED;
}

static uint32_t nth_of(const struct session *session, const struct test_case *test_case) {
  return (uint32_t)(test_case - session->cases);
}

void session_give_out(struct session *session, struct arena *arena, struct test_case *cases,
                      size_t num_cases) {
  session->cases = cases;
  session->num_cases = num_cases;
  session->waiting = arena_get_unset(arena, num_cases * sizeof *session->waiting);
  for (size_t i = num_cases; i-- > 0;)
    if (admits(session, &cases[i])) session->waiting[session->num_questions++] = (uint32_t)i;
}

/* Neither its id nor its place tells an adapter which case it is. */
static void shuffle_cases(struct session *session) {
  struct random random = random_of(session->plan->seed, "order");
  random_shuffle(&random, session->waiting, session->num_questions, sizeof *session->waiting);
}

/* The others begin when the first has said hello: what it says may be wrong, or leave little to ask. */
static void start_other_talks(struct session *session) {
  while (session->num_talks < session->plan->num_jobs && session->num_talks < session->num_to_ask) {
    struct talk *talk = &session->talks[session->num_talks++];
    talk->session = session;
    talk_start(talk);
  }
}

static bool take_first_hello(struct session *session, reqsig_slice line, struct text *problem) {
  struct run *run = session->run;
  if (!hello_read(&run->arena, line, &run->hello, problem)) return false;
  run->greeted = true;
  session_give_out(session, &run->arena, run->cases, run->num_cases);
  session->num_to_ask = session->num_questions;
  shuffle_cases(session);
  start_other_talks(session);
  return true;
}

bool session_take_hello(struct session *session, reqsig_slice line, struct text *problem) {
  if (!session->run->greeted) return take_first_hello(session, line, problem);
  struct arena scratch = {0};
  struct hello hello = {0};
  bool taken = hello_read(&scratch, line, &hello, problem);
  bool same = taken && hello_equals(&hello, &session->run->hello);
  if (taken && !same) text_add_string(problem, "another hello than when it was started before");
  arena_free(&scratch);
  return same;
}

struct test_case *session_next(struct session *session) {
  const uint32_t *end = session->waiting + session->num_cases;
  if (session->num_questions > 0) return &session->cases[session->waiting[--session->num_questions]];
  return session->num_failed > 0 ? &session->cases[*(end - session->num_failed--)] : NULL;
}

bool session_has_questions(const struct session *session) {
  return session->num_questions + session->num_failed > 0;
}

static void ask_again(struct session *session, const struct test_case *test_case) {
  session->waiting[session->num_cases - ++session->num_failed] = nth_of(session, test_case);
}

void session_put_back(struct session *session, struct test_case *test_case) {
  if (test_case->is_asked_again) {
    ask_again(session, test_case);
    return;
  }
  test_case->state = CASE_NOT_ASKED;
  session->waiting[session->num_questions++] = nth_of(session, test_case);
}

static struct grade grade_parsing(struct run *run, const struct http_vector *vector, struct answer *answer) {
  struct arena *arena = &run->arena;
  protocol_check_answer(arena, answer, OP_PARSE);
  if (answer->kind == ANSWER_REQUEST) return grade_parsed(arena, vector, &answer->request);
  if (answer->kind == ANSWER_REFUSED) return grade_refused(arena, vector, answer->words);
  if (answer->kind == ANSWER_MALFORMED) return grade_malformed(arena, answer->words);
  bool failed = answer->kind == ANSWER_ERROR;
  return (struct grade){.outcome = failed ? OUTCOME_ERROR : OUTCOME_UNSUPPORTED,
                        .error_kind = failed ? ERROR_ANSWERED : ERROR_NONE,
                        .words = grade_keep_words(arena, answer->words)};
}

static struct grade grade_by_vector(struct run *run, const struct vector *vector,
                                    const struct answer *answer) {
  switch (answer->kind) {
  case ANSWER_MESSAGE: return grade_message(&run->arena, vector, answer->message);
  case ANSWER_HEADERS:
    return grade_signature(&run->arena, vector, answer, &run->hello.limits, time_from_clock());
  case ANSWER_VERDICT: return grade_verdict(&run->arena, vector, &answer->verdict);
  case ANSWER_UNSUPPORTED: return grade_unsupported(&run->arena, vector, answer->words);
  case ANSWER_ERROR: return grade_error(&run->arena, vector, answer->words);
  case ANSWER_REQUEST:
  case ANSWER_REFUSED:
  case ANSWER_MALFORMED: break;
  }
  return grade_malformed(&run->arena, answer->words);
}

static struct grade grade_answer(struct session *session, const struct test_case *test_case,
                                 struct answer *answer) {
  struct run *run = session->run;
  const struct vector *vector = test_case->vector;
  if (test_case->http) return grade_parsing(run, test_case->http, answer);
  protocol_check_answer(&run->arena, answer, test_case->op);
  struct grade grade = grade_by_vector(run, vector, answer);
  bool is_default = grade.outcome != OUTCOME_FAIL && grade.outcome != OUTCOME_FLAGGED;
  if (is_default || !session->plan->complete || !session->plan->complete(&run->arena, vector)) return grade;
  return grade_by_vector(run, vector, answer);
}

/* A rejection that a profile gives too may turn out as a failure. */
static bool is_doubtful(const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  return test_case->op == OP_VERIFY && grade->outcome == OUTCOME_FLAGGED && !grade->verdict.accepted;
}

static bool is_to_be_asked_again(const struct test_case *test_case) {
  enum outcome outcome = test_case->grade.outcome;
  return outcome == OUTCOME_FAIL || outcome == OUTCOME_ERROR || is_doubtful(test_case);
}

/* Of what is signed by the adapter's own clock, no two answers are alike. */
static bool is_same_answer(const struct run *run, const struct grade *a, const struct grade *b) {
  return run->hello.limits.stated[LIMIT_OWN_CLOCK] ? a->outcome == b->outcome : grades_are_alike(a, b);
}

static const struct header_list *keep_headers(struct arena *arena, const struct header_list *headers) {
  struct header_list *kept = arena_get(arena, sizeof *kept);
  *kept = (struct header_list){arena_get_array(arena, headers->count, sizeof *kept->items), headers->count};
  for (size_t i = 0; i < headers->count; i++) {
    const reqsig_header *header = &headers->items[i];
    kept->items[i].name = (reqsig_slice){(const uint8_t *)arena_copy(arena, header->name), header->name.len};
    kept->items[i].value =
        (reqsig_slice){(const uint8_t *)arena_copy(arena, header->value), header->value.len};
  }
  return kept;
}

static void settle_first(struct session *session, struct test_case *test_case, struct answer *answer) {
  test_case->grade = grade_answer(session, test_case, answer);
  if (session->plan->keeps_answers)
    test_case->answer = normal_answer(&session->run->arena, test_case, answer);
  if (session->plan->keeps_headers && answer->kind == ANSWER_HEADERS)
    test_case->headers = keep_headers(&session->run->arena, &answer->headers);
  test_case->state = CASE_ANSWERED;
  session->num_answered++;
  if (!session->is_held)
    standard_error_show_progress(&session->talks[0].output, session->num_answered, session->num_to_ask);
  if (!is_to_be_asked_again(test_case)) return;
  test_case->is_asked_again = true;
  ask_again(session, test_case);
}

void session_settle(struct session *session, struct test_case *test_case, struct answer *answer) {
  session->run->num_vain_restarts = 0;
  if (!test_case->is_asked_again) {
    settle_first(session, test_case, answer);
    return;
  }
  if (test_case->grade.error_kind == ERROR_PROTOCOL) return;
  struct grade grade = grade_answer(session, test_case, answer);
  test_case->is_flaky = !is_same_answer(session->run, &test_case->grade, &grade);
}

/* Of the cases that were asked for and not answered; none if it is not the adapter that broke. */
enum error_kind session_error_kind(enum adapter_trouble trouble) {
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

static const struct breakdown *keep(struct run *run, struct breakdown breakdown) {
  struct breakdown *kept = arena_get(&run->arena, sizeof *kept);
  *kept = breakdown;
  return kept;
}

/* "the adapter was ended ..." */
static const char *the_adapter(struct run *run, const char *phrase) {
  struct text words = {0};
  text_addf(&words, "the adapter %s", phrase);
  const char *kept = arena_copy(&run->arena, text_slice(&words));
  text_free(&words);
  return kept;
}

/* What was answered once already stays so, but is flaky; unless it breaks the protocol, as a second answer
 * does. */
void session_convict(struct session *session, struct test_case *test_case, struct breakdown breakdown) {
  test_case->breakdown = keep(session->run, breakdown);
  test_case->is_flaky = test_case->is_asked_again && breakdown.trouble != ADAPTER_PROTOCOL;
  if (!test_case->is_flaky)
    test_case->grade = (struct grade){.outcome = OUTCOME_ERROR,
                                      .error_kind = session_error_kind(breakdown.trouble),
                                      .words = the_adapter(session->run, breakdown.text)};
  test_case->state = CASE_ANSWERED;
  session->num_answered++;
}

void session_keep_trouble(struct session *session, struct breakdown breakdown) {
  struct run *run = session->run;
  run->num_troubles++;
  run->trouble = breakdown.trouble;
  run->trouble_text = breakdown.text;
  run->last_words = breakdown.last_words;
}

bool session_is_done(const struct session *session) {
  bool is_done = !session_has_questions(session);
  for (size_t i = 0; i < session->num_talks; i++)
    is_done = is_done && session->talks[i].num_due + session->talks[i].num_suspects == 0;
  return is_done;
}

void session_finish_if_done(struct session *session) {
  bool is_done = !session->is_held && session_is_done(session);
  for (size_t i = 0; i < session->num_talks && is_done; i++)
    if (session->talks[i].is_running) adapter_finish(&session->talks[i].adapter);
}

struct breakdown session_breakdown(struct run *run, const struct talk *talk) {
  reqsig_slice last = text_slice(&talk->output.last);
  return (struct breakdown){.trouble = talk->adapter.trouble,
                            .text = arena_copy(&run->arena, text_slice(&talk->adapter.trouble_text)),
                            .last_words = {(const uint8_t *)arena_copy(&run->arena, last), last.len}};
}
