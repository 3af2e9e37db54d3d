#include "request/warnings.h"

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
#include "lib/window.h"
#include "request/recipe_text.h"
#include "request/secrets.h"

enum { MAX_TEXT = 512, MAX_NAME = 64 };

struct warnings {
  const struct opened_request *opened;
  const reqsig_scheme *recipe; /* with its profiles */
  warnings_fn *on_warning;
  void *user;
};

static void tell_unsigned(const struct warnings *warnings) {
  char text[MAX_TEXT], method[MAX_NAME];
  struct text which = {0};
  const reqsig_request *request = &warnings->opened->request.request;
  recipe_add_signed_requests(&which, &warnings->recipe->signs);
  if (secrets_find(warnings->opened, request->method))
    snprintf(method, sizeof method, "request of a method that is not shown,");
  else
    escape_text(request->method, terminal_of(stderr).utf8, method, sizeof method);
  snprintf(text, sizeof text, "%s does not sign this request: it signs %s, and this is a %s %s a body",
           warnings->recipe->name, text_string(&which), method, request->body.len > 0 ? "with" : "without");
  text_free(&which);
  warnings->on_warning(warnings->user, text);
}

static void tell_member(const struct warnings *warnings, const char *problem) {
  char text[MAX_TEXT];
  snprintf(text, sizeof text, "the body %s; %s wants its member \"%s\" to hold the time as a number, in %s",
           problem, warnings->recipe->name, warnings->recipe->time.name,
           rs_time_format_words(warnings->recipe->time.format));
  warnings->on_warning(warnings->user, text);
}

static void warn_of_freshness(const struct warnings *warnings, int64_t sent_ms) {
  const rs_window *window = &warnings->recipe->time.window;
  int64_t age_ms = rs_window_age(warnings->opened->now_ms, sent_ms);
  if (!window->given || rs_window_check(window, age_ms) == REQSIG_REASON_NONE) return;
  int64_t distance_ms = age_ms < 0 ? -age_ms : age_ms;
  char text[MAX_TEXT], span[TIME_MAX_SPAN];
  time_describe_span(distance_ms, span, sizeof span);
  snprintf(text, sizeof text, "the body's %s is %lld, which is %lld ms, %s, %s %s; %s allows %s%lld s",
           warnings->recipe->time.name, (long long)sent_ms, (long long)distance_ms, span,
           age_ms < 0 ? "ahead of" : "behind",
           warnings->opened->now_source == NOW_FROM_CLOCK ? "the clock" : "the time of --now",
           warnings->recipe->name, window->exclusive ? "less than " : "",
           (long long)((age_ms < 0 ? window->future_ms : window->past_ms) / 1000));
  warnings->on_warning(warnings->user, text);
}

static void warn_of_body_time(const struct warnings *warnings) {
  const rs_time_rule *time = &warnings->recipe->time;
  if (time->place != RS_TIME_IN_BODY_MEMBER) return;
  reqsig_slice value;
  int64_t number;
  switch (rs_json_member(warnings->opened->request.request.body, reqsig_text(time->name), &value)) {
  case RS_JSON_ABSENT: tell_member(warnings, "has no such member"); return;
  case RS_JSON_DUPLICATE: tell_member(warnings, "has that member twice"); return;
  case RS_JSON_MALFORMED: tell_member(warnings, "is not a JSON object"); return;
  case RS_JSON_FOUND: break;
  }
  reqsig_status status = rs_json_int64(value, &number);
  if (status != REQSIG_OK)
    tell_member(warnings, status == REQSIG_ERR_OUT_OF_RANGE ? "holds a number too large there"
                                                            : "holds no integer there");
  else if (time->format == RS_UNIX_MILLISECONDS && !secrets_find(warnings->opened, value))
    warn_of_freshness(warnings, number);
}

/* A line end that an editor or `echo` put behind a secret is the commonest wrong key there is. */
static void warn_of_key(const struct warnings *warnings) {
  const rs_context *context = rs_context_of(&warnings->opened->context);
  uint8_t key = warnings->recipe->mac.key;
  reqsig_slice secret = context->credentials[key];
  bool at_front = secret.len > 0 && secret.data[0] <= ' ';
  bool at_end = secret.len > 0 && secret.data[secret.len - 1] <= ' ';
  if (!at_front && !at_end) return;
  char text[MAX_TEXT];
  snprintf(text, sizeof text,
           "%s %s white space (a line end, perhaps), which is signed with as part of the key",
           warnings->recipe->credentials[key].name, at_front ? "begins with" : "ends in");
  warnings->on_warning(warnings->user, text);
}

static bool is_sent_anew(const struct warnings *warnings, const rs_header_rule *rule, bool is_signed) {
  if (rule->sending == RS_SENT_UNLESS_PRESENT || (rule->sending == RS_SENT_IF_SIGNED && !is_signed))
    return false;
  return rs_header_find(&warnings->opened->request.request, rule->name) != NULL;
}

static void warn_of_repeated_headers(const struct warnings *warnings, bool is_signed) {
  char names[MAX_TEXT / 2] = "", text[MAX_TEXT];
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && warnings->recipe->headers[i].name.len; i++) {
    if (!is_sent_anew(warnings, &warnings->recipe->headers[i], is_signed)) continue;
    size_t len = strlen(names);
    reqsig_slice name = warnings->recipe->headers[i].name;
    snprintf(names + len, sizeof names - len, "%s%.*s", len > 0 ? ", " : "", (int)name.len,
             (const char *)name.data);
  }
  if (!*names) return;
  snprintf(text, sizeof text, "the request has %s already: send each only once, with the value given here",
           names);
  warnings->on_warning(warnings->user, text);
}

void warnings_of_request(const struct opened_request *opened, warnings_fn *on_warning, void *user) {
  const struct warnings warnings = {opened, &rs_context_of(&opened->context)->recipe, on_warning, user};
  bool is_signed = rs_is_signed(warnings.recipe, &opened->request.request);
  if (is_signed)
    warn_of_body_time(&warnings);
  else
    tell_unsigned(&warnings);
  if (is_signed) warn_of_key(&warnings);
}

void warnings_of_headers(const struct opened_request *opened, warnings_fn *on_warning, void *user) {
  const struct warnings warnings = {opened, &rs_context_of(&opened->context)->recipe, on_warning, user};
  warn_of_repeated_headers(&warnings, rs_is_signed(warnings.recipe, &opened->request.request));
}

void warnings_of_key(const struct opened_request *opened, warnings_fn *on_warning, void *user) {
  const struct warnings warnings = {opened, &rs_context_of(&opened->context)->recipe, on_warning, user};
  warn_of_key(&warnings);
}
