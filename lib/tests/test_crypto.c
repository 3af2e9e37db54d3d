#include <criterion/criterion.h>

#include "crypto.h"
#include "engine_case.h"
#include "guard.h"

/* Each digest, and OpenSSL's own idea of it. */
static const struct {
  rs_digest digest;
  const EVP_MD *(*openssl)(void);
} all[] = {{RS_SHA1, EVP_sha1}, {RS_SHA256, EVP_sha256}, {RS_SHA512, EVP_sha512},
           {RS_MD5, EVP_md5},   {RS_SHA224, EVP_sha224}, {RS_SHA384, EVP_sha384}};
enum { NUM_DIGESTS = sizeof all / sizeof *all };

Test(crypto, takes_secrets_of_any_length) {
  uint8_t secret[300], expected[EVP_MAX_MD_SIZE], mac[RS_MAX_DIGEST];
  for (size_t i = 0; i < sizeof secret; i++) secret[i] = (uint8_t)(i * 7 + 1);
  for (size_t d = 0; d < NUM_DIGESTS; d++)
    for (size_t len = 0; len <= sizeof secret; len++) {
      guarded copy = guard_copy(rs_slice(secret, len));
      library_mac(all[d].digest, copy.slice, reqsig_text("message"), mac);
      guard_free(copy);
      size_t mac_len = plain_mac(all[d].openssl(), rs_slice(secret, len), reqsig_text("message"), expected);
      cr_assert_eq(rs_digest_len(all[d].digest), mac_len);
      cr_assert_arr_eq(mac, expected, mac_len, "%s, %zu bytes", rs_digest_name(all[d].digest), len);
    }
}

Test(crypto, pieces_digest_like_the_whole) {
  uint8_t input[300], whole[RS_MAX_DIGEST], pieces[RS_MAX_DIGEST];
  for (size_t i = 0; i < sizeof input; i++) input[i] = (uint8_t)(i * 3);
  for (size_t d = 0; d < NUM_DIGESTS; d++) {
    rs_hash hash;
    rs_hash_of(all[d].digest, rs_slice(input, sizeof input), whole);
    for (size_t split = 0; split <= sizeof input; split++) {
      rs_hash_begin(&hash, all[d].digest);
      rs_hash_update(&hash, split == 0 ? NULL : input, split);
      rs_hash_update(&hash, input + split, sizeof input - split);
      rs_hash_end(&hash, pieces);
      cr_assert_arr_eq(pieces, whole, rs_digest_len(all[d].digest), "%zu", split);
    }
  }
}

Test(crypto, a_copy_of_a_digest_goes_its_own_way) {
  for (size_t d = 0; d < NUM_DIGESTS; d++) {
    uint8_t first[RS_MAX_DIGEST], second[RS_MAX_DIGEST], expected[EVP_MAX_MD_SIZE];
    rs_hash hash;
    rs_hash_begin(&hash, all[d].digest);
    rs_hash_update(&hash, "ab", 2);
    rs_hash copy = hash;
    rs_hash_update(&copy, "cd", 2);
    rs_hash_update(&hash, "xy", 2);
    rs_hash_end(&copy, second);
    rs_hash_end(&hash, first);
    EVP_Digest("abxy", 4, expected, NULL, all[d].openssl(), NULL);
    cr_assert_arr_eq(first, expected, rs_digest_len(all[d].digest));
    EVP_Digest("abcd", 4, expected, NULL, all[d].openssl(), NULL);
    cr_assert_arr_eq(second, expected, rs_digest_len(all[d].digest));
  }
}

Test(crypto, one_prepared_secret_makes_many_macs) {
  rs_mac_key key;
  rs_mac_key_init(&key, RS_SHA512, reqsig_text("secret"));
  for (int i = 0; i < 3; i++) {
    uint8_t mac[RS_MAX_DIGEST], expected[EVP_MAX_MD_SIZE];
    rs_hash hash = key.inner;
    rs_hash_update(&hash, "message", 7);
    rs_mac_end(&key, &hash, mac);
    plain_mac(EVP_sha512(), reqsig_text("secret"), reqsig_text("message"), expected);
    cr_assert_arr_eq(mac, expected, 64);
  }
}

/* RFC 2104 section 2: a key is padded with zeros to the block, so zeros at its end are no difference up to
 * there. */
Test(crypto, zeros_at_the_end_of_a_secret_count_past_the_block_only) {
  uint8_t secret[RS_MAX_BLOCK + 1] = "secret";
  for (size_t d = 0; d < NUM_DIGESTS; d++) {
    rs_mac_key plain, padded, longer;
    size_t block = rs_digest_block(all[d].digest), size = sizeof plain.inner.state;
    rs_mac_key_init(&plain, all[d].digest, rs_slice(secret, 6));
    rs_mac_key_init(&padded, all[d].digest, rs_slice(secret, block));
    rs_mac_key_init(&longer, all[d].digest, rs_slice(secret, block + 1));
    cr_assert_arr_eq(padded.inner.state, plain.inner.state, size, "%s", rs_digest_name(all[d].digest));
    cr_assert_arr_eq(padded.outer.state, plain.outer.state, size, "%s", rs_digest_name(all[d].digest));
    cr_assert_arr_neq(longer.inner.state, plain.inner.state, size, "%s", rs_digest_name(all[d].digest));
  }
}

/* Fills message and the room behind it, and begins a key. */
static void begin_in_place(rs_mac_key *key, rs_digest digest, uint8_t *message, size_t len) {
  rs_mac_key_init(key, digest, reqsig_text("secret"));
  memset(message, 0xee, len + RS_MAC_ROOM);
  for (size_t i = 0; i < len; i++) message[i] = (uint8_t)(i * 5 + 1);
}

enum { MAX_IN_PLACE = 400 };

Test(crypto, a_message_of_any_length_has_the_same_mac_in_place) {
  uint8_t message[MAX_IN_PLACE + RS_MAC_ROOM], mac[RS_MAX_DIGEST], expected[EVP_MAX_MD_SIZE];
  rs_mac_key key;
  for (size_t d = 0; d < NUM_DIGESTS; d++)
    for (size_t len = 0; len <= MAX_IN_PLACE; len++) {
      begin_in_place(&key, all[d].digest, message, len);
      size_t mac_len = plain_mac(all[d].openssl(), reqsig_text("secret"), rs_slice(message, len), expected);
      guarded copy = guard_copy(rs_slice(message, len + RS_MAC_ROOM));
      rs_mac_in_place(&key, (uint8_t *)(uintptr_t)copy.slice.data, len, mac);
      guard_free(copy);
      cr_assert_arr_eq(mac, expected, mac_len, "%s, %zu bytes", rs_digest_name(all[d].digest), len);
    }
}

Test(crypto, nothing_is_left_of_a_message_in_place) {
  uint8_t message[MAX_IN_PLACE + RS_MAC_ROOM], mac[RS_MAX_DIGEST], inner[RS_MAX_DIGEST];
  for (size_t d = 0; d < NUM_DIGESTS; d++)
    for (size_t len = 8; len <= MAX_IN_PLACE; len += 7) {
      uint8_t whole[MAX_IN_PLACE + RS_MAC_ROOM];
      rs_mac_key key;
      begin_in_place(&key, all[d].digest, message, len);
      memcpy(whole, message, sizeof message);
      rs_hash hash = key.inner;
      rs_hash_update(&hash, message, len);
      rs_hash_end(&hash, inner);
      rs_mac_in_place(&key, message, len, mac);
      cr_assert_not(holds_any_of(message, sizeof message, rs_slice(whole, len), 8), "message of %zu", len);
      cr_assert_not(holds_any_of(message, sizeof message, rs_slice(inner, rs_digest_len(all[d].digest)), 8),
                    "inner digest, %zu", len);
    }
}

Test(crypto, a_prepared_secret_does_not_hold_the_secret) {
  uint8_t secret[240];
  for (size_t i = 0; i < sizeof secret; i++) secret[i] = (uint8_t)(i + 1);
  for (size_t d = 0; d < NUM_DIGESTS; d++)
    for (size_t len = 8; len <= sizeof secret; len++) {
      rs_mac_key key;
      rs_mac_key_init(&key, all[d].digest, rs_slice(secret, len));
      cr_assert_not(holds_any_of(&key, sizeof key, rs_slice(secret, len), 8), "%s, %zu bytes",
                    rs_digest_name(all[d].digest), len);
    }
}

Test(crypto, preparing_again_leaves_nothing_of_the_secret_before) {
  uint8_t secret[200];
  memset(secret, 's', sizeof secret);
  for (size_t d = 0; d < NUM_DIGESTS; d++)
    for (size_t e = 0; e < NUM_DIGESTS; e++) {
      rs_mac_key fresh = {.inner = {.digest = RS_SHA1}}, used = fresh;
      rs_mac_key_init(&used, all[d].digest, rs_slice(secret, sizeof secret));
      rs_mac_key_init(&used, all[e].digest, reqsig_text("other"));
      rs_mac_key_init(&fresh, all[e].digest, reqsig_text("other"));
      cr_assert_arr_eq(used.inner.state, fresh.inner.state, sizeof used.inner.state);
      cr_assert_arr_eq(used.outer.state, fresh.outer.state, sizeof used.outer.state);
    }
}

Test(crypto, a_finished_mac_leaves_no_state) {
  for (size_t d = 0; d < NUM_DIGESTS; d++) {
    static const uint64_t nothing[sizeof((rs_hash *)0)->state / sizeof(uint64_t)];
    uint8_t mac[RS_MAX_DIGEST];
    rs_mac_key key;
    rs_mac_key_init(&key, all[d].digest, reqsig_text("secret"));
    rs_hash hash = key.inner;
    rs_hash_update(&hash, "message", 7);
    rs_mac_end(&key, &hash, mac);
    cr_assert_arr_eq(hash.state, nothing, sizeof hash.state, "%s", rs_digest_name(all[d].digest));
  }
}

Test(crypto, equality_looks_at_every_byte) {
  uint8_t a[64] = {0}, b[64] = {0};
  cr_assert(rs_equal_in_constant_time(a, b, 64));
  cr_assert(rs_equal_in_constant_time(a, b, 0));
  for (size_t i = 0; i < 64; i++)
    for (unsigned bit = 0; bit < 8; bit++) {
      b[i] = (uint8_t)(1u << bit);
      cr_assert_not(rs_equal_in_constant_time(a, b, 64));
      cr_assert_not(rs_equal_in_constant_time(a, b, i + 1));
      cr_assert(rs_equal_in_constant_time(a, b, i));
      b[i] = 0;
    }
}

Test(crypto, wiping_overwrites_exactly_what_it_is_told) {
  uint8_t memory[16], expected[16] = {[0] = 'x', [15] = 'x'};
  memset(memory, 'x', sizeof memory);
  rs_wipe(memory + 1, 14);
  cr_assert_arr_eq(memory, expected, sizeof memory);
}

Test(crypto, names_each_digest) {
  cr_assert_str_eq(rs_digest_name(RS_SHA1), "SHA-1");
  cr_assert_str_eq(rs_digest_name(RS_SHA256), "SHA-256");
  cr_assert_str_eq(rs_digest_name(RS_SHA512), "SHA-512");
  cr_assert_str_eq(rs_digest_name(RS_MD5), "MD5");
}
