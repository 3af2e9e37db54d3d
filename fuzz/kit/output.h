/* What the caller's function gives, and what is told of it. */
#ifndef REQSIG_FUZZ_OUTPUT_H
#define REQSIG_FUZZ_OUTPUT_H

#include <stdnoreturn.h>

#include "kit/case.h"

enum { FUZZ_MAX_OUTPUT_HEADERS = 64 };

struct reqsig_fuzz_output {
  fuzz_heap *heap;
  bool has_line, has_body;
  reqsig_slice method, target, body;
  reqsig_header headers[FUZZ_MAX_OUTPUT_HEADERS];
  size_t num_headers;
  bool too_many;
};

typedef struct fuzz_finding {
  const char *sentence; /* "the verifier accepts what the scheme rejects" */
  const char *reason;   /* or NULL, like the next two */
  const char *expected;
  const char *clause;
  reqsig_slice field; /* may be empty */
} fuzz_finding;

/* Prints the finding and the request, and aborts. Secrets of the setup are left out of what is printed. */
noreturn void rs_fuzz_tell(const fuzz_frame *frame, const fuzz_finding *finding, const fuzz_case *c,
                           reqsig_slice raw);

int rs_fuzz_test_parser(fuzz_heap *heap, const fuzz_frame *frame, reqsig_slice raw);

/* The case as a strict parser reads it from HTTP/1.1. False if it can't be sent. */
bool rs_fuzz_send(fuzz_heap *heap, const fuzz_frame *frame, fuzz_case *c);

#endif
