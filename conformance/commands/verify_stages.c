#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/terminal.h"
#include "base/text.h"
#include "commands/verify.h"
#include "lib/bytes.h"
#include "request/recipe_text.h"

enum { MAX_NAMES = 200 };

/* The stages in their order; each refuses for its own reasons. */
typedef enum stage { STAGE_FORM, STAGE_KEY, STAGE_DIGEST, STAGE_SIGNATURE, STAGE_TIME } stage;

static stage stage_of(reqsig_reason reason) {
  switch (reason) {
  case REQSIG_REASON_MALFORMED:
  case REQSIG_REASON_MISSING: return STAGE_FORM;
  case REQSIG_REASON_UNKNOWN_KEY: return STAGE_KEY;
  case REQSIG_REASON_DIGEST_MISMATCH: return STAGE_DIGEST;
  case REQSIG_REASON_SIGNATURE_MISMATCH: return STAGE_SIGNATURE;
  default: return STAGE_TIME;
  }
}

static void print_stage(const struct judgement *judged, stage at, const char *label, const char *answer) {
  const struct page *page = &judged->page;
  reqsig_reason reason = judged->verdict.reason;
  stage refused = stage_of(reason);
  if (reason == REQSIG_REASON_NONE || at < refused) {
    page_row(page, label, answer);
  } else if (at > refused) {
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

static void words_unsigned(const struct judgement *judged, char *text, size_t size) {
  const reqsig_request *request = &judged->opened->request.request;
  char method[32];
  struct text which = {0};
  recipe_add_signed_requests(&which, &judged->recipe->signs);
  escape_text(request->method, judged->page.terminal.utf8, method, sizeof method);
  snprintf(text, size, "not checked: %s signs %s, and this is a %s %s a body", judged->recipe->name,
           text_string(&which), method, request->body.len > 0 ? "with" : "without");
  text_free(&which);
}

static const char *words_freshness(const struct judgement *judged) {
  if (judged->recipe->time.place == RS_TIME_NOWHERE)
    return "not checked: the scheme has no timestamp, so a signature stays valid";
  if (!judged->verdict.has_timestamp) return "not checked: a request that is not signed has no timestamp";
  if (!judged->window.given)
    return "not checked: the document names no window; --max-age and --max-skew set one";
  return "within the window";
}

void verify_stages(const struct judgement *judged) {
  char text[VERIFY_MAX_TEXT] = "right";
  print_stage(judged, STAGE_FORM, "form", "right: each field that the scheme reads is there once");
  print_stage(judged, STAGE_KEY, "key id", "right");
  if (has_digest(judged->recipe)) print_stage(judged, STAGE_DIGEST, "body digest", "right");
  if (!judged->is_signed) words_unsigned(judged, text, sizeof text);
  print_stage(judged, STAGE_SIGNATURE, "signature", text);
  print_stage(judged, STAGE_TIME, "freshness", words_freshness(judged));
}
