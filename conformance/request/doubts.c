#include "request/doubts.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/terminal.h"
#include "base/text.h"
#include "base/time_text.h"
#include "lib/context.h"
#include "lib/describe.h"
#include "lib/json.h"
#include "lib/message_builder.h"
#include "request/hidden.h"
#include "request/recipe_text.h"

enum { MAX_TEXT = 512, MAX_NAME = 64 };

struct doubts {
  const struct signing *signing;
  const reqsig_scheme *recipe; /* with its profiles */
  doubts_fn *on_doubt;
  void *user;
};

static void tell_unsigned(const struct doubts *doubts) {
  char text[MAX_TEXT], method[MAX_NAME];
  struct text which = {0};
  const reqsig_request *request = &doubts->signing->request.request;
  recipe_add_signed_requests(&which, &doubts->recipe->signs);
  if (hidden_secret_in(doubts->signing, request->method))
    snprintf(method, sizeof method, "request of a method that is not shown,");
  else
    escape_text(request->method, terminal_of(stderr).utf8, method, sizeof method);
  snprintf(text, sizeof text, "%s does not sign this request: it signs %s, and this is a %s %s a body",
           doubts->recipe->name, text_string(&which), method, request->body.len > 0 ? "with" : "without");
  text_free(&which);
  doubts->on_doubt(doubts->user, text);
}

static void tell_member(const struct doubts *doubts, const char *problem) {
  char text[MAX_TEXT];
  snprintf(text, sizeof text, "the body %s; %s wants its member \"%s\" to hold the time as a number, in %s",
           problem, doubts->recipe->name, doubts->recipe->time.name,
           rs_time_format_words(doubts->recipe->time.format));
  doubts->on_doubt(doubts->user, text);
}

/* now - sent, as far as an int64 goes; now is never negative. */
static int64_t age_of(int64_t now_ms, int64_t sent_ms) {
  return sent_ms < now_ms - INT64_MAX ? INT64_MAX : now_ms - sent_ms;
}

static void doubt_freshness(const struct doubts *doubts, int64_t sent_ms) {
  const rs_window *window = &doubts->recipe->time.window;
  int64_t age_ms = age_of(doubts->signing->now_ms, sent_ms);
  if (!window->given || (age_ms <= window->past_ms && age_ms >= -window->future_ms)) return;
  int64_t distance_ms = age_ms < 0 ? -age_ms : age_ms;
  char text[MAX_TEXT], span[TIME_MAX_SPAN];
  time_describe_span(distance_ms, span, sizeof span);
  snprintf(text, sizeof text, "the body's %s is %lld, which is %lld ms, %s, %s %s; %s allows %lld s",
           doubts->recipe->time.name, (long long)sent_ms, (long long)distance_ms, span,
           age_ms < 0 ? "ahead of" : "behind", doubts->signing->now_given ? "the time of --now" : "the clock",
           doubts->recipe->name, (long long)((age_ms < 0 ? window->future_ms : window->past_ms) / 1000));
  doubts->on_doubt(doubts->user, text);
}

static void doubt_body_time(const struct doubts *doubts) {
  const rs_time_rule *time = &doubts->recipe->time;
  if (time->place != RS_TIME_IN_BODY_MEMBER) return;
  reqsig_slice value;
  int64_t number;
  switch (rs_json_member(doubts->signing->request.request.body, reqsig_text(time->name), &value)) {
  case RS_JSON_ABSENT: tell_member(doubts, "has no such member"); return;
  case RS_JSON_DUPLICATE: tell_member(doubts, "has that member twice"); return;
  case RS_JSON_MALFORMED: tell_member(doubts, "is not a JSON object"); return;
  case RS_JSON_FOUND: break;
  }
  reqsig_status status = rs_json_int64(value, &number);
  if (status != REQSIG_OK)
    tell_member(doubts, status == REQSIG_ERR_OUT_OF_RANGE ? "holds a number too large there"
                                                          : "holds no integer there");
  else if (time->format == RS_UNIX_MILLISECONDS && !hidden_secret_in(doubts->signing, value))
    doubt_freshness(doubts, number);
}

/* A line end that an editor or `echo` put behind a secret is the commonest wrong key there is. */
static void doubt_key(const struct doubts *doubts) {
  const rs_context *context = rs_context_of(&doubts->signing->context);
  uint8_t key = doubts->recipe->mac.key;
  reqsig_slice secret = context->credentials[key];
  bool at_front = secret.len > 0 && secret.data[0] <= ' ';
  bool at_end = secret.len > 0 && secret.data[secret.len - 1] <= ' ';
  if (!at_front && !at_end) return;
  char text[MAX_TEXT];
  snprintf(text, sizeof text,
           "%s %s white space (a line end, perhaps), which is signed with as part of the key",
           doubts->recipe->credentials[key].name, at_front ? "begins with" : "ends in");
  doubts->on_doubt(doubts->user, text);
}

static bool is_sent_anew(const struct doubts *doubts, const rs_header_rule *rule, bool is_signed) {
  if (rule->sending == RS_SENT_UNLESS_PRESENT || (rule->sending == RS_SENT_IF_SIGNED && !is_signed))
    return false;
  return rs_header_find(&doubts->signing->request.request, rule->name) != NULL;
}

static void doubt_repeated_headers(const struct doubts *doubts, bool is_signed) {
  char names[MAX_TEXT / 2] = "", text[MAX_TEXT];
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && doubts->recipe->headers[i].name.len; i++) {
    if (!is_sent_anew(doubts, &doubts->recipe->headers[i], is_signed)) continue;
    size_t len = strlen(names);
    reqsig_slice name = doubts->recipe->headers[i].name;
    snprintf(names + len, sizeof names - len, "%s%.*s", len > 0 ? ", " : "", (int)name.len,
             (const char *)name.data);
  }
  if (!*names) return;
  snprintf(text, sizeof text, "the request has %s already: send each only once, with the value given here",
           names);
  doubts->on_doubt(doubts->user, text);
}

void doubts_tell(const struct signing *signing, doubts_fn *on_doubt, void *user) {
  const struct doubts doubts = {signing, &rs_context_of(&signing->context)->recipe, on_doubt, user};
  bool is_signed = rs_is_signed(doubts.recipe, &signing->request.request);
  if (is_signed)
    doubt_body_time(&doubts);
  else
    tell_unsigned(&doubts);
  if (is_signed) doubt_key(&doubts);
}

void doubts_tell_of_headers(const struct signing *signing, doubts_fn *on_doubt, void *user) {
  const struct doubts doubts = {signing, &rs_context_of(&signing->context)->recipe, on_doubt, user};
  doubt_repeated_headers(&doubts, rs_is_signed(doubts.recipe, &signing->request.request));
}

void doubts_tell_of_key(const struct signing *signing, doubts_fn *on_doubt, void *user) {
  const struct doubts doubts = {signing, &rs_context_of(&signing->context)->recipe, on_doubt, user};
  doubt_key(&doubts);
}
