#include "mutants/mistakes.h"

static unsigned needs(const struct mistake *mistake) {
  unsigned all = mistake->needs;
  if (mistake->method.make) all |= NEEDS_METHOD;
  if (mistake->target.make) all |= NEEDS_PATH;
  if (mistake->body.make) all |= NEEDS_BODY;
  if (mistake->digest.make || mistake->no_digest_without_body) all |= NEEDS_BODY_DIGEST;
  if (mistake->time.make || mistake->signed_time.make || mistake->clock_ms || mistake->signed_clock_ms)
    all |= NEEDS_TIME;
  if (mistake->credentials_swapped || mistake->credential.make) all |= NEEDS_KEY_ID;
  if (mistake->shown_credential_signed) all |= NEEDS_SHOWN_CREDENTIAL;
  return all;
}

bool mistake_fits(const struct mistake *mistake, const reqsig_scheme *scheme) {
  reqsig_scheme recipe = *scheme;
  unsigned needed = needs(mistake);
  if (mistake->never || (needs_met_by(scheme) & needed) != needed) return false;
  for (size_t i = 0; i < RS_MAX_VARIATIONS && mistake->variations[i].kind; i++)
    if (!rs_variation_apply(&mistake->variations[i], &recipe)) return false;
  return true;
}

bool mistake_is_same(const struct mistake *mistake, const reqsig_scheme *scheme) {
  return mistake->same && (needs_met_by(scheme) & mistake->same_needs) == mistake->same_needs;
}

bool mistake_is_profile(const struct mistake *mistake, const reqsig_scheme *scheme) {
  return mistake->profile && rs_profile_find(scheme, mistake->profile);
}
