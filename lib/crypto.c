/*
 * OpenSSL 3 deprecates its digest-specific functions in favour of fetched algorithms. They are used
 * here all the same: they keep their state in the caller's memory, never allocate and cannot fail,
 * which a context of OpenSSL's own can promise of neither, and a MAC with a prepared secret costs
 * 240 ns where a re-initialised EVP_MAC costs 375 (ci/bench prints today's ratio).
 *
 * rs_mac_in_place also reads the fields of OpenSSL's structs: it pads a short message where it stands,
 * so that SHA256_Final and its like, which copy into the state, are never called. In one run of ci/bench
 * each, signing 150 bytes takes without it 8 % longer for ambro, calypso and crm, 6 % for aet and 4 %
 * for bitpro; 1,024 bytes take the same time.
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
  hash->digest = digest;
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

void rs_hash_of(rs_digest digest, reqsig_slice bytes, uint8_t *out) {
  rs_hash hash;
  rs_hash_begin(&hash, digest);
  rs_hash_update(&hash, bytes.data, bytes.len);
  rs_hash_end(&hash, out);
}

static void put_big_endian(uint8_t *to, uint64_t word, size_t len) {
  for (size_t i = 0; i < len; i++) to[i] = (uint8_t)(word >> 8 * (len - 1 - i));
}

static void put_little_endian(uint8_t *to, uint64_t word, size_t len) {
  for (size_t i = 0; i < len; i++) to[i] = (uint8_t)(word >> 8 * i);
}

static void put_sha1(const SHA_CTX *sha1, uint8_t *to) {
  put_big_endian(to, sha1->h0, 4);
  put_big_endian(to + 4, sha1->h1, 4);
  put_big_endian(to + 8, sha1->h2, 4);
  put_big_endian(to + 12, sha1->h3, 4);
  put_big_endian(to + 16, sha1->h4, 4);
}

static void put_md5(const MD5_CTX *md5, uint8_t *to) {
  put_little_endian(to, md5->A, 4);
  put_little_endian(to + 4, md5->B, 4);
  put_little_endian(to + 8, md5->C, 4);
  put_little_endian(to + 12, md5->D, 4);
}

static void put_sha256(const SHA256_CTX *sha256, uint8_t *to) {
  for (size_t i = 0; i < 8; i++) put_big_endian(to + 4 * i, sha256->h[i], 4);
}

static void put_sha512(const SHA512_CTX *sha512, uint8_t *to) {
  for (size_t i = 0; i < 8; i++) put_big_endian(to + 8 * i, sha512->h[i], 8);
}

/* The digest, after its padding was hashed. SHA-224 and SHA-384 are not cut: up to RS_MAX_DIGEST bytes. */
static void put_chaining_value(rs_hash *hash, uint8_t *to) {
  const hash_state *state = state_of(hash);
  switch (hash->digest) {
  case RS_SHA1: put_sha1(&state->sha1, to); break;
  case RS_MD5: put_md5(&state->md5, to); break;
  case RS_SHA256:
  case RS_SHA224: put_sha256(&state->sha256, to); break;
  case RS_SHA512:
  case RS_SHA384: put_sha512(&state->sha512, to); break;
  }
}

static void digest_padded_block(rs_hash *hash, rs_digest digest, const uint8_t *block, uint8_t pad) {
  uint8_t padded[RS_MAX_BLOCK];
  size_t len = digests[digest].block;
  for (size_t i = 0; i < len; i++) padded[i] = block[i] ^ pad;
  *hash = (rs_hash){0}; /* it may hold the last block of a long secret, which SHA512_Init leaves there */
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

/* Appends a one bit, zeros up to a whole block, and the length in bits, which counts the key's block before
 * the message (FIPS 180-4 section 5.1, RFC 1321 section 3). Returns the length with the padding. */
static size_t pad(rs_digest digest, uint8_t *message, size_t len) {
  size_t block = digests[digest].block, end = (len + block / 8 + block) & ~(block - 1);
  uint64_t bits = (uint64_t)(block + len) * 8;
  memset(message + len, 0, end - len);
  message[len] = 0x80;
  if (digest == RS_MD5)
    put_little_endian(message + end - sizeof bits, bits, sizeof bits);
  else
    put_big_endian(message + end - sizeof bits, bits, sizeof bits);
  return end;
}

void rs_mac_in_place(const rs_mac_key *key, uint8_t *message, size_t len, uint8_t mac[RS_MAX_DIGEST]) {
  rs_digest digest = key->inner.digest;
  rs_hash hash = key->inner;
  rs_hash_update(&hash, message, pad(digest, message, len));
  put_chaining_value(&hash, message);
  hash = key->outer;
  rs_hash_update(&hash, message, pad(digest, message, digests[digest].len));
  put_chaining_value(&hash, mac);
  /* The state keeps nothing of whole aligned blocks, so that only the chaining value is left in it. */
  rs_wipe(hash.state, RS_MAX_DIGEST);
  rs_wipe(message, len > RS_MAX_DIGEST ? len : RS_MAX_DIGEST);
}

/* CRYPTO_memcmp compares 16 bytes at once, and any other number of them byte by byte. */
bool rs_equal_in_constant_time(const uint8_t *a, const uint8_t *b, size_t len) {
  enum { AT_ONCE = 16 };
  int differ = 0;
  for (; len >= AT_ONCE; a += AT_ONCE, b += AT_ONCE, len -= AT_ONCE) differ |= CRYPTO_memcmp(a, b, AT_ONCE);
  if (len > 0) differ |= CRYPTO_memcmp(a, b, len);
  return differ == 0;
}

/* No compiler knows what is called, and so none leaves it out. OPENSSL_cleanse writes eight bytes at a time,
 * which takes five times as long for a context. */
static void *(*const volatile set_memory)(void *, int, size_t) = memset;

void rs_wipe(void *memory, size_t len) {
  set_memory(memory, 0, len);
}
