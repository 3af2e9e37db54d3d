/* A random request of a scheme with random credentials, in memory that the test may change. */
#ifndef REQSIG_TESTS_RANDOM_CASE_H
#define REQSIG_TESTS_RANDOM_CASE_H

#include "context.h"
#include "rng.h"

enum { RANDOM_MAX_HEADERS = 20, RANDOM_ROOM = 16384 };

/* It points into itself, so it is not to be copied. */
typedef struct random_case {
  const reqsig_scheme *scheme;
  const char *profiles[8];
  size_t num_profiles;
  reqsig_credential credentials[RS_MAX_CREDENTIALS];
  size_t num_credentials;
  uint8_t varied[REQSIG_VARIED_ROOM]; /* the scheme with its profiles */
  reqsig_context context;
  reqsig_request request;
  reqsig_header headers[RANDOM_MAX_HEADERS];
  size_t num_unrelated; /* the first of headers, which no scheme reads */
  int64_t now_ms;
  size_t used; /* of room, where all the slices' bytes are */
  uint8_t room[RANDOM_ROOM];
} random_case;

/* A request that the scheme signs, not yet signed, at a time that its format can write. Each of the profiles
 * that allow lets in is drawn or not; allow may be NULL for none. */
void random_case_begin(random_case *c, rng *random, const char *scheme, bool (*allow)(const char *profile));

/* Prepares the context anew, e.g. after a change of a credential. */
reqsig_status random_case_init(random_case *c);

/* Signs at now_ms and puts the headers behind those that are there. */
void random_case_sign(random_case *c);

/* Where the slice's bytes may be changed; it is one of the case's. */
uint8_t *random_case_bytes(random_case *c, reqsig_slice slice);

#endif
