/* The field at fault of a rejected request, what was expected of it, what was found. */
#include <stdio.h>

#include "base/terminal.h"
#include "base/text.h"
#include "base/time_text.h"
#include "commands/verify.h"
#include "lib/context.h"
#include "lib/json.h"
#include "lib/mac_text.h"
#include "lib/message_builder.h"
#include "lib/window.h"
#include "request/header_rule.h"
#include "request/recipe_text.h"
#include "request/secrets.h"
#include "request/wrong_value.h"

static bool is_in_body(const struct judgement *judged) {
  const rs_time_rule *time = &judged->recipe->time;
  return time->place == RS_TIME_IN_BODY_MEMBER &&
         rs_slice_equal(judged->verdict.field, reqsig_text(time->name));
}

static void print_field(const struct judgement *judged) {
  bool in_body = is_in_body(judged);
  struct text text = {0};
  text_add_string(&text, in_body ? "the member " : "the header ");
  text_add_escaped(&text, judged->verdict.field, judged->page.terminal.utf8);
  if (in_body) text_add_string(&text, " of the body");
  page_row(&judged->page, "field", text_string(&text));
  text_free(&text);
}

/* "the signature has 28 characters" */
static void add_signature_length(struct text *text, const reqsig_scheme *recipe) {
  size_t len = rs_mac_text_len(recipe), padding = rs_mac_text_padding(recipe);
  text_addf(text, "the signature has %zu characters", len);
  if (recipe->encoding.unpadded_accepted && padding > 0)
    text_addf(text, " or, without padding, %zu", len - padding);
}

/* "Bitpro {api_key}:{signature}; the signature has 28 characters"; nothing where the name says it all. */
static void print_form(const struct judgement *judged, const rs_header_rule *rule) {
  const reqsig_scheme *recipe = judged->recipe;
  bool has_mac = header_rule_part(rule, RS_FROM_MAC) != NULL;
  bool has_literal = header_rule_part(rule, RS_FROM_LITERAL) != NULL;
  struct text text = {0};
  if (judged->verdict.reason != REQSIG_REASON_MALFORMED || (!has_mac && !has_literal)) return;
  if (has_literal) recipe_add_header_value(&text, recipe, rule);
  if (has_mac && has_literal && recipe->encoding.prefix_optional)
    text_add_string(&text, ", or without what stands before the signature");
  if (has_mac && has_literal) text_add_string(&text, "; ");
  if (has_mac) add_signature_length(&text, recipe);
  page_row(&judged->page, "its form", text_string(&text));
  text_free(&text);
}

/* ": the api_key M3175466" */
static void add_own_key(struct text *text, const struct judgement *judged, const rs_header_rule *rule) {
  const rs_part *key = header_rule_part(rule, RS_FROM_CREDENTIAL);
  if (!key) return;
  const rs_credential_rule *credential = &judged->recipe->credentials[key->credential];
  reqsig_slice value = rs_context_of(&judged->opened->context)->credentials[key->credential];
  text_addf(text, ": the %s", credential->name);
  if (credential->secret || secrets_find(judged->opened, value)) {
    text_add_string(text, ", which is not shown");
  } else {
    text_add_string(text, " ");
    text_add_escaped(text, value, judged->page.terminal.utf8);
  }
}

/* Anybody can take the digest of a body, so it may be shown. */
static void add_own_digest(struct text *text, const struct judgement *judged, const rs_header_rule *rule) {
  const struct opened_request *opened = judged->opened;
  uint8_t room[2 * RS_MAX_DIGEST];
  reqsig_buffer digest = {room, sizeof room, 0};
  rs_sink sink = rs_sink_to_buffer(&digest);
  rs_builder builder;
  if (rs_builder_begin(&builder, &opened->context, &opened->request.request) != REQSIG_OK) return;
  rs_header_value_emit(&builder, rule, &sink);
  text_add_string(text, ": ");
  text_add(text, rs_slice(digest.data, digest.len));
}

static void print_expected(const struct judgement *judged) {
  const rs_header_rule *rule = header_rule_of(judged->recipe, judged->verdict.field);
  struct text text = {0};
  text_add_string(&text, judged->verdict.expected);
  if (judged->verdict.reason == REQSIG_REASON_UNKNOWN_KEY) add_own_key(&text, judged, rule);
  if (judged->verdict.reason == REQSIG_REASON_DIGEST_MISMATCH) add_own_digest(&text, judged, rule);
  if (judged->verdict.reason == REQSIG_REASON_SIGNATURE_MISMATCH)
    text_add_string(&text, ", which is not shown, as it would be a valid signature");
  page_row(&judged->page, "expected", text_string(&text));
  text_free(&text);
  print_form(judged, rule);
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
  char wrong[300] = "";
  if (!secret) secret = secrets_find(opened, value);
  if (value.len == 0) {
    page_row(&judged->page, "found", "an empty value");
  } else if (secret || (rule && is_withheld(judged))) {
    if (rule) wrong_value_words(opened, rule, value, wrong, sizeof wrong);
    page_rowf(&judged->page, "found", "%zu byte%s, not shown%s%s%s%s", value.len, text_plural(value.len),
              secret ? ", as the " : "", secret ? secret : "", secret ? " may be among them" : "", wrong);
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

static void print_not_json(const struct judgement *judged, reqsig_slice body) {
  const struct page *page = &judged->page;
  size_t offset = 0;
  reqsig_status status = rs_json_check(body, &offset);
  if (body.len == 0)
    page_row(page, "found", "an empty body");
  else if (status == REQSIG_OK)
    page_row(page, "found", "JSON that is not an object");
  else if (status == REQSIG_ERR_OUT_OF_RANGE)
    page_rowf(page, "found", "JSON that is nested more than %d levels deep, at byte %zu of the body",
              RS_JSON_MAX_DEPTH, offset + 1);
  else if (offset == body.len)
    page_rowf(page, "found", "a body of %zu byte%s that ends before its JSON does", body.len,
              text_plural(body.len));
  else
    page_rowf(page, "found", "a body of %zu byte%s that is not JSON, at byte %zu%s", body.len,
              text_plural(body.len), offset + 1,
              body.data[offset] == '\'' ? ": JSON takes double quotes" : "");
}

static void print_found_member(struct judgement *judged) {
  const struct page *page = &judged->page;
  reqsig_slice body = judged->opened->request.request.body, value;
  switch (rs_json_member(body, judged->verdict.field, &value)) {
  case RS_JSON_FOUND: print_found(judged, value, NULL); break;
  case RS_JSON_ABSENT: page_row(page, "found", "no member of that name at the top of the object"); break;
  case RS_JSON_DUPLICATE: page_row(page, "found", "this member more than once"); break;
  case RS_JSON_MALFORMED: print_not_json(judged, body); break;
  }
}

/* Who sets the limit that rejects, if the document's own would not reject too; else NULL. */
static const char *setter_of_limit(const struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  bool expired = judged->verdict.reason == REQSIG_REASON_EXPIRED;
  if (!expired && judged->verdict.reason != REQSIG_REASON_NOT_YET_VALID) return NULL;
  if (expired && opened->max_age_ms >= 0) return "--max-age";
  if (!expired && opened->max_skew_ms >= 0) return "--max-skew";
  const rs_window *of_document = &opened->scheme->time.window;
  bool rejects_too =
      of_document->given && rs_window_check(of_document, judged->verdict.age_ms) != REQSIG_REASON_NONE;
  return rejects_too ? NULL : "the profile";
}

static void print_limit(const struct judgement *judged, const char *setter) {
  const rs_window *of_document = &judged->opened->scheme->time.window;
  bool expired = judged->verdict.reason == REQSIG_REASON_EXPIRED;
  struct text text = {0};
  text_addf(&text, "none: %s sets the limit, the document sets ", setter);
  if (of_document->given)
    text_add_span(&text, expired ? of_document->past_ms : of_document->future_ms);
  else
    text_add_string(&text, "none");
  page_row(&judged->page, "clause", text_string(&text));
  text_free(&text);
}

static void print_clause(const struct judgement *judged) {
  const char *setter = setter_of_limit(judged);
  if (setter)
    print_limit(judged, setter);
  else if (judged->verdict.clause)
    page_rowf(&judged->page, "clause", "\"%s\" (%s)", judged->verdict.clause, judged->recipe->document);
}

/* Without --now, explain signs for the time that the request carries. */
static void print_advice(const struct judgement *judged) {
  if (judged->verdict.reason == REQSIG_REASON_SIGNATURE_MISMATCH)
    page_row(
        &judged->page, "see",
        "reqsig explain, with the same scheme, files and profiles, and without --now: it shows each step "
        "to the signature that is expected.");
}

void verify_print_fault(struct judgement *judged) {
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
