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

static void print_stage(const struct verification *verification, stage at, const char *label,
                        const char *answer) {
  const struct page *page = &verification->page;
  reqsig_reason reason = verification->verdict.reason;
  stage refused = stage_of(reason);
  if (reason == REQSIG_REASON_NONE || at < refused) {
    page_row(page, label, answer);
  } else if (at > refused) {
    page_row(page, label, "not asked");
  } else {
    fputs(terminal_style_on(page->terminal, STYLE_RED), page->out);
    page_row(page, label, "refused");
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

static void words_unsigned(const struct verification *verification, char *text, size_t size) {
  const reqsig_request *request = &verification->signing->request.request;
  char method[32];
  struct text which = {0};
  recipe_add_signed_requests(&which, &verification->recipe->signs);
  escape_text(request->method, verification->page.terminal.utf8, method, sizeof method);
  snprintf(text, size, "not checked: %s signs %s, and this is a %s %s a body", verification->recipe->name,
           text_string(&which), method, request->body.len > 0 ? "with" : "without");
  text_free(&which);
}

static const char *words_freshness(const struct verification *verification) {
  if (verification->recipe->time.place == RS_TIME_NOWHERE)
    return "not checked: the scheme has no timestamp, so a signature stays valid";
  if (!verification->verdict.has_timestamp)
    return "not checked: a request that is not signed has no timestamp";
  if (!verification->window.given)
    return "not checked: the document names no window; --max-age and --max-skew set one";
  return "within the window";
}

void verify_stages(const struct verification *verification) {
  char text[VERIFY_MAX_TEXT] = "right";
  print_stage(verification, STAGE_FORM, "form", "right: each field that the scheme reads is there once");
  print_stage(verification, STAGE_KEY, "key id", "right");
  if (has_digest(verification->recipe)) print_stage(verification, STAGE_DIGEST, "body digest", "right");
  if (!verification->is_signed) words_unsigned(verification, text, sizeof text);
  print_stage(verification, STAGE_SIGNATURE, "signature", text);
  print_stage(verification, STAGE_TIME, "freshness", words_freshness(verification));
}
