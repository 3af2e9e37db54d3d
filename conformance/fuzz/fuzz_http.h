/* Raw requests for parsers of HTTP: how they are drawn, what is wrong of an answer, and how they are made
 * smaller. */
#ifndef REQSIG_FUZZ_HTTP_H
#define REQSIG_FUZZ_HTTP_H

#include "base/random.h"
#include "fuzz/fuzz.h"

enum fuzz_raw_kind {
  RAW_WELL_FORMED, /* of the plainest grammar: a parser takes it, and reads it as it is */
  RAW_OF_VECTOR,   /* a vector of http.json among other fields: what the RFCs say of it holds */
  RAW_WILD         /* changed in any way */
};

struct fuzz_raw {
  struct http_vector vector;
  enum fuzz_raw_kind kind;
  const char *label;            /* of its finding: "length-plus", "bare-cr", "well-formed" */
  const struct http_vector *of; /* of RAW_OF_VECTOR */
  reqsig_request plain;         /* of RAW_WELL_FORMED: what was written */
  size_t chunk;                 /* of it: bytes in each chunk of the body; 0: the body has its length */
};

enum { FUZZ_MAX_RAW_OF_NUMBER = 4 };

/* Draws the requests of that number. Gives how many. */
size_t fuzz_http_draw(struct arena *arena, const struct vector_set *set, uint64_t seed, size_t number,
                      struct fuzz_vector *drawn);

/* Makes *drawn the vector of these bytes, with what our parser takes them for. raw is kept: NULL-terminated
 * or not. */
void fuzz_http_expect(struct arena *arena, const struct vector_set *set, struct fuzz_raw *raw,
                      struct fuzz_vector *drawn);

/* The bytes of a well-formed request. */
reqsig_slice fuzz_http_write(struct arena *arena, const reqsig_request *plain, size_t chunk);

/* One to three changes of any kind. */
reqsig_slice fuzz_http_mutate(struct arena *arena, struct random *random, const struct vector_set *set,
                              reqsig_slice raw);

/* Of a wild request only what the RFCs leave no choice in stays wrong. */
void fuzz_http_temper(struct test_case *test_case);

/* The raw request of a case; NULL if it has none. */
const struct fuzz_raw *fuzz_raw_of(const struct test_case *test_case);

/* The bytes without len of them from at on. */
reqsig_slice fuzz_http_without(struct arena *arena, reqsig_slice raw, size_t at, size_t len);

#endif
