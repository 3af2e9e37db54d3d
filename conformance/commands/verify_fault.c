#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/terminal.h"
#include "base/text.h"
#include "base/time_text.h"
#include "commands/verify.h"
#include "lib/context.h"
#include "lib/json.h"
#include "lib/message_builder.h"
#include "lib/window.h"
#include "request/header_rule.h"
#include "request/recipe_text.h"
#include "request/secrets.h"
#include "request/wrong_value.h"

enum { MAX_FORM = 128, MAX_LENGTH = 96 };

static bool is_in_body(const struct judgement *judged) {
  const rs_time_rule *time = &judged->recipe->time;
  return time->place == RS_TIME_IN_BODY_MEMBER &&
         rs_slice_equal(judged->verdict.field, reqsig_text(time->name));
}

static void print_field(const struct judgement *judged) {
  const reqsig_slice field = judged->verdict.field;
  char text[VERIFY_MAX_TEXT];
  snprintf(text, sizeof text, "%s %.*s%s", is_in_body(judged) ? "the member" : "the header", (int)field.len,
           (const char *)field.data, is_in_body(judged) ? " of the body" : "");
  page_row(&judged->page, "field", text);
}

/* "28 characters" */
static void words_length(const reqsig_scheme *recipe, char *text, size_t size) {
  size_t len = rs_mac_text_len(recipe), padding = rs_mac_text_padding(recipe);
  if (recipe->encoding.unpadded_accepted && padding > 0)
    snprintf(text, size, "%zu or, without padding, %zu characters", len, len - padding);
  else
    snprintf(text, size, "%zu characters", len);
}

/* "; Bitpro {api_key}:{signature}, the signature of 28 characters" */
static void words_form(const struct judgement *judged, const rs_header_rule *rule, char *text, size_t size) {
  const reqsig_scheme *recipe = judged->recipe;
  char length[MAX_LENGTH];
  struct text form = {0};
  text[0] = '\0';
  if (!rule || judged->verdict.reason != REQSIG_REASON_MALFORMED) return;
  recipe_add_header_value(&form, recipe, rule);
  words_length(recipe, length, sizeof length);
  bool has_mac = header_rule_part(rule, RS_FROM_MAC) != NULL;
  if (has_mac && header_rule_part(rule, RS_FROM_LITERAL))
    snprintf(text, size, "; %s%s, the signature of %s", text_string(&form),
             recipe->encoding.prefix_optional ? ", or without what is before the signature" : "", length);
  else if (has_mac)
    snprintf(text, size, "; %s", length);
  else if (header_rule_part(rule, RS_FROM_LITERAL))
    snprintf(text, size, "; %s", text_string(&form));
  text_free(&form);
}

/* What may be known of the right value: identifiers, and the digest that anybody can take. */
static void words_right_value(const struct judgement *judged, const rs_header_rule *rule, char *text,
                              size_t size) {
  const struct opened_request *opened = judged->opened;
  const rs_part *key = header_rule_part(rule, RS_FROM_CREDENTIAL);
  text[0] = '\0';
  if (judged->verdict.reason == REQSIG_REASON_UNKNOWN_KEY && key) {
    const rs_credential_rule *credential = &judged->recipe->credentials[key->credential];
    char shown[MAX_FORM];
    reqsig_slice value = rs_context_of(&opened->context)->credentials[key->credential];
    if (credential->secret)
      snprintf(text, size, ", its %s, which is not shown", credential->name);
    else
      snprintf(text, size, ", its %s %s", credential->name,
               escape_text(value, judged->page.terminal.utf8, shown, sizeof shown));
  } else if (judged->verdict.reason == REQSIG_REASON_DIGEST_MISMATCH) {
    uint8_t room[2 * RS_MAX_DIGEST];
    reqsig_buffer digest = {room, sizeof room, 0};
    rs_sink sink = rs_sink_to_buffer(&digest);
    rs_builder builder;
    if (rs_builder_begin(&builder, &opened->context, &opened->request.request) != REQSIG_OK) return;
    rs_header_value_emit(&builder, rule, &sink);
    snprintf(text, size, ", %.*s", (int)digest.len, (const char *)digest.data);
  } else if (judged->verdict.reason == REQSIG_REASON_SIGNATURE_MISMATCH) {
    snprintf(text, size, ", which is not shown, as it would be a valid signature");
  }
}

static void print_expected(const struct judgement *judged) {
  const rs_header_rule *rule = header_rule_of(judged->recipe, judged->verdict.field);
  char text[VERIFY_MAX_TEXT + MAX_FORM * 3], form[MAX_FORM * 3], value[VERIFY_MAX_TEXT / 2];
  words_form(judged, rule, form, sizeof form);
  words_right_value(judged, rule, value, sizeof value);
  snprintf(text, sizeof text, "%s%s%s", judged->verdict.expected, value, form);
  page_row(&judged->page, "expected", text);
}

static void print_shown(struct page *page, reqsig_slice value) {
  page_label(page, "found");
  page_bytes(page, value, PAGE_VALUE, STYLE_RED);
  fprintf(page->out, "\n%*s(%zu byte%s)\n", PAGE_VALUE, "", value.len, text_plural(value.len));
}

/* A wrong signature or secret in any form may be somebody's secret, so only a right one's form may be shown.
 */
static bool is_withheld(const struct judgement *judged) {
  return secrets_withhold(judged->opened, judged->verdict.field) &&
         judged->verdict.reason != REQSIG_REASON_SIGNATURE_MISMATCH;
}

/* rule is that of the header, or NULL of a member. */
static void print_found(struct judgement *judged, reqsig_slice value, const rs_header_rule *rule) {
  const struct opened_request *opened = judged->opened;
  const char *secret = rule ? secrets_in_header(opened, rule->name) : NULL;
  char text[VERIFY_MAX_TEXT], wrong[VERIFY_MAX_TEXT / 2] = "";
  if (!secret) secret = secrets_find(opened, value);
  if (value.len == 0) {
    page_row(&judged->page, "found", "an empty value");
  } else if (secret || (rule && is_withheld(judged))) {
    if (rule) wrong_value_words(opened, rule, value, wrong, sizeof wrong);
    snprintf(text, sizeof text, "%zu byte%s, not shown%s%s%s%s", value.len, text_plural(value.len),
             secret ? ", as the " : "", secret ? secret : "", secret ? " may be among them" : "", wrong);
    page_row(&judged->page, "found", text);
  } else {
    print_shown(&judged->page, value);
  }
}

static void print_found_header(struct judgement *judged) {
  const reqsig_request *request = &judged->opened->request.request;
  reqsig_slice name = judged->verdict.field;
  const rs_header_rule *rule = header_rule_of(judged->recipe, name);
  size_t num_found = 0;
  for (size_t i = 0; i < request->num_headers; i++) {
    if (!rs_slice_equal_ignoring_case(request->headers[i].name, name)) continue;
    num_found++;
    print_found(judged, request->headers[i].value, rule);
  }
  if (num_found == 0) page_row(&judged->page, "found", "no header of that name");
}

static void print_not_json(const struct judgement *judged) {
  reqsig_slice body = judged->opened->request.request.body;
  size_t offset = 0;
  char text[VERIFY_MAX_TEXT];
  if (body.len == 0)
    snprintf(text, sizeof text, "an empty body");
  else if (rs_json_check(body, &offset) == REQSIG_OK)
    snprintf(text, sizeof text, "JSON that is no object at its top");
  else
    snprintf(text, sizeof text, "a body of %zu byte%s that is not JSON, or nested too deep, at byte %zu",
             body.len, text_plural(body.len), offset + 1);
  page_row(&judged->page, "found", text);
}

static void print_found_member(struct judgement *judged) {
  const struct page *page = &judged->page;
  reqsig_slice value;
  switch (rs_json_member(judged->opened->request.request.body, judged->verdict.field, &value)) {
  case RS_JSON_FOUND: print_found(judged, value, NULL); break;
  case RS_JSON_ABSENT: page_row(page, "found", "no such member at the top of the object"); break;
  case RS_JSON_DUPLICATE: page_row(page, "found", "that member more than once"); break;
  case RS_JSON_MALFORMED: print_not_json(judged); break;
  }
}

/* Whose the limit is that refuses, if the document's would not refuse too; else NULL. */
static const char *owner_of_limit(const struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  bool expired = judged->verdict.reason == REQSIG_REASON_EXPIRED;
  if (!expired && judged->verdict.reason != REQSIG_REASON_NOT_YET_VALID) return NULL;
  if (expired && opened->max_age_ms >= 0) return "that of --max-age";
  if (!expired && opened->max_skew_ms >= 0) return "that of --max-skew";
  const rs_window *of_document = &opened->scheme->time.window;
  bool refuses_too =
      of_document->given && rs_window_check(of_document, judged->verdict.age_ms) != REQSIG_REASON_NONE;
  return refuses_too ? NULL : "the profile's";
}

static void print_owner(const struct judgement *judged, const char *owner) {
  const rs_window *own = &judged->opened->scheme->time.window;
  bool expired = judged->verdict.reason == REQSIG_REASON_EXPIRED;
  char text[VERIFY_MAX_TEXT], span[TIME_MAX_SPAN] = "";
  time_describe_span(expired ? own->past_ms : own->future_ms, span, sizeof span);
  snprintf(text, sizeof text, "none: the limit is %s, the document names %s", owner,
           own->given ? span : "none");
  page_row(&judged->page, "clause", text);
}

static void print_clause(const struct judgement *judged) {
  const struct page *page = &judged->page;
  const char *owner = owner_of_limit(judged);
  char text[VERIFY_MAX_TEXT];
  if (owner) print_owner(judged, owner);
  if (owner || !judged->verdict.clause) return;
  snprintf(text, sizeof text, "\"%s\" (%s)", judged->verdict.clause, judged->recipe->document);
  page_row(page, "clause", text);
}

/* Where explain starts from: it signs for --now, so that it must be given the time that was sent. */
static void print_advice(const struct judgement *judged) {
  char text[VERIFY_MAX_TEXT], now[64] = "";
  if (judged->verdict.reason != REQSIG_REASON_SIGNATURE_MISMATCH) return;
  if (judged->recipe->time.place == RS_TIME_IN_HEADER && !verify_secret_in_time(judged))
    snprintf(now, sizeof now, " --now %lld", (long long)judged->verdict.timestamp_ms);
  snprintf(text, sizeof text,
           "reqsig explain, with the same scheme, files and profiles%s%s, shows each step to the signature "
           "that is "
           "expected.",
           *now ? ", and" : "", now);
  page_row(&judged->page, "see", text);
}

void verify_fault(struct judgement *judged) {
  fputc('\n', judged->page.out);
  print_field(judged);
  print_expected(judged);
  if (is_in_body(judged))
    print_found_member(judged);
  else
    print_found_header(judged);
  print_clause(judged);
  print_advice(judged);
}
