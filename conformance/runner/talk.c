#include "runner/session.h"

#include <inttypes.h>
#include <string.h>

#include "lib/bytes.h"
#include "runner/protocol.h"

enum {
  MAX_UNSENT = 256 * 1024, /* a request is only made while fewer bytes wait for the adapter to read them */
  MAX_SHOWN_ID = 63
};

static struct test_case *next_suspect(struct talk *talk) {
  if (talk->num_suspects > 0) return talk->suspects[--talk->num_suspects];
  talk->is_one_by_one = false;
  session_keep_trouble(talk->session, talk->suspicion);
  return NULL;
}

static struct test_case *next_case(struct talk *talk) {
  bool is_spent = talk->session->plan->oneshot && talk->num_asked > 0;
  if (is_spent || (talk->is_one_by_one && talk->num_due > 0)) return NULL;
  struct test_case *suspect = talk->is_one_by_one ? next_suspect(talk) : NULL;
  return suspect ? suspect : session_next(talk->session);
}

/* Its id. */
static size_t note_asked(struct session *session, struct asked asked) {
  if (session->num_asked == session->max_asked) {
    session->max_asked = 2 * session->max_asked + session->run->num_cases + TALK_WINDOW;
    session->asked = memory_resize(session->asked, session->max_asked * sizeof *session->asked);
  }
  session->asked[session->num_asked] = asked;
  return session->id_base + ++session->num_asked;
}

static void add_request(struct talk *talk, struct test_case *test_case) {
  struct session *session = talk->session;
  uint32_t nth = (uint32_t)(test_case - session->cases);
  size_t number = note_asked(session, (struct asked){nth, (uint32_t)talk->instance});
  if (test_case->http)
    protocol_add_raw(&talk->requests, number, test_case->http->raw);
  else
    protocol_add_request(&talk->requests, number, test_case->op, test_case->vector);
  if (test_case->state == CASE_NOT_ASKED) test_case->state = CASE_ASKED;
  talk->due[talk->num_due++] = (struct due_answer){number, test_case};
  talk->num_asked++;
}

static bool has_room(const struct talk *talk) {
  return talk->num_due < TALK_WINDOW && talk->requests.len + adapter_unsent(&talk->adapter) < MAX_UNSENT;
}

static void send_requests(struct talk *talk) {
  if (talk->requests.len > 0) adapter_send(&talk->adapter, text_slice(&talk->requests));
  text_clear(&talk->requests);
}

void talk_ask_on(struct talk *talk) {
  bool was_idle = talk->num_due == 0;
  struct test_case *test_case;
  while (has_room(talk) && (test_case = next_case(talk))) add_request(talk, test_case);
  send_requests(talk);
  if (talk->num_due > 0) {
    if (was_idle) adapter_await(&talk->adapter);
    return;
  }
  adapter_rest(&talk->adapter);
  if (talk->session->plan->oneshot)
    adapter_finish(&talk->adapter);
  else
    session_finish_if_done(talk->session);
}

bool talk_has_plenty(const struct talk *talk) {
  return talk->num_due > TALK_WINDOW / 2;
}

/* Half a window at a time: a call of write for each request would cost more than the rest of it. */
static void ask_on_by_halves(struct talk *talk) {
  if (!talk_has_plenty(talk)) talk_ask_on(talk);
}

static void break_protocol(struct talk *talk, const char *what) {
  adapter_break(&talk->adapter, ADAPTER_PROTOCOL, "broke the protocol: it answered with %s", what);
}

static void complain_of_id(struct talk *talk, const char *id) {
  text_add_string(&talk->problem, "the id \"");
  text_add_shortened(&talk->problem, reqsig_text(id), MAX_SHOWN_ID);
  text_add_string(&talk->problem, "\", which was not asked for");
  break_protocol(talk, text_string(&talk->problem));
}

/* 0 if this instance was asked nothing by that id. */
static size_t find_id(const struct talk *talk, const char *id) {
  const struct session *session = talk->session;
  if (!rs_is_decimal(reqsig_text(id))) return 0;
  uintmax_t number = strtoumax(id, NULL, 10); /* the largest one if it is larger still */
  bool was_asked = number > session->id_base && number - session->id_base <= session->num_asked &&
                   session->asked[number - session->id_base - 1].instance == talk->instance;
  return was_asked ? (size_t)number : 0;
}

static bool remove_due(struct talk *talk, size_t id) {
  size_t at = 0;
  while (at < talk->num_due && talk->due[at].id != id) at++;
  if (at == talk->num_due) return false;
  talk->num_due--;
  memmove(&talk->due[at], &talk->due[at + 1], (talk->num_due - at) * sizeof *talk->due);
  return true;
}

static void settle(struct talk *talk, struct answer *answer) {
  size_t id = find_id(talk, answer->id);
  if (id == 0) {
    complain_of_id(talk, answer->id);
    return;
  }
  const struct session *session = talk->session;
  struct test_case *test_case = &session->cases[session->asked[id - session->id_base - 1].nth];
  if (!remove_due(talk, id)) {
    talk->answered_twice = test_case;
    adapter_break(&talk->adapter, ADAPTER_PROTOCOL, "broke the protocol: it answered one question twice");
    return;
  }
  session_settle(talk->session, test_case, answer);
  if (talk->num_due > 0) adapter_await(&talk->adapter);
  ask_on_by_halves(talk);
}

static void take_answer(struct talk *talk, reqsig_slice line) {
  struct answer answer = {0};
  if (protocol_read_answer(&talk->scratch, line, &answer, &talk->problem))
    settle(talk, &answer);
  else
    break_protocol(talk, text_string(&talk->problem));
  arena_reset(&talk->scratch);
}

static void take_hello(struct talk *talk, reqsig_slice line) {
  adapter_rest(&talk->adapter);
  talk->is_greeted = session_take_hello(talk->session, line, &talk->problem);
  if (talk->is_greeted)
    talk_ask_on(talk);
  else
    break_protocol(talk, text_string(&talk->problem));
}

static void on_line(void *user, reqsig_slice line) {
  struct talk *talk = user;
  (talk->is_greeted ? take_answer : take_hello)(talk, line);
}

static void on_written(void *user) {
  struct talk *talk = user;
  if (talk->is_greeted) talk_ask_on(talk);
}

static void on_noise(void *user, reqsig_slice bytes) {
  struct talk *talk = user;
  standard_error_hide_progress(&talk->session->talks[0].output);
  standard_error_pass_on(&talk->output, bytes);
}

static void on_over(void *user) {
  struct talk *talk = user;
  talk->is_running = false;
  standard_error_end(&talk->output);
  session_go_on(talk->session, talk);
}

void talk_start(struct talk *talk) {
  const struct run_plan *plan = talk->session->plan;
  struct adapter_handlers handlers = {talk, on_line, on_written, on_noise, on_over};
  adapter_free(&talk->adapter);
  standard_error_free(&talk->output);
  text_clear(&talk->problem);
  talk->output = standard_error_begin();
  talk->instance = ++talk->session->num_instances;
  talk->is_running = true;
  talk->is_greeted = false;
  talk->is_one_by_one = talk->num_suspects > 0;
  talk->num_asked = 0;
  talk->num_due = 0;
  talk->answered_twice = NULL;
  adapter_start(&talk->adapter, &talk->session->loop, &talk->session->keeper, plan->adapter, plan->timeout_ms,
                handlers);
  protocol_add_hello(&talk->requests);
  send_requests(talk);
  adapter_await(&talk->adapter);
}

/* Those that were due first are asked first. */
static void suspect_all_due(struct talk *talk) {
  while (talk->num_due > 0) talk->suspects[talk->num_suspects++] = talk->due[--talk->num_due].test_case;
}

void talk_put_back(struct talk *talk) {
  suspect_all_due(talk);
  while (talk->num_suspects > 0) session_put_back(talk->session, talk->suspects[--talk->num_suspects]);
}

void talk_blame(struct talk *talk, struct breakdown breakdown) {
  struct test_case *culprit = talk->answered_twice;
  if (!culprit && talk->num_asked == 1 && talk->num_due == 1) culprit = talk->due[--talk->num_due].test_case;
  if (!culprit) suspect_all_due(talk);
  if (culprit) {
    session_convict(talk->session, culprit, breakdown);
    talk_put_back(talk);
  } else if (talk->num_suspects > 0) {
    talk->suspicion = breakdown;
  } else {
    session_keep_trouble(talk->session, breakdown);
  }
}

void talk_free(struct talk *talk) {
  adapter_free(&talk->adapter);
  standard_error_free(&talk->output);
  text_free(&talk->requests);
  text_free(&talk->problem);
  arena_free(&talk->scratch);
}
