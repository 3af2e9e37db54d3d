#include "diagnose/explanation.h"

static const char *clause_of_part(const reqsig_scheme *recipe, rs_source source) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    const rs_part *part = &recipe->message[i];
    if (part->from == source || (part->from == RS_FROM_BODY_OR_QUERY && source == RS_FROM_BODY))
      return part->clause ? part->clause : recipe->message_clause;
  }
  return recipe->message_clause;
}

static const char *clause_of_variation(const reqsig_scheme *recipe, const rs_header_rule *signature,
                                       const rs_variation *variation) {
  switch (variation->kind) {
  case RS_VARY_DIGEST: return recipe->mac.clause;
  case RS_VARY_ENCODING: return recipe->encoding.clause;
  case RS_VARY_KEY_FORM: return recipe->credentials[recipe->mac.key].clause;
  case RS_VARY_SEPARATOR: return recipe->message_clause;
  case RS_VARY_TIME_FORMAT:
  case RS_VARY_WINDOW: return recipe->time.clause;
  case RS_VARY_SIGNS: return recipe->signs.clause;
  case RS_VARY_SENDING:
  case RS_VARY_UNSENT: return signature ? signature->clause : NULL;
  default: return clause_of_part(recipe, variation->at);
  }
}

const char *clause_of(const reqsig_scheme *recipe, const rs_header_rule *signature,
                      const struct mistake *mistake) {
  if (mistake->key.make || mistake->credentials_swapped) return recipe->credentials[recipe->mac.key].clause;
  if (mistake->construction) return recipe->mac.clause;
  if (mistake->body.make || mistake->digest.make) return clause_of_part(recipe, RS_FROM_BODY);
  if (mistake->target.make) return clause_of_part(recipe, RS_FROM_PATH);
  if (mistake->method.make) return clause_of_part(recipe, RS_FROM_METHOD);
  if (mistake->time.make || mistake->signed_time.make || mistake->clock_ms || mistake->signed_clock_ms)
    return recipe->time.clause;
  if (mistake->mac.make || mistake->output.make) return recipe->encoding.clause;
  if (mistake->value.make) return signature ? signature->clause : NULL;
  if (mistake->variations[0].kind) return clause_of_variation(recipe, signature, &mistake->variations[0]);
  return recipe->message_clause;
}
