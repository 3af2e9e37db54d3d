#include <stdio.h>

#include "commands/verify.h"

/* With the profile beside those chosen, and the same window. */
static bool accepts(const struct verification *verification, const char *name) {
  reqsig_context context;
  reqsig_verdict verdict = {.reason = REQSIG_REASON_MALFORMED};
  bool done = signing_init_with(verification->signing, name, &context) == REQSIG_OK &&
              verify_judge(verification, &context, &verdict) == REQSIG_OK;
  reqsig_context_wipe(&context);
  return done && verdict.reason == REQSIG_REASON_NONE;
}

void verify_readings(const struct verification *verification) {
  const struct signing *signing = verification->signing;
  reqsig_profile_info info;
  char text[VERIFY_MAX_TEXT];
  for (size_t i = 0; reqsig_scheme_profile(signing->scheme, i, &info) == REQSIG_OK; i++) {
    if (signing_has_profile(signing, info.name) || !accepts(verification, info.name)) continue;
    snprintf(text, sizeof text, "--profile %s accepts it: %s (%s)", info.name, info.meaning, info.row);
    page_row(&verification->page, "mind", text);
  }
}
