#include "diagnose/telling_vector.h"

enum { MAX_BODY = 4096 };

/* What the two do together; NULL if that is no signer's mistake. */
static const struct mistake *mistake_of(struct arena *arena, const struct match *match) {
  if (match->num_causes == 0 || !match->causes[0]->mistake) return NULL;
  if (match->num_causes == 1) return match->causes[0]->mistake;
  return match->causes[1]->mistake
             ? causes_together(arena, match->causes[0]->mistake, match->causes[1]->mistake)
             : NULL;
}

/* The signature's header; empty if nothing is signed. */
static reqsig_slice signature(struct arena *arena, const struct mistake *mistake,
                              const struct vector *vector) {
  const rs_header_rule *rule = evidence_rule_with(vector->scheme, RS_FROM_MAC);
  struct signer_answer answer;
  struct mutant_input input = {vector->scheme,   vector->credentials, vector->num_credentials,
                               &vector->request, vector->now_ms,      NULL};
  if (!rule || mutant_sign(arena, mistake, &input, &answer) != REQSIG_OK) return rs_slice(NULL, 0);
  const reqsig_header *header = header_list_find(&answer.headers, rule->name, NULL);
  return header ? header->value : rs_slice(NULL, 0);
}

static bool tells(const struct vector *vector, const struct match *first, const struct match *second) {
  struct arena arena = {0};
  const struct mistake *a = mistake_of(&arena, first), *b = mistake_of(&arena, second);
  bool differ = a && b && !rs_slice_equal(signature(&arena, a, vector), signature(&arena, b, vector));
  arena_wipe(&arena);
  return differ;
}

const char *telling_vector(const struct vector_set *set, const reqsig_scheme *scheme,
                           const struct match *first, const struct match *second) {
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    if (vector->scheme == scheme && !vector->twin && vector->request.body.len <= MAX_BODY &&
        tells(vector, first, second))
      return vector->id;
  }
  return NULL;
}
