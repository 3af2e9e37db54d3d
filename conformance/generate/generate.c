#include "generate/generate.h"

#include "base/message.h"
#include "base/text.h"
#include "generate/edit.h"
#include "lib/recipe.h"
#include "request/known_schemes.h"

enum { MAX_TRIES = 200 };

static const char *vector_id(struct generator *generator, const char *kind, const char *word, size_t number) {
  struct text id = {0};
  text_addf(&id, "%s-%s%s-%zu", reqsig_scheme_name(generator->scheme), kind, word, number);
  const char *copy = arena_copy(generator->arena, text_slice(&id));
  text_free(&id);
  return copy;
}

static struct vector begin_vector(const struct generator *generator, const char *id) {
  const reqsig_scheme *scheme = generator->scheme;
  return (struct vector){.id = id,
                         .scheme = scheme,
                         .class = VECTOR_DERIVED,
                         .document = reqsig_scheme_document(scheme),
                         .document_title = reqsig_scheme_document_title(scheme),
                         .tests = "A request drawn from the recipe.",
                         .clause = scheme->message_clause ? scheme->message_clause
                                                          : "The scheme file quotes no words."};
}

/* Whoever signs reads no time in the body: a body without one is signed, and no verifier is asked. */
static bool is_signed_alone(const struct generator *generator, struct vector *vector) {
  reqsig_reason reason = vector->expect.verdict.reason;
  bool is_alone = draw_is_special(generator->number) &&
                  generator->scheme->time.place == RS_TIME_IN_BODY_MEMBER &&
                  (reason == REQSIG_REASON_MALFORMED || reason == REQSIG_REASON_MISSING);
  if (is_alone) vector->expect.verdict = (struct verdict){.given = false};
  return is_alone;
}

bool generate_accepted(struct generator *generator, const char *id, struct vector *vector) {
  for (int tries = 0; tries < MAX_TRIES; tries++) {
    *vector = begin_vector(generator, id);
    draw_vector(generator, vector);
    draw_special(generator, vector);
    if (!expect_signing(generator->arena, vector)) continue;
    if (vector->expect.verdict.accepted) return true;
    if (is_signed_alone(generator, vector)) return true;
  }
  return false;
}

/* The kind that fewer others are before: by how often it was used, then by its place. */
static size_t kind_at_rank(const size_t *uses, size_t num_kinds, size_t rank) {
  for (size_t kind = 0; kind < num_kinds; kind++) {
    size_t before = 0;
    for (size_t i = 0; i < num_kinds; i++)
      before += uses[i] < uses[kind] || (uses[i] == uses[kind] && i < kind);
    if (before == rank) return kind;
  }
  return 0;
}

/* Each kind is as likely as any other. Of a scheme from a file the one that was used least comes first, so
 * that what seldom fits is made where it does; and what is seldom drawn is signed with a mistake. */
static size_t draw_kind(struct generator *generator, size_t tries) {
  size_t num_kinds = edit_num_kinds();
  if (!generator->uses) return random_below(&generator->random, num_kinds);
  if (draw_is_special(generator->number) && tries == 0) return edit_kind_of_shared_mistakes();
  return kind_at_rank(generator->uses, num_kinds, tries % num_kinds);
}

/* False: no kind that is drawn fits. */
static bool edited_vector(struct generator *generator, const struct vector *twin, const char *id,
                          struct vector *vector) {
  reqsig_header *headers =
      arena_get_array(generator->arena, twin->signed_request.num_headers + 1, sizeof *headers);
  for (size_t tries = 0; tries < MAX_TRIES; tries++) {
    size_t kind = draw_kind(generator, tries);
    if (!edit_vector(generator, twin, kind, headers, vector)) continue;
    vector->id = id;
    vector->tests = "A drawn request with one edit.";
    if (!expect_verdict(vector)) continue;
    expect_profiles(generator->arena, vector);
    if (generator->uses) generator->uses[kind]++;
    return true;
  }
  return false;
}

bool generate_vectors(struct arena *arena, const struct generation *from, struct vector *vectors,
                      size_t count) {
  struct generator generator = {.arena = arena, .scheme = from->scheme, .credentials = from->credentials};
  if (reqsig_scheme_find(reqsig_scheme_name(from->scheme)) != from->scheme)
    generator.uses = arena_get_array(arena, edit_num_kinds(), sizeof *generator.uses);
  for (size_t num = 0, number = 1; num < count; number++) {
    const char *id = vector_id(&generator, "", from->word, number);
    generator.random = random_of(from->seed, id);
    generator.number = number;
    struct vector *twin = &vectors[num++];
    if (!generate_accepted(&generator, id, twin)) return false;
    expect_profiles(arena, twin);
    if (num < count && twin->expect.verdict.given &&
        edited_vector(&generator, twin, vector_id(&generator, "verify-", from->word, number), &vectors[num]))
      num++;
  }
  return true;
}

enum { NUM_FOR_FILE = 600, SEED_FOR_FILE = 1 };

static bool has_vectors(const struct vector_set *set, const reqsig_scheme *scheme) {
  for (size_t i = 0; i < set->count; i++)
    if (set->items[i].scheme == scheme) return true;
  return false;
}

bool generate_for_files(struct vector_set *set, const char *command) {
  const reqsig_scheme *scheme;
  for (size_t i = reqsig_num_schemes(); (scheme = scheme_at(i)); i++) {
    if (has_vectors(set, scheme)) continue;
    struct vector *vectors = vector_set_extend(set, NUM_FOR_FILE);
    struct generation from = {scheme, "made", SEED_FOR_FILE, NULL};
    if (generate_vectors(&set->arena, &from, vectors, NUM_FOR_FILE)) continue;
    message_error("%s: %s: no request that is drawn is signed so that it is accepted", command,
                  reqsig_scheme_name(scheme));
    return false;
  }
  return true;
}
