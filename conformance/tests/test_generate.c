#include <criterion/criterion.h>
#include <string.h>

#include "generate/draw.h"
#include "generate/edit.h"
#include "generate/generate.h"
#include "lib/recipe.h"
#include "request/known_schemes.h"
#include "runner/protocol.h"
#include "vectors/grade.h"

enum { COUNT = 400, MANY = 2 * COUNT };

static struct arena arena;

static void free_arena(void) {
  arena_free(&arena);
}

TestSuite(generate, .fini = free_arena);

static struct vector *draw(const reqsig_scheme *scheme, uint64_t seed, size_t count) {
  struct vector *vectors = arena_get_array(&arena, count, sizeof *vectors);
  cr_assert(generate_vectors(&arena, &(struct generation){scheme, "fresh", seed, NULL}, vectors, count));
  return vectors;
}

/* All that an adapter is asked of a vector, and how it is called. */
static void describe(const struct vector *vector, struct text *lines) {
  text_addf(lines, "%s %s\n", vector->id, vector->twin ? vector->edit : "");
  if (vector_has_headers(vector)) protocol_add_request(lines, 1, OP_SIGN, vector);
  protocol_add_request(lines, 1, OP_VERIFY, vector);
}

static char *description(const struct vector *vectors, size_t count) {
  struct text lines = {0};
  for (size_t i = 0; i < count; i++) describe(&vectors[i], &lines);
  char *copy = arena_copy(&arena, text_slice(&lines));
  text_free(&lines);
  return copy;
}

Test(generate, gives_the_same_vectors_for_the_same_seed) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    cr_assert_str_eq(description(draw(scheme, 5, 50), 50), description(draw(scheme, 5, 50), 50));
  }
}

Test(generate, gives_others_for_another_seed) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const struct vector *one = draw(reqsig_scheme_at(i), 5, 50), *other = draw(reqsig_scheme_at(i), 6, 50);
    for (size_t k = 0; k < 50; k++)
      cr_assert_str_neq(description(&one[k], 1), description(&other[k], 1), "%s", one[k].id);
  }
}

Test(generate, gives_a_vector_whatever_the_count) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(i);
    const struct vector *more = draw(scheme, 5, 50);
    for (size_t count = 1; count < 8; count++)
      cr_assert_str_eq(description(draw(scheme, 5, count), count), description(more, count));
  }
}

Test(generate, signs_what_is_accepted_and_edits_it_once) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    const struct vector *vectors = draw(reqsig_scheme_at(i), 5, COUNT);
    size_t num_edited = 0;
    for (size_t k = 0; k < COUNT; k++) {
      const struct vector *vector = &vectors[k];
      cr_assert(vector->expect.verdict.given);
      cr_assert_neq(vector_has_headers(vector), vector->twin != NULL, "%s", vector->id);
      if (!vector->twin) cr_assert(vector->expect.verdict.accepted, "%s", vector->id);
      if (!vector->twin) continue;
      cr_assert_str_eq(vector->twin, vectors[k - 1].id);
      cr_assert(vector->edit && vector->changes);
      num_edited++;
    }
    cr_assert_geq(num_edited, COUNT * 2 / 5);
  }
}

/* What a verifier of the scheme can have wrong is drawn: each reason that one edit alone can give. */
Test(generate, draws_each_reason_that_one_edit_can_give) {
  static const struct {
    const char *scheme;
    int reasons[REQSIG_REASON_NOT_YET_VALID];
  } cases[] = {
      {"ambro",
       {REQSIG_REASON_MALFORMED, REQSIG_REASON_MISSING, REQSIG_REASON_UNKNOWN_KEY,
        REQSIG_REASON_SIGNATURE_MISMATCH}},
      {"calypso",
       {REQSIG_REASON_MALFORMED, REQSIG_REASON_MISSING, REQSIG_REASON_UNKNOWN_KEY,
        REQSIG_REASON_SIGNATURE_MISMATCH, REQSIG_REASON_EXPIRED, REQSIG_REASON_NOT_YET_VALID}},
      {"aet",
       {REQSIG_REASON_MALFORMED, REQSIG_REASON_MISSING, REQSIG_REASON_UNKNOWN_KEY,
        REQSIG_REASON_SIGNATURE_MISMATCH}},
      {"bitpro",
       {REQSIG_REASON_MALFORMED, REQSIG_REASON_MISSING, REQSIG_REASON_UNKNOWN_KEY,
        REQSIG_REASON_DIGEST_MISMATCH, REQSIG_REASON_SIGNATURE_MISMATCH}},
      {"crm",
       {REQSIG_REASON_MALFORMED, REQSIG_REASON_MISSING, REQSIG_REASON_UNKNOWN_KEY,
        REQSIG_REASON_SIGNATURE_MISMATCH}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const struct vector *vectors = draw(reqsig_scheme_find(cases[i].scheme), 5, MANY);
    bool drawn[REQSIG_REASON_NOT_YET_VALID + 1] = {false}, accepted = false;
    for (size_t k = 0; k < MANY; k++) {
      drawn[vectors[k].expect.verdict.reason] = true;
      accepted |= vectors[k].twin && vectors[k].expect.verdict.accepted;
    }
    cr_assert(accepted, "%s: no edit is accepted", cases[i].scheme);
    for (size_t k = 0; k < REQSIG_REASON_NOT_YET_VALID && cases[i].reasons[k]; k++)
      cr_assert(drawn[cases[i].reasons[k]], "%s: no %s", cases[i].scheme,
                reqsig_reason_name((reqsig_reason)cases[i].reasons[k]));
  }
}

/* There is no time beyond an end that is open. */
Test(generate, draws_no_time_beyond_an_open_end) {
  reqsig_scheme open = *reqsig_scheme_find("calypso");
  open.time.window.past_ms = open.time.window.future_ms = INT64_MAX;
  const struct vector *vectors = draw(&open, 5, COUNT);
  for (size_t i = 0; i < COUNT; i++)
    cr_assert(!vectors[i].edit || !strstr(vectors[i].edit, "a millisecond"), "%s: %s", vectors[i].id,
              vectors[i].edit);
}

/* A window that ends before it begins: the document of such a scheme lets nobody in. */
Test(generate, gives_up_where_nothing_is_ever_accepted) {
  struct vector vectors[2];
  reqsig_scheme closed = *reqsig_scheme_find("calypso");
  closed.time.window.past_ms = closed.time.window.future_ms = -10;
  cr_assert_not(generate_vectors(&arena, &(struct generation){&closed, "fresh", 1, NULL}, vectors, 2));
}

/* The fuzzer makes targets as short as it can, and edits them then. */
Test(generate, edits_a_target_of_one_byte, .timeout = 60) {
  struct vector *twin = draw(reqsig_scheme_find("aet"), 5, 1), edited;
  reqsig_header *headers = arena_get_array(&arena, twin->signed_request.num_headers + 1, sizeof *headers);
  char *target = malloc(1);
  cr_assert(target);
  *target = '/';
  twin->signed_request.target = rs_slice(target, 1);
  for (size_t kind = 0; kind < edit_num_kinds(); kind++) {
    struct generator generator = {&arena, twin->scheme, random_of(5, "slash"), twin->now_ms};
    if (!edit_vector(&generator, twin, kind, headers, &edited)) continue;
    cr_assert_eq(edited.signed_request.target.data[0], '/', "%s", edited.edit);
    cr_assert_leq(edited.signed_request.target.len, 64, "%s", edited.edit);
  }
  free(target);
}

/* A list that is not open has no items of another kind, and none twice. */
Test(generate, draws_items_in_another_order) {
  reqsig_scheme closed = *scheme_find("stripe");
  size_t num_reversed = 0;
  closed.name = "closed";
  closed.headers[0].open = false;
  const struct vector *vectors = draw(&closed, 1, COUNT);
  for (size_t i = 0; i < COUNT; i++) {
    if (!vectors[i].twin || !strstr(vectors[i].edit, "in the reverse order")) continue;
    cr_assert(vectors[i].expect.verdict.accepted, "%s", vectors[i].id);
    num_reversed++;
  }
  cr_assert_gt(num_reversed, 0);
}
