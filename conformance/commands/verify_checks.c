/* How each check of reqsig verify ended, and the times that the last of them compares. */
#include <stdio.h>

#include "base/terminal.h"
#include "base/text.h"
#include "commands/verify.h"
#include "diagnose/explanation.h"
#include "lib/claims.h"
#include "lib/header_value.h"
#include "lib/mac_text.h"
#include "lib/message_mac.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

/* The checks in their order; each rejects for its own reasons. */
typedef enum check { CHECK_FORM, CHECK_KEY, CHECK_DIGEST, CHECK_SIGNATURE, CHECK_TIME } check;

static check check_of(reqsig_reason reason) {
  switch (reason) {
  case REQSIG_REASON_MALFORMED:
  case REQSIG_REASON_MISSING: return CHECK_FORM;
  case REQSIG_REASON_UNKNOWN_KEY: return CHECK_KEY;
  case REQSIG_REASON_DIGEST_MISMATCH: return CHECK_DIGEST;
  case REQSIG_REASON_SIGNATURE_MISMATCH: return CHECK_SIGNATURE;
  default: return CHECK_TIME;
  }
}

static void print_check(const struct judgement *judged, check at, const char *label, const char *answer) {
  const struct page *page = &judged->page;
  reqsig_reason reason = judged->verdict.reason;
  check rejected = check_of(reason);
  if (reason == REQSIG_REASON_NONE || at < rejected) {
    page_row(page, label, answer);
  } else if (at > rejected) {
    page_row(page, label, "not reached");
  } else {
    fputs(terminal_style_on(page->terminal, STYLE_RED), page->out);
    page_row(page, label, "failed");
    fputs(terminal_style_on(page->terminal, STYLE_PLAIN), page->out);
  }
}

static bool has_digest(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (recipe->headers[i].value[0].from == RS_FROM_BODY ||
        recipe->headers[i].value[0].from == RS_FROM_BODY_OR_QUERY)
      return true;
  return false;
}

static bool sends_key_id(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (recipe_header_part(&recipe->headers[i], RS_FROM_CREDENTIAL)) return true;
  return false;
}

struct signatures verify_count_signatures(const struct judgement *judged) {
  struct signatures found = {0};
  uint8_t right[RS_MAX_DIGEST], mac[RS_MAX_DIGEST];
  rs_builder builder;
  rs_claims claims;
  if (rs_builder_begin(&builder, &judged->opened->context, &judged->opened->request.request) != REQSIG_OK ||
      rs_claims_read(&claims, &builder).reason != REQSIG_REASON_NONE || claims.macs.len == 0)
    return found;
  found.rule = claims.signature;
  rs_message_mac(&builder, right);
  for (reqsig_slice text; rs_header_value_next_mac(claims.signature, &claims.macs, &text);) {
    rs_mac_text_read(judged->recipe, text, mac);
    found.count++;
    if (found.right == 0 && rs_equal_in_constant_time(mac, right, rs_digest_len(judged->recipe->mac.digest)))
      found.right = found.count;
  }
  rs_wipe(right, sizeof right);
  return found;
}

static void print_form_check(const struct judgement *judged, const struct signatures *signatures) {
  struct text answer = {0};
  text_add_string(&answer, "right: each field that the scheme reads is there once");
  if (signatures->count > 1)
    text_addf(&answer, ", and %zu signatures in %.*s", signatures->count, (int)signatures->rule->name.len,
              (const char *)signatures->rule->name.data);
  print_check(judged, CHECK_FORM, "form", text_string(&answer));
  text_free(&answer);
}

/* Which of several is right, and by which of several secrets. */
static void add_right_signature(struct text *answer, const struct judgement *judged,
                                const struct signatures *signatures) {
  struct text choice = {0};
  text_add_string(answer, "right");
  if (signatures->count > 1) text_addf(answer, ": number %zu of %zu", signatures->right, signatures->count);
  credentials_add_choice(&choice, &judged->opened->credentials, judged->choice);
  if (choice.len > 0) text_addf(answer, ", by %s of the credentials file", text_string(&choice));
  text_free(&choice);
}

static void print_signature_check(const struct judgement *judged, const struct signatures *signatures) {
  struct text answer = {0};
  if (judged->is_signed)
    add_right_signature(&answer, judged, signatures);
  else
    text_addf(&answer, "not checked: %s", findings_about(&judged->findings, TOPIC_NOT_SIGNED)->what);
  print_check(judged, CHECK_SIGNATURE, "signature", text_string(&answer));
  text_free(&answer);
}

static const char *freshness_answer(const struct judgement *judged) {
  if (judged->recipe->time.place == RS_TIME_NOWHERE)
    return "not checked: the scheme has no timestamp, so a signature never expires";
  if (!judged->verdict.has_timestamp) return "not checked: a request that is not signed has no timestamp";
  if (!judged->window.given)
    return "not checked: the document sets no window; --max-age and --max-skew set one";
  return "within the window";
}

void verify_print_checks(const struct judgement *judged) {
  const struct signatures signatures = verify_count_signatures(judged);
  print_form_check(judged, &signatures);
  if (sends_key_id(judged->recipe)) print_check(judged, CHECK_KEY, "key id", "right");
  if (has_digest(judged->recipe)) print_check(judged, CHECK_DIGEST, "body digest", "right");
  print_signature_check(judged, &signatures);
  print_check(judged, CHECK_TIME, "freshness", freshness_answer(judged));
}

static void print_timestamp(const struct judgement *judged) {
  struct text date = {0};
  text_add_time(&date, judged->verdict.timestamp_ms);
  page_rowf(&judged->page, "sent at", "%lld ms%s%s", (long long)judged->verdict.timestamp_ms,
            date.len > 0 ? " = " : "", text_string(&date));
  text_free(&date);
}

/* By how much the end of the window is passed; nothing if it is not. */
static void add_excess(struct text *text, const struct judgement *judged, int64_t distance_ms,
                       int64_t end_ms) {
  if (judged->verdict.fresh != REQSIG_NO) return;
  if (distance_ms == end_ms)
    text_add_string(text, ", which is exactly the end of the window, and rejected");
  else
    text_addf(text, ", %lld ms more than the window allows", (long long)(distance_ms - end_ms));
}

static void print_distance(const struct judgement *judged, int64_t distance_ms, bool is_ahead) {
  const rs_window *window = &judged->window;
  struct text text = {0};
  text_addf(&text, "%lld ms: ", (long long)distance_ms);
  text_add_span(&text, distance_ms);
  text_add_string(&text, is_ahead ? " ahead" : " old");
  add_excess(&text, judged, distance_ms, is_ahead ? window->future_ms : window->past_ms);
  page_row(&judged->page, "difference", text_string(&text));
  text_free(&text);
}

static void print_difference(const struct judgement *judged) {
  const struct page *page = &judged->page;
  int64_t age_ms = judged->verdict.age_ms;
  if (age_ms == 0)
    page_row(page, "difference", "0 ms: the same time");
  else if (age_ms == INT64_MAX || age_ms == INT64_MIN)
    page_row(page, "difference", age_ms < 0 ? "2^63-1 ms ahead, or more" : "2^63-1 ms old, or more");
  else
    print_distance(judged, age_ms < 0 ? -age_ms : age_ms, age_ms < 0);
}

static void add_end(struct text *text, int64_t end_ms, const char *direction, const char *without_end) {
  if (end_ms == INT64_MAX) {
    text_addf(text, "%s", without_end);
    return;
  }
  text_addf(text, "up to %lld ms (", (long long)end_ms);
  text_add_span(text, end_ms);
  text_addf(text, ") %s", direction);
}

static bool is_window_of_profile(const struct judgement *judged) {
  const rs_window *of_document = &judged->opened->scheme->time.window;
  const rs_window *used = &judged->recipe->time.window;
  return of_document->given != used->given || of_document->exclusive != used->exclusive;
}

/* Who set the window: the options, the document, a profile. */
static void add_origin(struct text *text, const struct judgement *judged) {
  bool age = judged->opened->max_age_ms >= 0, skew = judged->opened->max_skew_ms >= 0;
  bool scheme_sets_other_end = age != skew && judged->recipe->time.window.given;
  const char *scheme = is_window_of_profile(judged) ? "the profile" : "the document";
  if (verify_uses_scheme_window(judged))
    text_add_string(text, scheme);
  else
    text_addf(text, "%s%s%s%s%s", age ? "--max-age" : "", age && skew ? " and " : "",
              skew ? "--max-skew" : "", scheme_sets_other_end ? " and " : "",
              scheme_sets_other_end ? scheme : "");
}

static void print_window(const struct judgement *judged) {
  const rs_window *window = &judged->window;
  struct text text = {0};
  if (!window->given) return;
  add_end(&text, window->past_ms, "old", "of any age");
  text_add_string(&text, " and ");
  add_end(&text, window->future_ms, "ahead", "any time ahead");
  text_addf(&text, "; exactly that is %s; set by ", window->exclusive ? "rejected" : "accepted");
  add_origin(&text, judged);
  page_row(&judged->page, "window", text_string(&text));
  text_free(&text);
}

const char *verify_secret_in_time(const struct judgement *judged) {
  struct text digits = {0};
  text_addf(&digits, "%lld", (long long)judged->verdict.timestamp_ms);
  const char *secret = secrets_find(judged->opened, text_slice(&digits));
  text_free(&digits);
  return secret;
}

/* A window without an end ahead lets a time in the wrong unit pass. */
struct unit_remark verify_find_unit(const struct judgement *judged, struct arena *arena) {
  struct evidence evidence;
  struct diagnosis diagnosis = {.verdict = DIAGNOSIS_RIGHT};
  evidence_collect(arena, judged->opened, &evidence);
  bool is_found = hint_of_unit(arena, &evidence, &diagnosis);
  return (struct unit_remark){is_found ? diagnosis.hints.items[0] : NULL, diagnosis.wrong_unit};
}

static void print_unit_hint(const struct judgement *judged) {
  struct arena arena = {0};
  struct unit_remark remark = verify_find_unit(judged, &arena);
  if (remark.sentence) page_row(&judged->page, "hint", remark.sentence);
  arena_wipe(&arena);
}

void verify_print_time(const struct judgement *judged) {
  if (!judged->verdict.has_timestamp) return;
  fputc('\n', judged->page.out);
  const char *secret = verify_secret_in_time(judged);
  if (secret) {
    page_rowf(&judged->page, "sent at", "not shown, as the %s may be among its digits", secret);
    return;
  }
  print_timestamp(judged);
  print_now_row(&judged->page, "now", judged->opened);
  print_difference(judged);
  print_window(judged);
  print_unit_hint(judged);
}
