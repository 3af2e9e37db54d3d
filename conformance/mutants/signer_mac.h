/* How signers make a MAC of a key and a message, rightly or not. */
#ifndef REQSIG_SIGNER_MAC_H
#define REQSIG_SIGNER_MAC_H

#include "lib/crypto.h"

enum mac_construction {
  MAC_HMAC,
  MAC_HMAC_SWAPPED,         /* the message is the key, the key is the message */
  MAC_HMAC_OF_NOTHING,      /* the message is the key, nothing is the message */
  MAC_HASH_KEY_FIRST,       /* no HMAC: the digest of key and message */
  MAC_HASH_MESSAGE_FIRST,   /* the digest of message and key */
  MAC_HASH_OF_MESSAGE_ONLY, /* no key at all */
  MAC_HMAC_SHA3,            /* with SHA-3 of the same length */
  MAC_HMAC_KECCAK
};

/* What a signer hands to its MAC. */
struct mac_input {
  reqsig_slice key, message;
  rs_digest digest;
  enum mac_construction construction;
};

/* Keccak in progress; the first byte of its padding comes last. */
struct keccak {
  uint64_t lanes[25];
  size_t rate, filled;
};

/* A key with all done that does not depend on the message. */
struct mac_key {
  rs_digest digest;
  enum mac_construction construction;
  reqsig_slice key;
  union {
    rs_mac_key hmac;
    rs_hash begun; /* of MAC_HASH_KEY_FIRST */
    struct {
      struct keccak inner, outer;
    } keccak;
  };
};

/* The key's bytes stay the caller's. */
void mac_key_prepare(struct mac_key *prepared, rs_digest digest, enum mac_construction construction,
                     reqsig_slice key);

/* The raw MAC, of the digest's length. */
void mac_key_use(const struct mac_key *prepared, reqsig_slice message, uint8_t mac[RS_MAX_DIGEST]);

/* Both at once. */
void mutant_mac(const struct mac_input *input, uint8_t mac[RS_MAX_DIGEST]);

#endif
