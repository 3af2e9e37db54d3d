/* SHA-3 (FIPS 202), and Keccak as it was before: what a signer makes that takes either for SHA-2. */
#ifndef REQSIG_KECCAK_H
#define REQSIG_KECCAK_H

#include "reqsig.h"

/* The first byte of the padding is all that they differ in. */
enum keccak_padding { KECCAK_PADDING = 0x01, SHA3_PADDING = 0x06 };

/* HMAC with the digest of len bytes, which are 28, 32, 48 or 64. */
void keccak_hmac(enum keccak_padding padding, size_t len, reqsig_slice key, reqsig_slice message,
                 uint8_t *mac);

#endif
