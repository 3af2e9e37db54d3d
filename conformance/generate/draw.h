/*
 * Requests drawn from a recipe: what is signed, with which credentials and when. Only what the documents
 * decide is drawn, so that each answer is right or wrong: bodies of JSON or text in UTF-8, methods in upper
 * case, paths without dot segments, credentials in ASCII.
 */
#ifndef REQSIG_DRAW_H
#define REQSIG_DRAW_H

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "lib/recipe.h"
#include "vectors/vector.h"

struct generator {
  struct arena *arena;
  const reqsig_scheme *scheme;
  struct random random;
  int64_t timestamp_ms; /* that the vector drawn last carries, or could carry */
  size_t number;        /* of the vector, from 1; 0: nothing special is drawn */
  size_t *uses;         /* of each kind of edit so far, of a scheme from a file; NULL: they are not counted */
  const reqsig_credential *credentials; /* of every vector, in the scheme's order; NULL: they are drawn */
};

#define DRAW_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* Between min and max characters of the alphabet. */
reqsig_slice draw_text(struct generator *generator, const char *alphabet, size_t min, size_t max);

/* One of them. */
const char *draw_word(struct generator *generator, const char *const *words, size_t num_words);
#define DRAW_WORD(generator, words) draw_word(generator, words, sizeof(words) / sizeof *(words))

/* The vector's credentials, request and time. */
void draw_vector(struct generator *generator, struct vector *vector);

/* special.c: now and then, by the vector's number, what is seldom drawn. */
void draw_special(struct generator *generator, struct vector *vector);
bool draw_is_special(size_t number);

/* Of a vector that is special. False: there is nothing of the kind in this scheme. */
typedef bool special_fn(struct generator *generator, struct vector *vector);
special_fn special_long_secret, special_key_of_a_block, special_hostile_secret, special_long_credentials;

/* How many vectors have had a hostile secret before this one. */
size_t special_use(const struct generator *generator);

/* Another value of that credential. */
reqsig_slice draw_credential(struct generator *generator, size_t index);

/* Whether a header carries the credential. */
bool draw_is_sent(const reqsig_scheme *scheme, size_t credential);

/* Whether a profile, or the document, decodes the secret from base64. */
bool draw_may_be_decoded(const reqsig_scheme *scheme);

/* A length around one at which buffers of programs end. */
size_t draw_end(struct generator *generator);
/* 1 to max, or now and then such a length. */
size_t draw_length(struct generator *generator, size_t max);

/* The text in the arena; it is freed. */
reqsig_slice draw_keep(struct generator *generator, struct text *text);

/* Whether names and values of that are signed as a list. */
/* Whether a field of the form is signed, so that there must be one. */
bool draw_needs_form(const reqsig_scheme *scheme);
bool draw_lists(const reqsig_scheme *scheme, rs_pairs_of of);

/* draw_request.c: the path, and now and then a query. */
reqsig_slice draw_target(struct generator *generator);

/* The caller's own headers. One of multipart comes with its body. */
void draw_headers(struct generator *generator, struct vector *vector);

/* draw_body.c: JSON, with the timestamp in it where the scheme wants it there; or a form. */
reqsig_slice draw_body(struct generator *generator, int64_t timestamp_ms);
/* A JSON object with these members among others; "" for none. */
reqsig_slice draw_object(struct generator *generator, const char *members);
reqsig_slice draw_multipart(struct generator *generator);

#endif
