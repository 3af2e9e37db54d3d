#include "mutants/verifiers.h"

#include <string.h>

#include "mutants/verifier_tables.h"

static const struct verifier_mistake *const tables[] = {
    verifiers_of_macs,
    verifiers_of_headers,
    verifiers_of_times,
    verifiers_of_answers,
};

const struct verifier_mistake *verifier_at(size_t index) {
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    for (const struct verifier_mistake *mistake = tables[i]; mistake->slug; mistake++)
      if (index-- == 0) return mistake;
  return NULL;
}

static bool edit(const struct verifier_mistake *mistake, reqsig_scheme *recipe) {
  for (size_t i = 0; i < RS_MAX_VARIATIONS && mistake->variations[i].kind; i++)
    if (!rs_variation_apply(&mistake->variations[i], recipe)) return false;
  return true;
}

bool verifier_fits(const struct verifier_mistake *mistake, const reqsig_scheme *scheme) {
  reqsig_scheme recipe = *scheme;
  return !mistake->never && (needs_met_by(scheme) & mistake->needs) == mistake->needs &&
         edit(mistake, &recipe);
}

struct verifier_answer verifier_ask(struct arena *arena, const struct verifier_mistake *mistake,
                                    const struct vector *vector) {
  const reqsig_request *request = &vector->signed_request;
  struct verification *verification = arena_get(arena, sizeof *verification);
  *verification = (struct verification){.arena = arena,
                                        .vector = vector,
                                        .change = &mistake->change,
                                        .recipe = *vector->scheme,
                                        .request = *request};
  /* One more, for a mistake that adds a header. */
  verification->headers = arena_get_array(arena, request->num_headers + 1, sizeof *verification->headers);
  if (request->num_headers > 0)
    memcpy(verification->headers, request->headers, request->num_headers * sizeof *request->headers);
  verification->request.headers = verification->headers;
  edit(mistake, &verification->recipe);
  return mistake->verify ? mistake->verify(verification) : verify_check(verification);
}
