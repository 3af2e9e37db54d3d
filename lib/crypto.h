/* Digests and HMAC (RFC 2104). The only header whose .c file includes OpenSSL. */
#ifndef REQSIG_CRYPTO_H
#define REQSIG_CRYPTO_H

#include "bytes.h"

typedef enum rs_digest { RS_SHA1 = 0, RS_SHA256, RS_SHA512, RS_MD5, RS_SHA224, RS_SHA384 } rs_digest;

enum { RS_MAX_DIGEST = 64, RS_MAX_BLOCK = 128 };

/* "SHA-256" */
const char *rs_digest_name(rs_digest digest);
/* Bytes of the digest itself. */
size_t rs_digest_len(rs_digest digest);
/* The block that the digest works on, in bytes; HMAC first hashes a secret that is longer. */
size_t rs_digest_block(rs_digest digest);

/* A digest in progress. Copying the struct copies the digest. */
typedef struct rs_hash {
  uint64_t state[27];
  rs_digest digest;
} rs_hash;

void rs_hash_begin(rs_hash *hash, rs_digest digest);
void rs_hash_update(rs_hash *hash, const void *data, size_t len);
void rs_hash_end(rs_hash *hash, uint8_t *out); /* rs_digest_len bytes */

/* The digest of all bytes at once: rs_digest_len bytes. */
void rs_hash_of(rs_digest digest, reqsig_slice bytes, uint8_t *out);

/* A secret with both of its padded blocks already digested (RFC 2104 section 4). */
typedef struct rs_mac_key {
  rs_hash inner;
  rs_hash outer;
} rs_mac_key;

/* The secret may have any length, also 0: the caller checks that it is not empty where it must not be. */
void rs_mac_key_init(rs_mac_key *key, rs_digest digest, reqsig_slice secret);

/* Ends an HMAC: copy key->inner, rs_hash_update the copy with the message, then call this. It writes the raw
 * MAC of rs_digest_len bytes. */
void rs_mac_end(const rs_mac_key *key, rs_hash *inner, uint8_t *mac);

/* Room for the padding behind a message; the inner digest and its padding fit there too. */
enum { RS_MAC_ROOM = 2 * RS_MAX_BLOCK };

/* HMAC of a message that has RS_MAC_ROOM bytes of room behind it. It pads the message in place, so that a
 * short one costs little more than its blocks; then it wipes message and room. The message is aligned as a
 * uint64_t: on some machines SHA-512 copies unaligned data into its state, where they would stay. Behind
 * rs_digest_len bytes mac may get more of the digest's state. */
void rs_mac_in_place(const rs_mac_key *key, uint8_t *message, size_t len, uint8_t mac[RS_MAX_DIGEST]);

/* In time that depends on len only. */
bool rs_equal_in_constant_time(const uint8_t *a, const uint8_t *b, size_t len);

/* Overwrites memory in a way that the compiler can't drop. */
void rs_wipe(void *memory, size_t len);

#endif
