/*
 * A case: a scheme and its profiles, credentials, a time and a request, as readable text with LF behind
 * lines:
 *
 *   aet query-included
 *   now 1700000000123
 *   window 900000 0
 *   token=T
 *   secret_key=S
 *
 *   POST /v3/users?page=2
 *   accept: application/json
 *
 *   the body, to the end
 *
 * The window line may be left out. No part but the body can hold an LF; all other bytes stand for
 * themselves, so that the parts are more hostile than a request parser would let through.
 */
#ifndef REQSIG_FUZZ_CASE_H
#define REQSIG_FUZZ_CASE_H

#include "support.h"

enum { FUZZ_MAX_PROFILES = 4, FUZZ_MAX_CREDENTIALS = 4, FUZZ_MAX_HEADERS = 32 };

typedef struct fuzz_case {
  const reqsig_scheme *scheme;
  const char *profiles[FUZZ_MAX_PROFILES];
  size_t num_profiles;
  reqsig_credential credentials[FUZZ_MAX_CREDENTIALS];
  size_t num_credentials;
  int64_t now_ms;
  bool has_window;
  reqsig_window window;
  reqsig_header headers[FUZZ_MAX_HEADERS];
  reqsig_request request; /* its headers are set by fuzz_case_request only, as a case may be copied */
} fuzz_case;

/* Reads text, each part into a block of its own. False if it is no case. */
bool fuzz_case_read(fuzz_heap *heap, reqsig_slice text, fuzz_case *c);

/* Appends the case's text. */
void fuzz_case_write(const fuzz_case *c, reqsig_buffer *text);

/* The case's request, with its headers. */
static inline reqsig_request fuzz_case_request(const fuzz_case *c) {
  reqsig_request request = c->request;
  request.headers = c->headers;
  return request;
}

bool fuzz_case_reads(const fuzz_case *c, const char *profile);
/* The credential's value; empty if there is none of that name. */
reqsig_slice fuzz_case_credential(const fuzz_case *c, const char *name);

/* The headers of that name, letter case aside. */
size_t fuzz_case_num_headers(const fuzz_case *c, const char *name);
/* The first such header's value; empty if there is none. */
reqsig_slice fuzz_case_header(const fuzz_case *c, const char *name);
/* Makes it the only header of that name; without effect where there is no room. */
void fuzz_case_set_header(fuzz_case *c, const char *name, reqsig_slice value);
void fuzz_case_drop_headers(fuzz_case *c, const char *name);
bool fuzz_case_add_header(fuzz_case *c, reqsig_slice name, reqsig_slice value);

/* Whether the case has a window that verifying takes: not where the scheme has no timestamp. */
bool fuzz_case_window_is_taken(const fuzz_case *c);

reqsig_status fuzz_case_context(const fuzz_case *c, reqsig_context *context);

#endif
