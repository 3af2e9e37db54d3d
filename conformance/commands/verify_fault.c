/* The field at fault of a rejected request, what was expected of it, what was found. */
#include <stdio.h>

#include "base/terminal.h"
#include "base/text.h"
#include "commands/verify.h"
#include "lib/context.h"
#include "lib/mac_text.h"
#include "lib/window.h"
#include "request/findings.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

static bool is_in_body(const struct judgement *judged) {
  const rs_time_rule *time = &judged->recipe->time;
  return time->place == RS_TIME_IN_BODY_MEMBER &&
         rs_slice_equal(judged->verdict.field, reqsig_text(time->name));
}

static void print_field(const struct judgement *judged) {
  bool in_body = is_in_body(judged);
  struct text text = {0};
  const rs_header_rule *rule = recipe_header_rule(judged->recipe, judged->verdict.field);
  bool in_query = !in_body && rule && rule->place == RS_IN_QUERY;
  text_add_string(&text, in_body ? "the member " : in_query ? "the parameter " : "the header ");
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
  bool has_mac = recipe_header_part(rule, RS_FROM_MAC) != NULL;
  bool has_literal = recipe_header_part(rule, RS_FROM_LITERAL) != NULL;
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
  const rs_part *key = recipe_header_part(rule, RS_FROM_CREDENTIAL);
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

/* The digest of a body may be shown, as anybody can take it. */
static void print_expected(const struct judgement *judged, const struct findings *found) {
  const rs_header_rule *rule = recipe_header_rule(judged->recipe, judged->verdict.field);
  struct text text = {0};
  text_add_string(&text, judged->verdict.expected);
  if (judged->verdict.reason == REQSIG_REASON_UNKNOWN_KEY) add_own_key(&text, judged, rule);
  if (judged->verdict.reason == REQSIG_REASON_DIGEST_MISMATCH && found->count > 0 &&
      found->items[0].wanted.data) {
    text_add_string(&text, ": ");
    text_add_escaped(&text, found->items[0].wanted, judged->page.terminal.utf8);
  }
  if (judged->verdict.reason == REQSIG_REASON_SIGNATURE_MISMATCH)
    text_add_string(&text, ", which is not shown, as it would be a valid signature");
  page_row(&judged->page, "expected", text_string(&text));
  text_free(&text);
  print_form(judged, rule);
}

static void print_shown(struct page *page, reqsig_slice value) {
  page_label(page, "found");
  page_bytes(page, value, PAGE_VALUE, PAGE_VALUE, STYLE_RED);
  fprintf(page->out, "\n%*s(%zu byte%s)\n", PAGE_VALUE, "", value.len, text_plural(value.len));
}

static void print_found(struct page *page, const struct finding *finding) {
  if (finding->found.data)
    print_shown(page, finding->found);
  else
    page_row(page, "found", finding->sentence);
  if (finding->remark) page_row(page, "", finding->remark);
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
  const reqsig_scheme *recipe = judged->recipe;
  const char *setter = setter_of_limit(judged);
  if (setter) {
    print_limit(judged, setter);
  } else if (judged->verdict.clause) {
    page_rowf(&judged->page, "clause", "\"%s\"", judged->verdict.clause);
    struct text document = {0};
    recipe_add_document(&document, recipe);
    page_row(&judged->page, "document", text_string(&document));
    text_free(&document);
  }
}

/* Without --now, explain signs for the time that the request carries. */
static void print_advice(const struct judgement *judged) {
  if (judged->verdict.reason == REQSIG_REASON_SIGNATURE_MISMATCH)
    page_row(
        &judged->page, "see",
        "reqsig explain, with the same scheme, files and profiles, and without --now: it shows each step "
        "to the signature that is expected.");
}

void verify_find_field(const struct judgement *judged, struct findings *found) {
  const reqsig_verdict *verdict = &judged->verdict;
  if (is_in_body(judged))
    findings_of_member(judged->opened, verdict->field, found);
  else
    findings_of_header(judged->opened, verdict->field,
                       verdict->has_timestamp ? verdict->timestamp_ms : judged->opened->now_ms, found);
}

void verify_print_fault(struct judgement *judged) {
  struct findings found = {0};
  verify_find_field(judged, &found);
  fputc('\n', judged->page.out);
  print_field(judged);
  print_expected(judged, &found);
  for (size_t i = 0; i < found.count; i++) print_found(&judged->page, &found.items[i]);
  print_clause(judged);
  print_advice(judged);
  findings_free(&found);
}
