/* What a request of any scheme claims, by the library's own reader. */
#ifndef REQSIG_FUZZ_CLAIMED_H
#define REQSIG_FUZZ_CLAIMED_H

#include "kit/case.h"

/* What decides whether a request is authentic. */
typedef struct claimed {
  bool is_right; /* well-formed and signed, with the credentials and the digest that are sent */
  reqsig_slice message, key, mac;
  bool has_several; /* MACs: mac is the first */
} claimed;

claimed rs_fuzz_read_claims(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c);

/* Whether a verifier can part the values of headers: no credential in one has the text that parts it. */
bool rs_fuzz_can_be_parted(const reqsig_context *context);

#endif
