/* Over random requests: the message depends on what the document names and on nothing else. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <criterion/criterion.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base64.h"
#include "message_mac.h"
#include "random_case.h"

enum { CASES = 2000, MESSAGE_ROOM = 1024 };

static bool allow_all(const char *profile) {
  (void)profile;
  return true;
}

typedef struct message {
  reqsig_slice bytes;
  uint8_t room[MESSAGE_ROOM];
} message;

static void build(const random_case *c, message *to) {
  reqsig_buffer text = {to->room, sizeof to->room, 0};
  cr_assert_eq(reqsig_message(&c->context, &c->request, c->now_ms, &text), REQSIG_OK);
  to->bytes = rs_slice(to->room, text.len);
}

static void shuffle_headers(random_case *c, rng *random) {
  for (size_t i = c->request.num_headers; i > 1; i--) {
    size_t k = random_below(random, i);
    reqsig_header swapped = c->headers[i - 1];
    c->headers[i - 1] = c->headers[k];
    c->headers[k] = swapped;
  }
}

static void check_independence(random_case *c, rng *random) {
  message first, again;
  build(c, &first);
  build(c, &again);
  cr_assert(rs_slice_equal(first.bytes, again.bytes));
  shuffle_headers(c, random);
  build(c, &again);
  cr_assert(rs_slice_equal(first.bytes, again.bytes), "the order of headers");
  random_case_sign(c);
  build(c, &again);
  cr_assert(rs_slice_equal(first.bytes, again.bytes), "headers of an earlier signature");
  c->headers[c->request.num_headers++] = (reqsig_header){RS_LITERAL("X-More"), RS_LITERAL("multipart/x")};
  build(c, &again);
  cr_assert(rs_slice_equal(first.bytes, again.bytes), "a header more");
  size_t kept = 0;
  for (size_t i = 0; i < c->request.num_headers; i++)
    if (rs_slice_equal_ignoring_case(c->headers[i].name, RS_LITERAL("content-type")))
      c->headers[kept++] = c->headers[i];
  c->request.num_headers = kept;
  build(c, &again);
  cr_assert(rs_slice_equal(first.bytes, again.bytes), "no headers but content-type");
}

Test(property_message, depends_neither_on_the_order_of_headers_nor_on_others) {
  rng random = random_begin("property_message", reqsig_num_schemes() * CASES);
  static random_case c;
  for (size_t s = 0; s < reqsig_num_schemes(); s++)
    for (size_t i = 0; i < CASES; i++) {
      random_case_begin(&c, &random, reqsig_scheme_name(reqsig_scheme_at(s)), allow_all);
      check_independence(&c, &random);
    }
}

static const EVP_MD *plain_digest(size_t digest) {
  switch (digest) {
  case RS_SHA1: return EVP_sha1();
  case RS_SHA256: return EVP_sha256();
  case RS_SHA512: return EVP_sha512();
  case RS_MD5: return EVP_md5();
  case RS_SHA224: return EVP_sha224();
  default: return EVP_sha384();
  }
}

/* The key's bytes, decoded by OpenSSL where a profile wants it. */
static size_t key_of(const random_case *c, uint8_t key[512]) {
  reqsig_slice secret = c->credentials[c->scheme->mac.key].value;
  bool decoded = false;
  for (size_t i = 0; i < c->num_profiles; i++)
    decoded |= strcmp(c->profiles[i], "secret-base64-decoded") == 0;
  memcpy(key, secret.data, secret.len);
  if (!decoded) return secret.len;
  int len = EVP_DecodeBlock(key, secret.data, (int)secret.len);
  for (size_t at = secret.len; secret.data[at - 1] == '='; at--) len--;
  return (size_t)len;
}

static void check_mac(const random_case *c) {
  message m;
  build(c, &m);
  uint8_t key[512], mac[EVP_MAX_MD_SIZE], by_walk[RS_MAX_DIGEST];
  unsigned len = 0;
  cr_assert_not_null(HMAC(plain_digest(c->scheme->mac.digest), key, (int)key_of(c, key), m.bytes.data,
                          m.bytes.len, mac, &len));
  rs_builder builder;
  cr_assert_eq(rs_builder_begin(&builder, &c->context, &c->request), REQSIG_OK);
  cr_assert_eq(rs_builder_take_time(&builder, c->now_ms), REQSIG_OK);
  rs_message_mac(&builder, by_walk);
  cr_assert_eq(len, rs_digest_len(c->scheme->mac.digest));
  cr_assert_arr_eq(mac, by_walk, len);
}

Test(property_message, fed_in_parts_gives_the_mac_of_all_of_it_at_once) {
  rng random = random_begin("property_message_mac", reqsig_num_schemes() * CASES);
  static random_case c;
  for (size_t s = 0; s < reqsig_num_schemes(); s++)
    for (size_t i = 0; i < CASES; i++) {
      random_case_begin(&c, &random, reqsig_scheme_name(reqsig_scheme_at(s)), allow_all);
      check_mac(&c);
    }
}

enum { NUM_DIGESTS = RS_SHA384 + 1 };

/* Fed in pieces of up to max bytes, some of them of none. */
static void feed(rs_hash *hash, rng *random, reqsig_slice data, size_t max) {
  while (data.len > 0) {
    size_t n = random_below(random, max + 1);
    if (n > data.len) n = data.len;
    rs_hash copy = *hash; /* copying the struct copies the digest */
    rs_hash_update(&copy, data.data, n);
    *hash = copy;
    data = rs_slice_after(data, n);
  }
}

Test(property_message, hashed_in_random_pieces_gives_the_digest_of_all_of_it_at_once) {
  rng random = random_begin("property_hash", NUM_DIGESTS * CASES);
  static uint8_t data[1500];
  random_bytes(&random, data, sizeof data);
  for (size_t i = 0; i < NUM_DIGESTS * CASES; i++) {
    rs_digest digest = (rs_digest)(i % NUM_DIGESTS);
    const EVP_MD *plain = plain_digest(digest);
    size_t len = random_below(&random, sizeof data + 1);
    uint8_t expected[EVP_MAX_MD_SIZE], actual[RS_MAX_DIGEST];
    rs_hash hash;
    cr_assert(EVP_Digest(data, len, expected, NULL, plain, NULL));
    rs_hash_begin(&hash, digest);
    feed(&hash, &random, rs_slice(data, len), 1 + random_below(&random, 300));
    rs_hash_end(&hash, actual);
    cr_assert_eq(rs_digest_len(digest), (size_t)EVP_MD_get_size(plain));
    cr_assert_eq(rs_digest_block(digest), (size_t)EVP_MD_get_block_size(plain));
    cr_assert_arr_eq(actual, expected, rs_digest_len(digest), "%s of %zu", rs_digest_name(digest), len);
  }
}

Test(property_message, mac_in_random_pieces_is_that_of_all_of_it_at_once) {
  rng random = random_begin("property_hmac", NUM_DIGESTS * CASES);
  static uint8_t data[600], secret[300];
  for (size_t i = 0; i < NUM_DIGESTS * CASES; i++) {
    rs_digest digest = (rs_digest)(i % NUM_DIGESTS);
    size_t len = random_below(&random, sizeof data + 1),
           secret_len = random_below(&random, sizeof secret + 1);
    uint8_t expected[EVP_MAX_MD_SIZE], actual[RS_MAX_DIGEST];
    unsigned expected_len;
    rs_mac_key key;
    random_bytes(&random, secret, secret_len);
    random_bytes(&random, data, 16);
    cr_assert_not_null(
        HMAC(plain_digest(digest), secret, (int)secret_len, data, len, expected, &expected_len));
    rs_mac_key_init(&key, digest, rs_slice(secret, secret_len));
    rs_hash hash = key.inner;
    feed(&hash, &random, rs_slice(data, len), 1 + random_below(&random, 200));
    rs_mac_end(&key, &hash, actual);
    cr_assert_arr_eq(actual, expected, expected_len, "%s, secret of %zu", rs_digest_name(digest), secret_len);
  }
}
