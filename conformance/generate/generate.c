#include "generate/generate.h"

#include "base/text.h"
#include "generate/edit.h"
#include "generate/expect.h"

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
                         .clause = scheme->message_clause};
}

/* Draws until the library signs one and accepts it. False: it never does. */
static bool accepted_vector(struct generator *generator, const char *id, struct vector *vector) {
  for (int tries = 0; tries < MAX_TRIES; tries++) {
    *vector = begin_vector(generator, id);
    draw_vector(generator, vector);
    if (expect_signing(generator->arena, vector) && vector->expect.verdict.accepted) return true;
  }
  return false;
}

/* Each kind that fits is as likely as any other. False: none was found. */
static bool edited_vector(struct generator *generator, const struct vector *twin, const char *id,
                          struct vector *vector) {
  reqsig_header *headers =
      arena_get_array(generator->arena, twin->signed_request.num_headers + 1, sizeof *headers);
  for (int tries = 0; tries < MAX_TRIES; tries++) {
    size_t kind = random_below(&generator->random, edit_num_kinds());
    if (!edit_vector(generator, twin, kind, headers, vector)) continue;
    vector->id = id;
    vector->tests = "A drawn request with one edit.";
    if (expect_verdict(generator->arena, vector)) return true;
  }
  return false;
}

bool generate_vectors(struct arena *arena, const reqsig_scheme *scheme, const char *word, uint64_t seed,
                      struct vector *vectors, size_t count) {
  struct generator generator = {.arena = arena, .scheme = scheme};
  for (size_t num = 0, number = 1; num < count; number++) {
    const char *id = vector_id(&generator, "", word, number);
    generator.random = random_of(seed, id);
    struct vector *twin = &vectors[num++];
    if (!accepted_vector(&generator, id, twin)) return false;
    if (num < count &&
        edited_vector(&generator, twin, vector_id(&generator, "verify-", word, number), &vectors[num]))
      num++;
  }
  return true;
}
