/*
 * reqsig-fuzz: fuzz your own parser, signer or verifier of HMAC-signed HTTP requests, in C or C++.
 *
 * A target for libFuzzer or AFL++ is a function that calls yours, a setup that names the scheme, and the
 * macro REQSIG_FUZZ_TARGET. The kit makes the requests: it changes one part or a few and signs again, so that
 * most of them pass the MAC check, and spoils about one in sixteen after that. It then compares what yours
 * says with what the scheme's rules say. Where the two differ it prints the request, what was expected and
 * why, and calls abort(), which every fuzzer takes as a finding.
 *
 * What is true of every function here:
 *  - Lengths are in bytes, times in milliseconds since 1970-01-01T00:00:00Z. Slices need no NUL at their end
 *    and may hold any byte. No clock is read: the case says what the time is.
 *  - The kit is for one thread. It allocates with malloc, and ends the program with a message on standard
 *    error if there is no memory or if the setup is wrong.
 *  - Secrets of the setup are never printed.
 *  - libreqsig-fuzz has the library reqsig inside: link it and libcrypto, nothing else.
 */
#ifndef REQSIG_FUZZ_H
#define REQSIG_FUZZ_H

#include <reqsig.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { REQSIG_FUZZ_MAX_PROFILES = 4, REQSIG_FUZZ_MAX_CREDENTIALS = 8, REQSIG_FUZZ_MAX_HEADERS = 32 };

/* A request with what else decides whether it is accepted. It is there until your function returns. */
typedef struct reqsig_fuzz_case {
  const reqsig_scheme *scheme;
  const char *profiles[REQSIG_FUZZ_MAX_PROFILES]; /* those of the setup, or of the input */
  size_t num_profiles;
  reqsig_credential credentials[REQSIG_FUZZ_MAX_CREDENTIALS]; /* the same */
  size_t num_credentials;
  int64_t now_ms;
  int has_window; /* 0: the document's own window, and window is not set */
  reqsig_window window;
  reqsig_request request; /* its headers are those below */
  reqsig_header headers[REQSIG_FUZZ_MAX_HEADERS];
  reqsig_slice raw; /* the same request as HTTP/1.1 in a block of exactly its length */
} reqsig_fuzz_case;

/* The credential's value, and the first value of the header, letter case aside; empty if there is none. */
REQSIG_API reqsig_slice reqsig_fuzz_credential(const reqsig_fuzz_case *c, const char *name);
REQSIG_API reqsig_slice reqsig_fuzz_header(const reqsig_fuzz_case *c, const char *name);

typedef enum reqsig_fuzz_answer {
  REQSIG_FUZZ_REJECT = 0,
  REQSIG_FUZZ_ACCEPT = 1,
  REQSIG_FUZZ_SKIP =
      2 /* it can't be asked, such as for a method that your API has not: nothing is compared */
} reqsig_fuzz_answer;

/* Where your parser or signer puts what it gives. Each call copies its slices. */
typedef struct reqsig_fuzz_output reqsig_fuzz_output;
REQSIG_API void reqsig_fuzz_put_line(reqsig_fuzz_output *output, reqsig_slice method, reqsig_slice target);
REQSIG_API void reqsig_fuzz_put_header(reqsig_fuzz_output *output, reqsig_slice name, reqsig_slice value);
REQSIG_API void reqsig_fuzz_put_body(reqsig_fuzz_output *output, reqsig_slice body);

/* Whether your verifier accepts the case's request at c->now_ms. The request is one that a strict parser
 * takes. Requests that the scheme does not sign are not compared. */
typedef reqsig_fuzz_answer reqsig_fuzz_verify_fn(const reqsig_fuzz_case *c, void *user);

/* Signs the case's request at c->now_ms and puts the headers to add, by reqsig_fuzz_put_header; a scheme that
 * signs in the query: the whole target, by the name REQSIG_PATH_HEADER. They replace those of the same
 * names. REQSIG_FUZZ_ACCEPT: it signed; REJECT: it refuses what can be signed, which is a finding. */
typedef reqsig_fuzz_answer reqsig_fuzz_sign_fn(const reqsig_fuzz_case *c, reqsig_fuzz_output *output,
                                               void *user);

/* Reads a request; raw is in a block of exactly its length. What is put is compared, and what isn't is not:
 * put no header at all if yours joins or drops some. */
typedef reqsig_fuzz_answer reqsig_fuzz_parse_fn(reqsig_slice raw, reqsig_fuzz_output *output, void *user);

/* What is no finding; any of them together. */
enum {
  /* Yours accepts a request that is right but for its form: for a verifier a field that is not of its grammar
   * or stands twice, for a parser what reqsig_parse_request refuses. */
  REQSIG_FUZZ_ALLOW_LENIENT = 1,
  REQSIG_FUZZ_ALLOW_STALE = 2,  /* yours accepts what is signed but too old or too new: it checks no time */
  REQSIG_FUZZ_ALLOW_REFUSAL = 4 /* yours rejects what is right */
};

/* One of the three functions is not NULL. What is zero is not used. */
typedef struct reqsig_fuzz_setup {
  reqsig_fuzz_verify_fn *verify;
  reqsig_fuzz_sign_fn *sign;
  reqsig_fuzz_parse_fn *parse; /* of the members below it needs user and allow only */
  void *user;                  /* is handed to the function */
  const char *scheme; /* a built-in scheme's name, or a scheme file's path, which has a "/" or ends in
                         ".json"; NULL: any built-in scheme, as the case says */
  const char *const *profiles; /* that yours follows; only with a scheme */
  size_t num_profiles;
  const reqsig_credential *credentials; /* that yours always has; none: each case has its own, of any bytes */
  size_t num_credentials;
  const reqsig_window *window; /* that yours has; NULL: the document's */
  int text_bodies;             /* 1: bodies have no NUL and are UTF-8 */
  unsigned allow;
} reqsig_fuzz_setup;

/* Runs one input. 0: it was compared; -1: it says nothing to this setup. A fuzzer need not keep it then. */
REQSIG_API int reqsig_fuzz_test(const reqsig_fuzz_setup *setup, const uint8_t *data, size_t size);

/* Changes size bytes at data, which has room for max_size, and gives the new size. bytes changes plain bytes
 * in the same way; NULL: the kit does it. The seed decides all choices. */
typedef size_t reqsig_fuzz_bytes_fn(uint8_t *data, size_t size, size_t max_size);
REQSIG_API size_t reqsig_fuzz_mutate(const reqsig_fuzz_setup *setup, reqsig_fuzz_bytes_fn *bytes,
                                     uint8_t *data, size_t size, size_t max_size, unsigned seed);

/* The mutator as AFL++ calls it; afl_custom_init may give NULL, with errno set, if there is no memory. */
REQSIG_API void *reqsig_fuzz_afl_init(const reqsig_fuzz_setup *setup, unsigned seed);
REQSIG_API size_t reqsig_fuzz_afl_fuzz(void *afl, uint8_t *data, size_t size, uint8_t **out, size_t max_size);
REQSIG_API void reqsig_fuzz_afl_deinit(void *afl);

#if defined(__GNUC__)
#define REQSIG_FUZZ_WEAK __attribute__((weak))
#else
#define REQSIG_FUZZ_WEAK
#endif

/* What libFuzzer and AFL++ look for, once for each target, outside of any function. setup is a pointer. The
 * same file, as a shared object, is AFL++'s custom mutator: the kit's README says how. */
#define REQSIG_FUZZ_TARGET(setup)                                                                            \
  REQSIG_FUZZ_EXTERN size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size) REQSIG_FUZZ_WEAK;  \
  REQSIG_FUZZ_EXTERN int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);                           \
  REQSIG_FUZZ_EXTERN int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {                          \
    return reqsig_fuzz_test((setup), data, size);                                                            \
  }                                                                                                          \
  REQSIG_FUZZ_EXTERN size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,             \
                                                    unsigned seed);                                          \
  REQSIG_FUZZ_EXTERN size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,             \
                                                    unsigned seed) {                                         \
    return reqsig_fuzz_mutate((setup), LLVMFuzzerMutate, data, size, max_size, seed);                        \
  }                                                                                                          \
  REQSIG_FUZZ_EXTERN void *afl_custom_init(void *afl, unsigned seed);                                        \
  REQSIG_FUZZ_EXTERN void *afl_custom_init(void *afl, unsigned seed) {                                       \
    (void)afl;                                                                                               \
    return reqsig_fuzz_afl_init((setup), seed);                                                              \
  }                                                                                                          \
  REQSIG_FUZZ_EXTERN size_t afl_custom_fuzz(void *state, uint8_t *data, size_t size, uint8_t **out,          \
                                            uint8_t *other, size_t other_size, size_t max_size);             \
  REQSIG_FUZZ_EXTERN size_t afl_custom_fuzz(void *state, uint8_t *data, size_t size, uint8_t **out,          \
                                            uint8_t *other, size_t other_size, size_t max_size) {            \
    (void)other;                                                                                             \
    (void)other_size;                                                                                        \
    return reqsig_fuzz_afl_fuzz(state, data, size, out, max_size);                                           \
  }                                                                                                          \
  REQSIG_FUZZ_EXTERN void afl_custom_deinit(void *state);                                                    \
  REQSIG_FUZZ_EXTERN void afl_custom_deinit(void *state) {                                                   \
    reqsig_fuzz_afl_deinit(state);                                                                           \
  }

#ifdef __cplusplus
#define REQSIG_FUZZ_EXTERN extern "C"
}
#else
#define REQSIG_FUZZ_EXTERN extern
#endif

#endif
