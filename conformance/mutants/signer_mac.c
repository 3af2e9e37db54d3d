#include "mutants/mistakes.h"

#include <string.h>

/* SHA-3 (FIPS 202), and Keccak as it was before: what a signer makes that takes either for SHA-2. The first
 * byte of the padding is all that they differ in. */
enum keccak_padding { KECCAK_PADDING = 0x01, SHA3_PADDING = 0x06 };

/* SHA-3 has nothing shorter than 28 bytes, but two mistakes together can ask for as few as MD5 has. */
enum { LANES = 25, STATE = 200, ROUNDS = 24, MIN_LEN = 16, MAX_RATE = STATE - 2 * MIN_LEN, MAX_LEN = 64 };

static uint64_t turned_left(uint64_t lane, unsigned by) {
  return lane << by | lane >> (64 - by);
}

/* FIPS 202 section 3.2.1. */
static inline void theta(uint64_t *a) {
  uint64_t c[5], d[5];
  for (size_t x = 0; x < 5; x++) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
  for (size_t x = 0; x < 5; x++) d[x] = c[(x + 4) % 5] ^ turned_left(c[(x + 1) % 5], 1);
  for (size_t y = 0; y < LANES; y += 5)
    for (size_t x = 0; x < 5; x++) a[y + x] ^= d[x];
}

/* Sections 3.2.2 and 3.2.3: each lane is turned by the next triangular number, and goes to another place. */
static inline void rho_and_pi(const uint64_t *a, uint64_t *b) {
#define TURNED(from, by) turned_left(a[from], by)
  const uint64_t moved[LANES] = {a[0],          TURNED(6, 44), TURNED(12, 43), TURNED(18, 21), TURNED(24, 14),
                                 TURNED(3, 28), TURNED(9, 20), TURNED(10, 3),  TURNED(16, 45), TURNED(22, 61),
                                 TURNED(1, 1),  TURNED(7, 6),  TURNED(13, 25), TURNED(19, 8),  TURNED(20, 18),
                                 TURNED(4, 27), TURNED(5, 36), TURNED(11, 10), TURNED(17, 15), TURNED(23, 56),
                                 TURNED(2, 62), TURNED(8, 55), TURNED(14, 39), TURNED(15, 41), TURNED(21, 2)};
#undef TURNED
  memcpy(b, moved, sizeof moved);
}

/* Section 3.2.4. */
static inline void chi(const uint64_t *b, uint64_t *a) {
  for (size_t row = 0; row < LANES; row += 5)
    for (size_t x = 0; x < 5; x++) a[row + x] = b[row + x] ^ (~b[row + (x + 1) % 5] & b[row + (x + 2) % 5]);
}

/* Section 3.2.5: bits of a linear feedback register at the places 2^j - 1. */
static const uint64_t round_constants[ROUNDS] = {
    UINT64_C(0x0000000000000001), UINT64_C(0x0000000000008082), UINT64_C(0x800000000000808a),
    UINT64_C(0x8000000080008000), UINT64_C(0x000000000000808b), UINT64_C(0x0000000080000001),
    UINT64_C(0x8000000080008081), UINT64_C(0x8000000000008009), UINT64_C(0x000000000000008a),
    UINT64_C(0x0000000000000088), UINT64_C(0x0000000080008009), UINT64_C(0x000000008000000a),
    UINT64_C(0x000000008000808b), UINT64_C(0x800000000000008b), UINT64_C(0x8000000000008089),
    UINT64_C(0x8000000000008003), UINT64_C(0x8000000000008002), UINT64_C(0x8000000000000080),
    UINT64_C(0x000000000000800a), UINT64_C(0x800000008000000a), UINT64_C(0x8000000080008081),
    UINT64_C(0x8000000000008080), UINT64_C(0x0000000080000001), UINT64_C(0x8000000080008008)};

static void permute(uint64_t *a) {
  uint64_t b[LANES];
  for (size_t i = 0; i < ROUNDS; i++) {
    theta(a);
    rho_and_pi(a, b);
    chi(b, a);
    a[0] ^= round_constants[i];
  }
}

static void take_byte(struct keccak *keccak, uint8_t byte) {
  keccak->lanes[keccak->filled / 8] ^= (uint64_t)byte << keccak->filled % 8 * 8;
  if (++keccak->filled < keccak->rate) return;
  permute(keccak->lanes);
  keccak->filled = 0;
}

static uint64_t little_endian(const uint8_t *bytes) {
  uint64_t word = 0;
  for (size_t i = 0; i < sizeof word; i++) word |= (uint64_t)bytes[i] << 8 * i;
  return word;
}

/* The rate is a multiple of a lane. */
static void take(struct keccak *keccak, reqsig_slice bytes) {
  size_t i = 0;
  while (i < bytes.len && keccak->filled % 8 != 0) take_byte(keccak, bytes.data[i++]);
  for (; bytes.len - i >= 8; i += 8) {
    keccak->lanes[keccak->filled / 8] ^= little_endian(bytes.data + i);
    keccak->filled += 8;
    if (keccak->filled < keccak->rate) continue;
    permute(keccak->lanes);
    keccak->filled = 0;
  }
  while (i < bytes.len) take_byte(keccak, bytes.data[i++]);
}

static struct keccak begin(size_t len) {
  return (struct keccak){.rate = STATE - 2 * len};
}

/* A digest is shorter than the rate, so it is squeezed at once. */
static void end(struct keccak *keccak, enum keccak_padding padding, size_t len, uint8_t *digest) {
  keccak->lanes[keccak->filled / 8] ^= (uint64_t)padding << keccak->filled % 8 * 8;
  keccak->lanes[(keccak->rate - 1) / 8] ^= UINT64_C(0x80) << (keccak->rate - 1) % 8 * 8;
  permute(keccak->lanes);
  for (size_t i = 0; i < len; i++) digest[i] = (uint8_t)(keccak->lanes[i / 8] >> i % 8 * 8);
}

/* The key fills the rate. */
static struct keccak begin_with_pad(const uint8_t *key, size_t len, uint8_t pad) {
  struct keccak keccak = begin(len);
  const uint64_t pads = pad * UINT64_C(0x0101010101010101);
  for (size_t i = 0; i < keccak.rate; i += 8) keccak.lanes[i / 8] = little_endian(key + i) ^ pads;
  permute(keccak.lanes);
  return keccak;
}

static enum keccak_padding padding_of(enum mac_construction construction) {
  return construction == MAC_HMAC_SHA3 ? SHA3_PADDING : KECCAK_PADDING;
}

/* RFC 2104; the block is the rate (FIPS 202 section 7). */
static void prepare_keccak(struct mac_key *prepared, reqsig_slice key) {
  uint8_t block[MAX_RATE] = {0};
  size_t len = rs_digest_len(prepared->digest);
  struct keccak keccak = begin(len);
  if (key.len > keccak.rate) {
    take(&keccak, key);
    end(&keccak, padding_of(prepared->construction), len, block);
  } else if (key.len > 0) {
    memcpy(block, key.data, key.len);
  }
  prepared->keccak.inner = begin_with_pad(block, len, 0x36);
  prepared->keccak.outer = begin_with_pad(block, len, 0x5c);
  rs_wipe(block, sizeof block);
}

void mac_key_use_taken(const struct mac_key *prepared, reqsig_slice message, struct keccak *taken,
                       uint8_t mac[RS_MAX_DIGEST]) {
  uint8_t digest[MAX_LEN];
  size_t len = rs_digest_len(prepared->digest);
  if (taken->rate != prepared->keccak.inner.rate) {
    *taken = prepared->keccak.inner;
    take(taken, message);
  }
  struct keccak keccak = *taken;
  end(&keccak, padding_of(prepared->construction), len, digest);
  keccak = prepared->keccak.outer;
  take(&keccak, (reqsig_slice){digest, len});
  end(&keccak, padding_of(prepared->construction), len, mac);
}

static void use_hmac(const rs_mac_key *key, reqsig_slice message, uint8_t *mac) {
  rs_hash hash = key->inner;
  rs_hash_update(&hash, message.data, message.len);
  rs_mac_end(key, &hash, mac);
}

/* The message is the key. */
static void use_swapped(rs_digest digest, reqsig_slice message, reqsig_slice key, uint8_t *mac) {
  rs_mac_key prepared;
  rs_mac_key_init(&prepared, digest, message);
  use_hmac(&prepared, key, mac);
}

static void hash_on(rs_hash hash, reqsig_slice first, reqsig_slice second, uint8_t *out) {
  rs_hash_update(&hash, first.data, first.len);
  rs_hash_update(&hash, second.data, second.len);
  rs_hash_end(&hash, out);
}

void mac_key_prepare(struct mac_key *prepared, rs_digest digest, enum mac_construction construction,
                     reqsig_slice key) {
  prepared->digest = digest;
  prepared->construction = construction;
  prepared->key = key;
  switch (construction) {
  case MAC_HMAC: rs_mac_key_init(&prepared->hmac, digest, key); break;
  case MAC_HMAC_SHA3:
  case MAC_HMAC_KECCAK: prepare_keccak(prepared, key); break;
  case MAC_HASH_KEY_FIRST:
    rs_hash_begin(&prepared->begun, digest);
    rs_hash_update(&prepared->begun, key.data, key.len);
    break;
  case MAC_HASH_MESSAGE_FIRST:
  case MAC_HASH_OF_MESSAGE_ONLY: rs_hash_begin(&prepared->begun, digest); break;
  case MAC_HMAC_SWAPPED:
  case MAC_HMAC_OF_NOTHING: break;
  }
}

void mac_key_use(const struct mac_key *prepared, reqsig_slice message, uint8_t mac[RS_MAX_DIGEST]) {
  const reqsig_slice nothing = {NULL, 0};
  struct keccak taken = {.rate = 0};
  switch (prepared->construction) {
  case MAC_HMAC: use_hmac(&prepared->hmac, message, mac); break;
  case MAC_HMAC_SWAPPED: use_swapped(prepared->digest, message, prepared->key, mac); break;
  case MAC_HMAC_OF_NOTHING: use_swapped(prepared->digest, message, nothing, mac); break;
  case MAC_HASH_MESSAGE_FIRST: hash_on(prepared->begun, message, prepared->key, mac); break;
  case MAC_HASH_KEY_FIRST:
  case MAC_HASH_OF_MESSAGE_ONLY: hash_on(prepared->begun, message, nothing, mac); break;
  case MAC_HMAC_SHA3:
  case MAC_HMAC_KECCAK: mac_key_use_taken(prepared, message, &taken, mac); break;
  }
}

void mutant_mac(const struct mac_input *input, uint8_t mac[RS_MAX_DIGEST]) {
  struct mac_key prepared;
  mac_key_prepare(&prepared, input->digest, input->construction, input->key);
  mac_key_use(&prepared, input->message, mac);
}
