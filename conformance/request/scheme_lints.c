#include "request/recipe_text.h"

#include <string.h>

#include "lib/bytes.h"

bool scheme_signs_source(const reqsig_scheme *scheme, rs_source from) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++) {
    rs_source own = scheme->message[i].from;
    bool either = own == RS_FROM_BODY_OR_QUERY && (from == RS_FROM_BODY || from == RS_FROM_QUERY);
    bool bare = own == RS_FROM_BARE_QUERY && from == RS_FROM_QUERY;
    if (own == from || either || bare || rs_part_lists(scheme, &scheme->message[i], from)) return true;
  }
  return false;
}

static void add_signed_headers(struct text *text, const reqsig_scheme *scheme) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (scheme->message[i].from == RS_FROM_HEADER)
      text_addf(text, "%sthe header %.*s", text->len > 0 ? "; " : "", (int)scheme->message[i].literal.len,
                (const char *)scheme->message[i].literal.data);
}

void scheme_add_signed_parts(struct text *text, const reqsig_scheme *scheme, bool is_signed) {
  static const struct {
    rs_source source;
    const char *words;
  } parts[] = {{RS_FROM_METHOD, "the method"},       {RS_FROM_PATH, "the path"},
               {RS_FROM_QUERY, "the query"},         {RS_FROM_BODY, "the body"},
               {RS_FROM_TIMESTAMP, "the timestamp"}, {RS_FROM_NONCE, "the nonce"}};
  enum { NUM_PARTS = sizeof parts / sizeof *parts };
  const char *words[NUM_PARTS + 1];
  size_t num = 0;
  for (size_t i = 0; i < NUM_PARTS; i++) {
    bool exists = parts[i].source == RS_FROM_TIMESTAMP ? scheme->time.place == RS_TIME_IN_HEADER
                  : parts[i].source == RS_FROM_NONCE   ? recipe_has_nonce(scheme)
                                                       : true;
    if (exists && scheme_signs_source(scheme, parts[i].source) == is_signed) words[num++] = parts[i].words;
  }
  if (!is_signed) words[num++] = "other headers";
  for (size_t i = 0; i < num; i++)
    text_addf(text, "%s%s", i == 0 ? "" : i + 1 < num ? ", " : " and ", words[i]);
  if (is_signed) add_signed_headers(text, scheme);
}

static bool find_no_time(const reqsig_scheme *scheme, struct text *text) {
  if (scheme->time.place != RS_TIME_NOWHERE) return false;
  text_add_string(text, recipe_has_nonce(scheme)
                            ? "no time is signed: a verifier must remember each nonce for ever"
                            : "no time is signed: a replay is not detected");
  return true;
}

/* Nothing here remembers nonces. */
static bool find_nonce(const reqsig_scheme *scheme, struct text *text) {
  if (!recipe_has_nonce(scheme)) return false;
  text_add_string(text,
                  scheme_signs_source(scheme, RS_FROM_NONCE)
                      ? "a nonce is signed: it stops a replay only where the verifier remembers the nonces "
                        "that it has seen; reqsig does not remember them"
                      : "the nonce is not signed: a replay with a new nonce is accepted");
  return true;
}

static bool find_unsigned_time(const reqsig_scheme *scheme, struct text *text) {
  bool is_signed =
      scheme_signs_source(scheme, scheme->time.place == RS_TIME_IN_HEADER ? RS_FROM_TIMESTAMP : RS_FROM_BODY);
  if (scheme->time.place == RS_TIME_NOWHERE || is_signed) return false;
  text_add_string(text, "the timestamp is not signed: a replay with a new timestamp is accepted");
  return true;
}

static bool find_unsigned_body(const reqsig_scheme *scheme, struct text *text) {
  if (scheme_signs_source(scheme, RS_FROM_BODY)) return false;
  text_add_string(text, "the body is not signed: it may change unnoticed");
  return true;
}

static bool find_no_window(const reqsig_scheme *scheme, struct text *text) {
  if (scheme->time.place == RS_TIME_NOWHERE || scheme->time.window.given) return false;
  text_add_string(text, "no window is given: a timestamp of any age is accepted");
  return true;
}

static bool find_open_window(const reqsig_scheme *scheme, struct text *text) {
  const rs_window *window = &scheme->time.window;
  bool past = window->past_ms == INT64_MAX, future = window->future_ms == INT64_MAX;
  if (!window->given || (!past && !future)) return false;
  text_addf(text, "the window is open at one end: a timestamp however far in the %s is accepted",
            past ? "past" : "future");
  return true;
}

/* A key that is sent makes the signature worthless to whoever reads along; another secret is only shown. */
static bool find_sent_secret(const reqsig_scheme *scheme, struct text *text) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++) {
      const rs_part *part = &scheme->headers[i].value[k];
      bool is_sent = part->from == RS_FROM_CREDENTIAL && part->transforms[0] == RS_AS_IS;
      if (!is_sent || !scheme->credentials[part->credential].secret) continue;
      bool is_key = part->credential == scheme->mac.key;
      text_addf(text, "%sthe secret %s is sent, in %.*s: who reads one request %s", text->len > 0 ? "; " : "",
                scheme->credentials[part->credential].name, (int)scheme->headers[i].name.len,
                (const char *)scheme->headers[i].name.data, is_key ? "can sign others" : "knows it");
    }
  return text->len > 0;
}

const struct scheme_lint scheme_lints[] = {
    {"no-timestamp", find_no_time},          {"unsigned-timestamp", find_unsigned_time},
    {"nonce-not-remembered", find_nonce},    {"no-window", find_no_window},
    {"open-window", find_open_window},       {"unsigned-body", find_unsigned_body},
    {"no-delimiter", scheme_find_collision}, {"delimiter-in-nonce", scheme_find_nonce_collision},
    {"secret-is-sent", find_sent_secret},    {NULL, NULL},
};
