#include <stdio.h>

#include "commands/verify.h"

/* With the profile beside those chosen, and the same window. */
static bool accepts(const struct judgement *judged, const char *name) {
  reqsig_context context;
  reqsig_verdict verdict = {.reason = REQSIG_REASON_MALFORMED};
  bool done = request_context_with(judged->opened, name, &context) == REQSIG_OK &&
              verify_judge(judged, &context, &verdict) == REQSIG_OK;
  reqsig_context_wipe(&context);
  return done && verdict.reason == REQSIG_REASON_NONE;
}

void verify_profiles(const struct judgement *judged) {
  const struct opened_request *opened = judged->opened;
  reqsig_profile_info info;
  char text[VERIFY_MAX_TEXT];
  for (size_t i = 0; reqsig_scheme_profile(opened->scheme, i, &info) == REQSIG_OK; i++) {
    if (request_has_profile(opened, info.name) || !accepts(judged, info.name)) continue;
    snprintf(text, sizeof text, "--profile %s accepts it: %s (%s)", info.name, info.meaning, info.row);
    page_row(&judged->page, "hint", text);
  }
}
