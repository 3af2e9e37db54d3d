#include <string.h>

#include "fuzz/fuzz.h"
#include "generate/edit.h"
#include "generate/generate.h"

enum { MAX_TRIES = 60, MAX_SEED_BODY = 72 * 1024 };

static const char *id_of(struct arena *arena, const reqsig_scheme *scheme, const char *kind, size_t number) {
  struct text id = {0};
  text_addf(&id, "%s-%sfuzz-%zu", reqsig_scheme_name(scheme), kind, number);
  const char *copy = arena_copy(arena, text_slice(&id));
  text_free(&id);
  return copy;
}

static bool apply_edit(struct arena *arena, const struct fuzz_vector *twin, struct fuzz_vector *edited) {
  struct generator generator = {arena, twin->vector.scheme, edited->random, edited->timestamp_ms};
  const struct vector *of = &twin->vector;
  reqsig_header *headers = arena_get_array(arena, of->signed_request.num_headers + 1, sizeof *headers);
  if (!edit_vector(&generator, of, edited->edit_kind, headers, &edited->vector)) return false;
  edited->twin = twin;
  edited->vector.tests = "A drawn request with one edit.";
  return expect_verdict(&edited->vector);
}

static bool draw_edit(struct generator *generator, const struct fuzz_vector *twin,
                      struct fuzz_vector *edited) {
  for (int tries = 0; tries < MAX_TRIES; tries++) {
    *edited = (struct fuzz_vector){.timestamp_ms = twin->timestamp_ms};
    edited->edit_kind = random_below(&generator->random, edit_num_kinds());
    edited->random = generator->random;
    if (apply_edit(generator->arena, twin, edited)) return true;
    random_next(&generator->random);
  }
  return false;
}

/* What the document decides, and what is not so long that it takes the time of many others. */
static bool is_seed(const struct vector *vector) {
  return vector->class != VECTOR_SILENT && vector->request.body.len <= MAX_SEED_BODY;
}

/* The nth vector of the suite that the fuzzer begins with; NULL: there are no more. */
static const struct vector *seed_of(const struct vector_set *seeds, const reqsig_scheme *scheme, size_t nth) {
  for (size_t i = 0; i < seeds->count; i++) {
    const struct vector *vector = &seeds->items[i];
    if (vector->scheme == scheme && is_seed(vector) && nth-- == 0) return vector;
  }
  return NULL;
}

static size_t draw_edited(struct generator *generator, size_t number, struct fuzz_vector pair[2]) {
  if (!draw_edit(generator, &pair[0], &pair[1])) return 1;
  pair[1].incomplete = &pair[1];
  pair[1].vector.id = id_of(generator->arena, generator->scheme, "verify-", number);
  return 2;
}

/* As it is: edits are made for requests that are drawn. */
static void take_seed(const struct vector *seed, size_t nth, struct fuzz_vector *taken) {
  *taken = (struct fuzz_vector){.vector = *seed,
                                .is_given = seed->twin != NULL,
                                .edit_kind = SIZE_MAX - 1 - nth,
                                .timestamp_ms = seed->now_ms};
}

size_t fuzz_draw(struct arena *arena, const struct fuzz_plan *plan, const reqsig_scheme *scheme,
                 size_t number, struct fuzz_vector pair[2]) {
  const char *id = id_of(arena, scheme, "", number);
  struct generator generator = {
      .arena = arena, .scheme = scheme, .random = random_of(plan->seed, id), .number = number};
  const struct vector *seed =
      plan->seeds && number % 2 == 0 ? seed_of(plan->seeds, scheme, number / 2 - 1) : NULL;
  if (seed) {
    take_seed(seed, number / 2, pair);
    return 1;
  }
  pair[0] = (struct fuzz_vector){0};
  if (!generate_accepted(&generator, id, &pair[0].vector)) return 0;
  pair[0].timestamp_ms = generator.timestamp_ms;
  pair[0].incomplete = &pair[0];
  return draw_edited(&generator, number, pair);
}

bool fuzz_complete(struct arena *arena, const struct vector *vector) {
  const struct fuzz_vector *drawn = (const struct fuzz_vector *)(const void *)vector;
  struct fuzz_vector *incomplete = drawn->incomplete;
  if (drawn->twin) fuzz_complete(arena, &drawn->twin->vector);
  if (!incomplete) return false;
  incomplete->incomplete = NULL;
  expect_profiles(arena, &incomplete->vector);
  return incomplete->vector.num_profile_expects > 0;
}

/* The request as it is before it is signed. */
static struct vector unsigned_again(const struct vector *drawn, const struct vector *request) {
  struct vector vector = *drawn;
  vector.request = request->request;
  vector.credentials = request->credentials;
  vector.num_credentials = request->num_credentials;
  vector.now_ms = request->now_ms;
  vector.expect = (struct expectation){0};
  vector.profile_expects = NULL;
  vector.num_profile_expects = 0;
  return vector;
}

bool fuzz_make_again(struct arena *arena, const struct fuzz_vector *from, const struct vector *request,
                     struct fuzz_vector *twin, struct fuzz_vector *made) {
  const struct fuzz_vector *drawn = from->twin ? from->twin : from;
  *twin = *drawn;
  twin->vector = unsigned_again(&drawn->vector, request);
  twin->timestamp_ms += request->now_ms - drawn->vector.now_ms;
  if (!expect_signing(arena, &twin->vector)) return false;
  expect_profiles(arena, &twin->vector);
  if (drawn->vector.class != VECTOR_SILENT && !twin->vector.expect.verdict.accepted) return false;
  *made = *twin;
  if (!from->twin) return true;
  *made = *from;
  made->timestamp_ms = twin->timestamp_ms;
  if (!apply_edit(arena, twin, made)) return false;
  expect_profiles(arena, &made->vector);
  made->vector.id = from->vector.id;
  return made->vector.expect.verdict.accepted == from->vector.expect.verdict.accepted;
}
