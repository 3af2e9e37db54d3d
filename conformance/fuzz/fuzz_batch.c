#include <string.h>

#include "base/message.h"
#include "fuzz/fuzz.h"
#include "fuzz/fuzz_http.h"

enum { HOSTILE_ONE_IN = 4, MAX_OF_NUMBER = FUZZ_MAX_RAW_OF_NUMBER };

static void add_case(struct fuzz_batch *batch, const struct fuzz_vector *vector, enum op op, bool is_there) {
  if (is_there) batch->cases[0][batch->num_cases++] = (struct test_case){.vector = &vector->vector, .op = op};
}

static void add_raw_case(struct fuzz_batch *batch, const struct fuzz_vector *vector) {
  add_case(batch, vector, OP_PARSE, true);
  batch->cases[0][batch->num_cases - 1].http = &vector->raw->vector;
}

static void add_hostile(const struct fuzz *fuzz, const struct fuzz_vector *drawn, struct fuzz_batch *batch) {
  struct fuzz_vector *hostile = &batch->vectors[batch->num_vectors];
  struct text id = {0};
  *hostile = *drawn;
  text_addf(&id, "%s-silent", drawn->vector.id);
  hostile->vector.id = arena_copy(&batch->arena, text_slice(&id));
  batch->num_vectors += fuzz_make_hostile(&batch->arena, fuzz->plan->seed, hostile);
  text_free(&id);
}

static bool draw_scheme(const struct fuzz *fuzz, size_t number, struct fuzz_batch *batch) {
  const reqsig_scheme *scheme = fuzz->plan->schemes[batch->scheme];
  struct fuzz_vector *pair = &batch->vectors[batch->num_vectors];
  size_t num = fuzz_draw(&batch->arena, fuzz->plan, scheme, number, pair);
  batch->num_vectors += num;
  if (num > 0 && !pair->is_given && number % HOSTILE_ONE_IN == 1) add_hostile(fuzz, pair, batch);
  return num > 0;
}

static void add_cases(struct fuzz_batch *batch, const struct fuzz_vector *vector) {
  if (vector->raw) {
    add_raw_case(batch, vector);
    return;
  }
  add_case(batch, vector, OP_MESSAGE, vector_has_message(&vector->vector));
  add_case(batch, vector, OP_SIGN, vector_has_headers(&vector->vector));
  add_case(batch, vector, OP_VERIFY, vector_has_verdict(&vector->vector));
}

void fuzz_batch_begin(const struct fuzz *fuzz, struct fuzz_batch *batch) {
  size_t max = MAX_OF_NUMBER * batch->num_pairs;
  batch->vectors = arena_get_array(&batch->arena, max, sizeof *batch->vectors);
  for (size_t i = 0; i < fuzz->num_sides; i++)
    batch->cases[i] = arena_get_array(&batch->arena, max * NUM_SCHEME_OPS, sizeof *batch->cases[i]);
}

bool fuzz_batch_draw_on(const struct fuzz *fuzz, struct fuzz_batch *batch) {
  if (batch->num_drawn == batch->num_pairs || batch->is_undrawable) return false;
  size_t number = batch->first + batch->num_drawn++;
  if (fuzz->plan->http)
    batch->num_vectors += fuzz_http_draw(&batch->arena, fuzz->plan->seeds, fuzz->plan->seed, number,
                                         &batch->vectors[batch->num_vectors]);
  else
    batch->is_undrawable = !draw_scheme(fuzz, number, batch);
  return true;
}

bool fuzz_batch_finish(const struct fuzz *fuzz, struct fuzz_batch *batch) {
  while (fuzz_batch_draw_on(fuzz, batch)) {
  }
  for (size_t i = 0; i < batch->num_vectors; i++) add_cases(batch, &batch->vectors[i]);
  for (size_t i = 1; i < fuzz->num_sides; i++)
    memcpy(batch->cases[i], batch->cases[0], batch->num_cases * sizeof *batch->cases[i]);
  return !batch->is_undrawable;
}
