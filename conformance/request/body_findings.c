#include "base/json_io.h"
#include "base/text.h"
#include "lib/context.h"
#include "lib/describe.h"
#include "lib/json.h"
#include "lib/window.h"
#include "request/findings.h"
#include "request/opened_request.h"

static const rs_time_rule *time_rule_of(const struct opened_request *opened) {
  return &rs_context_of(&opened->context)->recipe->time;
}

static void warn_of_time(const struct opened_request *opened, struct findings *findings,
                         const char *problem) {
  const rs_time_rule *time = time_rule_of(opened);
  struct text text = {0};
  text_addf(&text, "the body %s; %s wants the time in its member \"%s\", as a number, in %s", problem,
            opened->scheme->name, time->name, rs_time_format_words(time->format));
  findings_add_warning(findings, TOPIC_BODY_TIME, &text);
}

static void warn_of_age(const struct opened_request *opened, struct findings *findings, int64_t sent_ms) {
  const rs_time_rule *time = time_rule_of(opened);
  const rs_window *window = &time->window;
  int64_t age_ms = rs_window_age(opened->now_ms, sent_ms);
  if (!window->given || rs_window_check(window, age_ms) == REQSIG_REASON_NONE) return;
  int64_t distance_ms = age_ms < 0 ? -age_ms : age_ms;
  struct text text = {0};
  text_addf(&text, "the body's %s is %lld, which is %lld ms, ", time->name, (long long)sent_ms,
            (long long)distance_ms);
  text_add_span(&text, distance_ms);
  text_addf(&text, ", %s %s; %s allows %s%lld s", age_ms < 0 ? "ahead of" : "behind",
            opened->now_source == NOW_FROM_CLOCK ? "the clock" : "the time of --now", opened->scheme->name,
            window->exclusive ? "less than " : "",
            (long long)((age_ms < 0 ? window->future_ms : window->past_ms) / 1000));
  findings_add_warning(findings, TOPIC_AGE, &text);
}

/* Adds what keeps the body from telling the time; nothing if it tells it: *value, which is *number. */
static void add_time_problem(struct text *text, reqsig_slice body, const char *name, reqsig_slice *value,
                             int64_t *number) {
  switch (rs_json_member(body, reqsig_text(name), value)) {
  case RS_JSON_ABSENT: text_addf(text, "has no member \"%s\"", name); return;
  case RS_JSON_DUPLICATE: text_addf(text, "has two members \"%s\"", name); return;
  case RS_JSON_MALFORMED:
    text_add_string(text, "is ");
    strict_json_add_problem(text, body);
    return;
  case RS_JSON_FOUND: break;
  }
  reqsig_status status = rs_json_int64(*value, number);
  if (status == REQSIG_ERR_OUT_OF_RANGE)
    text_addf(text, "holds too large a number in \"%s\"", name);
  else if (status != REQSIG_OK)
    text_addf(text, "holds no integer in \"%s\"", name);
}

void findings_of_body_time(const struct opened_request *opened, struct findings *findings) {
  const rs_time_rule *time = time_rule_of(opened);
  struct text problem = {0};
  reqsig_slice value = {NULL, 0};
  int64_t number = 0;
  if (time->place != RS_TIME_IN_BODY_MEMBER) return;
  add_time_problem(&problem, opened->request.request.body, time->name, &value, &number);
  if (problem.len > 0)
    warn_of_time(opened, findings, text_string(&problem));
  else if (time->format == RS_UNIX_MILLISECONDS && !secrets_find(opened, value))
    warn_of_age(opened, findings, number);
  text_free(&problem);
}

void findings_of_member(const struct opened_request *opened, reqsig_slice name, struct findings *findings) {
  reqsig_slice body = opened->request.request.body, value;
  struct finding finding = {FINDING_HINT, TOPIC_MEMBER, .num_sent = 1};
  struct text text = {0};
  switch (rs_json_member(body, name, &value)) {
  case RS_JSON_FOUND:
    if (!secrets_find(opened, value))
      finding.found = value;
    else
      findings_add_withheld(&text, value, secrets_find(opened, value));
    break;
  case RS_JSON_ABSENT:
    finding.num_sent = 0;
    text_add_string(&text, "no member of that name at the top of the object");
    break;
  case RS_JSON_DUPLICATE:
    finding.num_sent = 2;
    text_add_string(&text, "this member more than once");
    break;
  case RS_JSON_MALFORMED:
    finding.num_sent = 0;
    text_addf(&text, "a body of %zu byte%s: ", body.len, text_plural(body.len));
    strict_json_add_problem(&text, body);
    break;
  }
  if (text.len > 0) finding.sentence = findings_keep(findings, &text);
  findings_add(findings, finding);
}
