/* What the tests of verifying share: a signed request of any scheme, to be varied and judged. */
#ifndef REQSIG_TESTS_VERIFY_CASE_H
#define REQSIG_TESTS_VERIFY_CASE_H

#include <criterion/criterion.h>

#include "context.h"

#define CASE_NOW        INT64_C(1700000000123)
#define CASE_NOW_SECOND INT64_C(1700000000000)
#define CASE_DATE       "Tue, 14 Nov 2023 22:13:20 GMT"

enum { CASE_MAX_HEADERS = 24, CASE_ROOM = 8192 };

/* It points into itself, so it is not to be copied. */
typedef struct verify_case {
  const reqsig_scheme *scheme;
  reqsig_credential credentials[RS_MAX_CREDENTIALS];
  size_t num_credentials;
  uint8_t varied[REQSIG_VARIED_ROOM]; /* the scheme with its profile */
  reqsig_context context;
  reqsig_request request;
  reqsig_header headers[CASE_MAX_HEADERS]; /* the request's */
  int64_t now_ms;
  const reqsig_window *window;
  reqsig_verdict verdict; /* of the last verification */
  reqsig_buffer text;     /* for values that are made here */
  uint8_t room[CASE_ROOM];
} verify_case;

/* The name of the scheme at that place of the library's list, or NULL past its end. */
const char *case_scheme(size_t index);

/* A request that the scheme signs, signed at CASE_NOW, made from the recipe; profile may be NULL. The value
 * of the credential token of aet is "aet-token", and so on. */
void case_begin(verify_case *c, const char *scheme, const char *profile);

/* Takes the scheme's headers away and signs the request as it is, at now_ms. */
void case_sign(verify_case *c, int64_t now_ms);

/* Puts the right signature for the request as it is, its time as sent and no other header changed. */
void case_put_mac(verify_case *c);

reqsig_slice case_get(const verify_case *c, const char *name);
/* Replaces the value of each header of that name, or adds one. */
void case_set(verify_case *c, const char *name, reqsig_slice value);
void case_add(verify_case *c, const char *name, reqsig_slice value);
void case_remove(verify_case *c, const char *name);
/* Three slices joined, kept as long as the case. */
reqsig_slice case_join(verify_case *c, reqsig_slice a, reqsig_slice b, reqsig_slice d);

/* Verifies at the case's now_ms with its window. Checks what holds of every verdict. */
reqsig_reason case_verify(verify_case *c);

/* Verifies, and checks reason, field and the three answers; label says which row of a table failed. */
void case_check_accepted(verify_case *c, const char *label);
void case_check_rejected(verify_case *c, reqsig_reason reason, const char *field, const char *label);

/* The header that has the signature, and what stands in it before the MAC. */
const char *case_signature_header(const verify_case *c);
reqsig_slice case_signature_prefix(verify_case *c);
/* The encoded MAC as it was signed, and another one in its place. */
reqsig_slice case_mac(verify_case *c);
void case_set_mac(verify_case *c, reqsig_slice mac);

#endif
