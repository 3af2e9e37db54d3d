/* Making a case right: what the mutator does to most of its inputs, as no mutation by chance finds a MAC. */
#ifndef REQSIG_FUZZ_RESIGN_H
#define REQSIG_FUZZ_RESIGN_H

#include "kit/case.h"

/* Replaces what keeps the case's context from being initialised, adds the headers that the scheme signs, and
 * makes each header that the scheme writes right, and a body that should carry the time and doesn't, so that
 * the MAC check is passed. A request that the scheme would not sign is signed too. */
void rs_fuzz_resign(fuzz_heap *heap, const fuzz_frame *frame, fuzz_case *c);

/* A case to begin with, of the frame's scheme or else of the index-th built-in one. */
void rs_fuzz_begin_case(fuzz_heap *heap, const fuzz_frame *frame, size_t index, fuzz_case *c);

/* Sets a header that signing gives, or the target that it names REQSIG_PATH_HEADER. */
void rs_fuzz_take_signed(fuzz_case *c, const reqsig_header *header);

/* Takes away what signing adds, of headers and parameters. */
void rs_fuzz_unsign(fuzz_heap *heap, fuzz_case *c);

#endif
