/*
 * Requests drawn from a recipe: what is signed, with which credentials and when. Only what the documents
 * decide is drawn, so that each answer is right or wrong: bodies of JSON or text in UTF-8, methods in upper
 * case, paths without dot segments, credentials in ASCII.
 */
#ifndef REQSIG_DRAW_H
#define REQSIG_DRAW_H

#include "base/arena.h"
#include "base/random.h"
#include "lib/recipe.h"
#include "vectors/vector.h"

struct generator {
  struct arena *arena;
  const reqsig_scheme *scheme;
  struct random random;
};

/* Between min and max characters of the alphabet. */
reqsig_slice draw_text(struct generator *generator, const char *alphabet, size_t min, size_t max);

/* One of them. */
const char *draw_word(struct generator *generator, const char *const *words, size_t num_words);
#define DRAW_WORD(generator, words) draw_word(generator, words, sizeof(words) / sizeof *(words))

/* The vector's credentials, request and time. */
void draw_vector(struct generator *generator, struct vector *vector);

/* Another value of that credential. */
reqsig_slice draw_credential(struct generator *generator, size_t index);

/* Whether a header carries the credential. */
bool draw_is_sent(const reqsig_scheme *scheme, size_t credential);

/* Whether the message, or the value of a header, has a part from that source. */
bool draw_reads(const reqsig_scheme *scheme, rs_source source);

/* generate/draw_body.c: JSON, with the timestamp in it where the scheme wants it there; or a form. */
reqsig_slice draw_body(struct generator *generator, int64_t timestamp_ms);
reqsig_slice draw_multipart(struct generator *generator);

#endif
