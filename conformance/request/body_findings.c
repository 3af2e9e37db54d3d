#include "base/strict_json.h"
#include "base/time_text.h"
#include "lib/context.h"
#include "lib/describe.h"
#include "lib/json.h"
#include "lib/window.h"
#include "request/findings.h"
#include "request/secrets.h"

static const rs_time_rule *time_rule_of(const struct opened_request *opened) {
  return &rs_context_of(&opened->context)->recipe.time;
}

static void warn_of_member(const struct opened_request *opened, struct findings *findings,
                           const char *problem) {
  const rs_time_rule *time = time_rule_of(opened);
  struct text text = {0};
  text_addf(&text, "the body %s; %s wants its member \"%s\" to hold the time as a number, in %s", problem,
            opened->scheme->name, time->name, rs_time_format_words(time->format));
  findings_add_warning(findings, TOPIC_BODY_TIME, &text);
}

static void warn_of_no_object(const struct opened_request *opened, struct findings *findings) {
  struct text problem = {0};
  text_add_string(&problem, "is ");
  strict_json_add_problem(&problem, opened->request.request.body);
  warn_of_member(opened, findings, text_string(&problem));
  text_free(&problem);
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

void findings_of_body_time(const struct opened_request *opened, struct findings *findings) {
  const rs_time_rule *time = time_rule_of(opened);
  if (time->place != RS_TIME_IN_BODY_MEMBER) return;
  reqsig_slice value;
  int64_t number;
  switch (rs_json_member(opened->request.request.body, reqsig_text(time->name), &value)) {
  case RS_JSON_ABSENT: warn_of_member(opened, findings, "has no such member"); return;
  case RS_JSON_DUPLICATE: warn_of_member(opened, findings, "has that member twice"); return;
  case RS_JSON_MALFORMED: warn_of_no_object(opened, findings); return;
  case RS_JSON_FOUND: break;
  }
  reqsig_status status = rs_json_int64(value, &number);
  if (status != REQSIG_OK)
    warn_of_member(opened, findings,
                   status == REQSIG_ERR_OUT_OF_RANGE ? "holds a number too large there"
                                                     : "holds no integer there");
  else if (time->format == RS_UNIX_MILLISECONDS && !secrets_find(opened, value))
    warn_of_age(opened, findings, number);
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
