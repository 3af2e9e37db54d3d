/*
 * OpenSSL 3 deprecates its digest-specific functions in favour of fetched algorithms. They are used
 * here all the same: they keep their state in the caller's memory, never allocate and cannot fail,
 * which a context of OpenSSL's own can promise of neither, and a MAC with a prepared secret costs
 * 240 ns where a re-initialised EVP_MAC costs 375 (ci/bench prints today's ratio).
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "crypto.h"

#include <openssl/crypto.h>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <string.h>

typedef union hash_state {
  SHA_CTX sha1;
  SHA256_CTX sha256;
  SHA512_CTX sha512;
  MD5_CTX md5;
} hash_state;

_Static_assert(sizeof(hash_state) <= sizeof(((rs_hash *)0)->state),
               "rs_hash has room for each digest's state");
_Static_assert(_Alignof(hash_state) <= _Alignof(uint64_t), "rs_hash is aligned for each digest's state");

static const struct {
  const char *name;
  size_t len;
  size_t block;
  size_t state;
} digests[] = {
    [RS_SHA1] = {"SHA-1", SHA_DIGEST_LENGTH, SHA_CBLOCK, sizeof(SHA_CTX)},
    [RS_SHA256] = {"SHA-256", SHA256_DIGEST_LENGTH, SHA256_CBLOCK, sizeof(SHA256_CTX)},
    [RS_SHA512] = {"SHA-512", SHA512_DIGEST_LENGTH, SHA512_CBLOCK, sizeof(SHA512_CTX)},
    [RS_MD5] = {"MD5", MD5_DIGEST_LENGTH, MD5_CBLOCK, sizeof(MD5_CTX)},
    [RS_SHA224] = {"SHA-224", SHA224_DIGEST_LENGTH, SHA256_CBLOCK, sizeof(SHA256_CTX)},
    [RS_SHA384] = {"SHA-384", SHA384_DIGEST_LENGTH, SHA512_CBLOCK, sizeof(SHA512_CTX)},
};

const char *rs_digest_name(rs_digest digest) {
  return digests[digest].name;
}

size_t rs_digest_len(rs_digest digest) {
  return digests[digest].len;
}

size_t rs_digest_block(rs_digest digest) {
  return digests[digest].block;
}

static hash_state *state_of(rs_hash *hash) {
  return (hash_state *)(void *)hash->state;
}

void rs_hash_begin(rs_hash *hash, rs_digest digest) {
  *hash = (rs_hash){.digest = digest}; /* SHA512_Init leaves the last block of an earlier digest in place */
  switch (digest) {
  case RS_SHA1: SHA1_Init(&state_of(hash)->sha1); break;
  case RS_SHA256: SHA256_Init(&state_of(hash)->sha256); break;
  case RS_SHA512: SHA512_Init(&state_of(hash)->sha512); break;
  case RS_MD5: MD5_Init(&state_of(hash)->md5); break;
  case RS_SHA224: SHA224_Init(&state_of(hash)->sha256); break;
  case RS_SHA384: SHA384_Init(&state_of(hash)->sha512); break;
  }
}

void rs_hash_update(rs_hash *hash, const void *data, size_t len) {
  if (len == 0) return;
  switch (hash->digest) {
  case RS_SHA1: SHA1_Update(&state_of(hash)->sha1, data, len); break;
  case RS_SHA256: SHA256_Update(&state_of(hash)->sha256, data, len); break;
  case RS_SHA512: SHA512_Update(&state_of(hash)->sha512, data, len); break;
  case RS_MD5: MD5_Update(&state_of(hash)->md5, data, len); break;
  case RS_SHA224: SHA224_Update(&state_of(hash)->sha256, data, len); break;
  case RS_SHA384: SHA384_Update(&state_of(hash)->sha512, data, len); break;
  }
}

void rs_hash_end(rs_hash *hash, uint8_t *out) {
  switch (hash->digest) {
  case RS_SHA1: SHA1_Final(out, &state_of(hash)->sha1); break;
  case RS_SHA256: SHA256_Final(out, &state_of(hash)->sha256); break;
  case RS_SHA512: SHA512_Final(out, &state_of(hash)->sha512); break;
  case RS_MD5: MD5_Final(out, &state_of(hash)->md5); break;
  case RS_SHA224: SHA224_Final(out, &state_of(hash)->sha256); break;
  case RS_SHA384: SHA384_Final(out, &state_of(hash)->sha512); break;
  }
}

static void digest_padded_block(rs_hash *hash, rs_digest digest, const uint8_t *block, uint8_t pad) {
  uint8_t padded[RS_MAX_BLOCK];
  size_t len = digests[digest].block;
  for (size_t i = 0; i < len; i++) padded[i] = block[i] ^ pad;
  rs_hash_begin(hash, digest);
  rs_hash_update(hash, padded, len);
  rs_wipe(padded, sizeof padded);
}

void rs_mac_key_init(rs_mac_key *key, rs_digest digest, reqsig_slice secret) {
  uint8_t block[RS_MAX_BLOCK] = {0};
  if (secret.len > digests[digest].block) {
    rs_hash_begin(&key->inner, digest);
    rs_hash_update(&key->inner, secret.data, secret.len);
    rs_hash_end(&key->inner, block);
  } else if (secret.len > 0) {
    memcpy(block, secret.data, secret.len);
  }
  digest_padded_block(&key->inner, digest, block, 0x36);
  digest_padded_block(&key->outer, digest, block, 0x5c);
  rs_wipe(block, sizeof block);
}

void rs_mac_end(const rs_mac_key *key, rs_hash *inner, uint8_t *mac) {
  rs_digest digest = key->outer.digest;
  rs_hash_end(inner, mac);
  *inner = key->outer;
  rs_hash_update(inner, mac, digests[digest].len);
  rs_hash_end(inner, mac);
  rs_wipe(inner->state, digests[digest].state);
}

bool rs_equal_in_constant_time(const uint8_t *a, const uint8_t *b, size_t len) {
  return CRYPTO_memcmp(a, b, len) == 0;
}

void rs_wipe(void *memory, size_t len) {
  OPENSSL_cleanse(memory, len);
}
