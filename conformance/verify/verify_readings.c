#include <stdio.h>
#include <string.h>

#include "verify.h"

static bool is_chosen(const struct signing *signing, const char *name) {
  for (size_t i = 0; i < signing->num_profiles; i++)
    if (strcmp(signing->profiles[i], name) == 0) return true;
  return false;
}

/* With the profile beside those chosen, and the same window. */
static bool accepts(const struct verification *verification, const char *name) {
  const struct signing *signing = verification->signing;
  const char *names[SIGNING_MAX_PROFILES + 1];
  size_t num_names = signing->num_profiles;
  if (num_names > 0) memcpy(names, signing->profiles, num_names * sizeof *names);
  names[num_names++] = name;
  reqsig_context context;
  reqsig_verdict verdict = {.reason = REQSIG_REASON_MALFORMED};
  bool done = reqsig_context_init(&context, signing->scheme, names, num_names, signing->credentials.items,
                                  signing->credentials.num_items) == REQSIG_OK &&
              verify_judge(verification, &context, &verdict) == REQSIG_OK;
  reqsig_context_wipe(&context);
  return done && verdict.reason == REQSIG_REASON_NONE;
}

void verify_readings(const struct verification *verification) {
  const struct signing *signing = verification->signing;
  reqsig_profile_info info;
  char text[VERIFY_MAX_TEXT];
  for (size_t i = 0; reqsig_scheme_profile(signing->scheme, i, &info) == REQSIG_OK; i++) {
    if (is_chosen(signing, info.name) || !accepts(verification, info.name)) continue;
    snprintf(text, sizeof text, "--profile %s accepts it: %s (%s)", info.name, info.meaning, info.row);
    page_row(&verification->page, "mind", text);
  }
}
