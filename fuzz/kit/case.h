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

#include "kit/heap.h"
#include "reqsig-fuzz.h"

/* Its request's headers are set by rs_fuzz_case_request only, as a case may be copied. */
typedef reqsig_fuzz_case fuzz_case;

/* What a setup fixes. Without a setup, or without a scheme in it, the case says all itself. */
typedef struct fuzz_frame {
  const reqsig_fuzz_setup *setup; /* or NULL */
  const reqsig_scheme *scheme;    /* or NULL: any built-in one */
} fuzz_frame;

/* Reads the setup's scheme; ends the program with a message if that or another part of the setup is wrong. */
fuzz_frame rs_fuzz_frame_of(const reqsig_fuzz_setup *setup);

/* Reads text, each part into a block of its own. False if it is no case of the frame's scheme. */
bool rs_fuzz_case_read(fuzz_heap *heap, const fuzz_frame *frame, reqsig_slice text, fuzz_case *c);

/* Sets what the frame fixes. */
void rs_fuzz_case_fix(const fuzz_frame *frame, fuzz_case *c);

/* Appends the case's text, without what the frame fixes. */
void rs_fuzz_case_write(const fuzz_frame *frame, const fuzz_case *c, reqsig_buffer *text);

/* The case's request, with its headers. */
static inline reqsig_request rs_fuzz_case_request(const fuzz_case *c) {
  reqsig_request request = c->request;
  request.headers = c->headers;
  return request;
}

bool rs_fuzz_case_reads(const fuzz_case *c, const char *profile);

/* The headers of that name, letter case aside. */
size_t rs_fuzz_case_num_headers(const fuzz_case *c, reqsig_slice name);
/* Makes it the only header of that name; without effect where there is no room. */
void rs_fuzz_case_set_header(fuzz_case *c, reqsig_slice name, reqsig_slice value);
void rs_fuzz_case_drop_headers(fuzz_case *c, reqsig_slice name);
bool rs_fuzz_case_add_header(fuzz_case *c, reqsig_slice name, reqsig_slice value);

/* Changes one bit of one part or credential; false where there is nothing to change. */
bool rs_fuzz_case_flip_a_bit(fuzz_heap *heap, fuzz_choice *choice, fuzz_case *c);

/* Whether the case has a window that verifying takes: not where the scheme has no timestamp. */
bool rs_fuzz_case_window_is_taken(const fuzz_case *c);

/* A context of the case's scheme with its profiles. */
reqsig_status rs_fuzz_case_context(fuzz_heap *heap, const fuzz_case *c, reqsig_context *context);

#endif
