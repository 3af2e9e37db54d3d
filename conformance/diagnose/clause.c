/* Which words of the document a mistake goes against. */
#include <string.h>

#include "diagnose/choice.h"
#include "diagnose/explanation.h"
#include "diagnose/search.h"
#include "mutants/transforms.h"
#include "request/recipe_text.h"

static const rs_part *message_part(const reqsig_scheme *recipe, rs_source source) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    const rs_part *part = &recipe->message[i];
    if (part->from == source || (part->from == RS_FROM_BODY_OR_QUERY && source == RS_FROM_BODY)) return part;
  }
  return NULL;
}

static const char *clause_of_part(const reqsig_scheme *recipe, rs_source source) {
  const rs_part *part = message_part(recipe, source);
  return part && part->clause ? part->clause : recipe->message_clause;
}

/* Where a part is cut or changed, its clause speaks of that alone. */
static const char *clause_of_bare_part(const reqsig_scheme *recipe, rs_source source) {
  const rs_part *part = message_part(recipe, source);
  bool is_of_change = part && (part->cut || part->transforms[0]);
  return is_of_change ? recipe->message_clause : clause_of_part(recipe, source);
}

static const char *clause_of_header(const reqsig_scheme *recipe, rs_source source) {
  const rs_header_rule *rule = evidence_rule_with(recipe, source);
  return rule ? rule->clause : NULL;
}

/* What stands around the MAC may have words of its own. */
static const char *clause_of_value(const rs_header_rule *rule) {
  const rs_part *mac = rule ? recipe_header_part(rule, RS_FROM_MAC) : NULL;
  return mac && mac->clause ? mac->clause : rule ? rule->clause : NULL;
}

static const char *clause_of_omission(const reqsig_scheme *recipe, rs_source source) {
  const rs_part *part = message_part(recipe, source);
  return part && part->omit_clause ? part->omit_clause : clause_of_part(recipe, source);
}

static const char *clause_of_variation(const reqsig_scheme *recipe, const rs_variation *variation) {
  switch (variation->kind) {
  case RS_VARY_DIGEST: return recipe->mac.clause;
  case RS_VARY_ENCODING: return recipe->encoding.clause;
  case RS_VARY_KEY_FORM: return recipe->credentials[recipe->mac.key].clause;
  case RS_VARY_TIME_FORMAT:
  case RS_VARY_WINDOW: return recipe->time.clause;
  case RS_VARY_SIGNS: return recipe->signs.clause;
  case RS_VARY_SENDING:
  case RS_VARY_UNSENT: return clause_of_header(recipe, variation->at);
  case RS_VARY_OMIT: return clause_of_omission(recipe, variation->at);
  case RS_VARY_SEPARATOR:
  case RS_VARY_DROP:
  case RS_VARY_BEFORE:
  case RS_VARY_AFTER: return recipe->message_clause;
  default: return clause_of_part(recipe, variation->at);
  }
}

const char *clause_of(const reqsig_scheme *recipe, const rs_header_rule *signature,
                      const struct mistake *mistake) {
  const rs_variation *variation = &mistake->variations[0];
  if (mistake->key.make || mistake->credentials_swapped) return recipe->credentials[recipe->mac.key].clause;
  if (mistake->construction) return recipe->mac.clause;
  if (mistake->body.make || mistake->digest.make) return clause_of_part(recipe, RS_FROM_BODY);
  if (mistake->target.make) return clause_of_bare_part(recipe, RS_FROM_PATH);
  if (mistake->method.make && !variation->kind) return clause_of_bare_part(recipe, RS_FROM_METHOD);
  if (mistake->time.make || mistake->signed_time.make || mistake->clock_ms || mistake->signed_clock_ms)
    return recipe->time.clause;
  if (mistake->mac.make || mistake->output.make) return recipe->encoding.clause;
  if (mistake->value.make) return clause_of_value(signature);
  if (mistake->recipe.make == recipe_digest_kept) return clause_of_header(recipe, RS_FROM_BODY);
  if (variation->kind) return clause_of_variation(recipe, variation);
  return recipe->message_clause;
}

/* Whether the case tells which words a verifier's mistake goes against: no document names reasons. */
static bool is_telling(const struct shared_search *search, const struct shared_cause *shared, size_t at,
                       const struct mistake *mistake) {
  const struct graded_case *graded = &search->cases.items[at];
  return search->cases.causes[at] == shared && graded->grade->differences[0].kind != DIFFERENCE_REASON &&
         (!shared->is_shown || mistake_is_shown_by(mistake, graded));
}

const char *clause_of_verdicts(const struct shared_search *search, const struct shared_cause *shared,
                               const struct mistake *mistake) {
  const char *best = NULL;
  size_t num_best = 0;
  for (size_t i = 0; i < search->cases.count; i++) {
    const char *clause = search->cases.items[i].vector->clause;
    size_t num = 0;
    if (!is_telling(search, shared, i, mistake)) continue;
    for (size_t k = i; k < search->cases.count; k++)
      num += is_telling(search, shared, k, mistake) &&
             strcmp(search->cases.items[k].vector->clause, clause) == 0;
    if (num <= num_best) continue;
    best = clause;
    num_best = num;
  }
  return best;
}
