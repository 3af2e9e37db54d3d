#include <string.h>

#include "mutants/mistakes.h"

/* SHA-3 (FIPS 202), and Keccak as it was before: what a signer makes that takes either for SHA-2. The first
 * byte of the padding is all that they differ in. */
enum keccak_padding { KECCAK_PADDING = 0x01, SHA3_PADDING = 0x06 };

/* SHA-3 has nothing shorter than 28 bytes, but two mistakes together can ask for as few as MD5 has. */
enum { LANES = 25, STATE = 200, ROUNDS = 24, MIN_LEN = 16, MAX_RATE = STATE - 2 * MIN_LEN, MAX_LEN = 64 };

struct keccak {
  uint64_t lanes[LANES];
  size_t rate, filled;
};

static uint64_t turned_left(uint64_t lane, unsigned by) {
  return by == 0 ? lane : lane << by | lane >> (64 - by);
}

/* FIPS 202 section 3.2.1. */
static void theta(uint64_t *a) {
  uint64_t c[5];
  for (size_t x = 0; x < 5; x++) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
  for (size_t i = 0; i < LANES; i++) a[i] ^= c[(i + 4) % 5] ^ turned_left(c[(i + 1) % 5], 1);
}

/* Sections 3.2.2 and 3.2.3: each lane is turned, and goes to another place. */
static void rho_and_pi(uint64_t *a) {
  uint64_t lane = a[1];
  size_t x = 1, y = 0;
  for (unsigned t = 0, by = 0; t < LANES - 1; t++) {
    by = (by + t + 1) % 64;
    size_t new_y = (2 * x + 3 * y) % 5;
    x = y, y = new_y;
    uint64_t next = a[x + 5 * y];
    a[x + 5 * y] = turned_left(lane, by);
    lane = next;
  }
}

/* Section 3.2.4. */
static void chi(uint64_t *a) {
  for (size_t row = 0; row < LANES; row += 5) {
    uint64_t old[5];
    memcpy(old, a + row, sizeof old);
    for (size_t x = 0; x < 5; x++) a[row + x] = old[x] ^ (~old[(x + 1) % 5] & old[(x + 2) % 5]);
  }
}

/* Section 3.2.5: bits of a linear feedback register at the places 2^j - 1. */
static uint64_t round_constant(uint8_t *feedback) {
  uint64_t constant = 0;
  for (unsigned j = 0; j < 7; j++) {
    if (*feedback & 1) constant ^= UINT64_C(1) << ((1U << j) - 1);
    *feedback = (uint8_t)(*feedback << 1 ^ (*feedback & 0x80 ? 0x71 : 0));
  }
  return constant;
}

static void permute(uint64_t *a) {
  uint8_t feedback = 1;
  for (int i = 0; i < ROUNDS; i++) {
    theta(a);
    rho_and_pi(a);
    chi(a);
    a[0] ^= round_constant(&feedback);
  }
}

static void take_byte(struct keccak *keccak, uint8_t byte) {
  keccak->lanes[keccak->filled / 8] ^= (uint64_t)byte << keccak->filled % 8 * 8;
  if (++keccak->filled < keccak->rate) return;
  permute(keccak->lanes);
  keccak->filled = 0;
}

static void take(struct keccak *keccak, reqsig_slice bytes) {
  for (size_t i = 0; i < bytes.len; i++) take_byte(keccak, bytes.data[i]);
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

static struct keccak begin_with_pad(const uint8_t *key, size_t len, uint8_t pad) {
  struct keccak keccak = begin(len);
  size_t rate = keccak.rate;
  for (size_t i = 0; i < rate; i++) take_byte(&keccak, key[i] ^ pad);
  return keccak;
}

/* RFC 2104; the block is the rate (FIPS 202 section 7). */
static void keccak_hmac(enum keccak_padding padding, size_t len, reqsig_slice key, reqsig_slice message,
                        uint8_t *mac) {
  uint8_t block[MAX_RATE] = {0}, digest[MAX_LEN];
  struct keccak keccak = begin(len);
  if (key.len > keccak.rate) {
    take(&keccak, key);
    end(&keccak, padding, len, block);
  } else if (key.len > 0) {
    memcpy(block, key.data, key.len);
  }
  keccak = begin_with_pad(block, len, 0x36);
  take(&keccak, message);
  end(&keccak, padding, len, digest);
  keccak = begin_with_pad(block, len, 0x5c);
  take(&keccak, (reqsig_slice){digest, len});
  end(&keccak, padding, len, mac);
}

static void hmac(rs_digest digest, reqsig_slice key, reqsig_slice message, uint8_t *mac) {
  rs_mac_key prepared;
  rs_mac_key_init(&prepared, digest, key);
  rs_hash hash = prepared.inner;
  rs_hash_update(&hash, message.data, message.len);
  rs_mac_end(&prepared, &hash, mac);
}

static void hash_of(rs_digest digest, reqsig_slice first, reqsig_slice second, uint8_t *out) {
  rs_hash hash;
  rs_hash_begin(&hash, digest);
  rs_hash_update(&hash, first.data, first.len);
  rs_hash_update(&hash, second.data, second.len);
  rs_hash_end(&hash, out);
}

void mutant_mac(const struct mac_input *input, uint8_t mac[RS_MAX_DIGEST]) {
  const reqsig_slice nothing = {NULL, 0};
  switch (input->construction) {
  case MAC_HMAC: hmac(input->digest, input->key, input->message, mac); break;
  case MAC_HMAC_SWAPPED: hmac(input->digest, input->message, input->key, mac); break;
  case MAC_HMAC_OF_NOTHING: hmac(input->digest, input->message, nothing, mac); break;
  case MAC_HASH_KEY_FIRST: hash_of(input->digest, input->key, input->message, mac); break;
  case MAC_HASH_MESSAGE_FIRST: hash_of(input->digest, input->message, input->key, mac); break;
  case MAC_HASH_OF_MESSAGE_ONLY: hash_of(input->digest, input->message, nothing, mac); break;
  case MAC_HMAC_SHA3:
    keccak_hmac(SHA3_PADDING, rs_digest_len(input->digest), input->key, input->message, mac);
    break;
  case MAC_HMAC_KECCAK:
    keccak_hmac(KECCAK_PADDING, rs_digest_len(input->digest), input->key, input->message, mac);
    break;
  }
}
