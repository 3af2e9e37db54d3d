#include "generate/generate.h"

#include "base/text.h"
#include "generate/edit.h"
#include "generate/expect.h"

static const char *name_vector(struct arena *arena, const reqsig_scheme *scheme, size_t number) {
  struct text id = {0};
  text_addf(&id, "%s-fresh-%zu", reqsig_scheme_name(scheme), number);
  const char *copy = arena_copy(arena, text_slice(&id));
  text_free(&id);
  return copy;
}

static struct vector begin_vector(struct generator *generator, const char *id) {
  const reqsig_scheme *scheme = generator->scheme;
  return (struct vector){.id = id,
                         .scheme = scheme,
                         .class = VECTOR_DERIVED,
                         .document = reqsig_scheme_document(scheme),
                         .tests = "A request drawn from the recipe.",
                         .clause = scheme->message_clause};
}

/* Draws until the scheme signs one and its verdict is an acceptance. */
static struct vector accepted_vector(struct generator *generator, const char *id) {
  for (;;) {
    struct vector vector = begin_vector(generator, id);
    draw_vector(generator, &vector);
    if (expect_signing(generator->arena, &vector) && vector.expect.verdict.accepted) return vector;
  }
}

/* False: no kind of edit fits this twin. */
static bool edited_vector(struct generator *generator, const struct vector *twin, const char *id,
                          struct vector *vector) {
  size_t first = random_below(&generator->random, edit_num_kinds());
  for (size_t i = 0; i < edit_num_kinds(); i++) {
    if (!edit_vector(generator, twin, (first + i) % edit_num_kinds(), vector)) continue;
    vector->id = id;
    vector->tests = "A drawn request with one edit.";
    if (expect_verdict(generator->arena, vector)) return true;
  }
  return false;
}

struct vector *generate_vectors(struct arena *arena, const reqsig_scheme *scheme, uint64_t seed,
                                size_t count) {
  struct generator generator = {arena, scheme, random_of(seed, reqsig_scheme_name(scheme))};
  struct vector *vectors = arena_get_array(arena, count, sizeof *vectors);
  for (size_t num = 0; num < count; num++) {
    const char *id = name_vector(arena, scheme, num + 1);
    const struct vector *twin = num > 0 && !vectors[num - 1].twin ? &vectors[num - 1] : NULL;
    if (!twin || !edited_vector(&generator, twin, id, &vectors[num]))
      vectors[num] = accepted_vector(&generator, id);
  }
  return vectors;
}
