/* What RFC 2202, RFC 4231, RFC 1321 and FIPS 180 print. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "engine_case.h"

static void check_hex(const uint8_t *bytes, size_t len, const char *expected, const char *label) {
  char text[2 * RS_MAX_DIGEST + 1] = "";
  for (size_t i = 0; i < len; i++) snprintf(text + 2 * i, 3, "%02x", bytes[i]);
  /* RFC 4231 prints one MAC cut short. */
  cr_assert_eq(strncmp(text, expected, strlen(expected)), 0, "%s: %s instead of %s", label, text, expected);
}

/* A key or text of the RFCs: either text, or one byte many times. */
typedef struct rfc_bytes {
  const char *text;
  size_t times;
} rfc_bytes;

static reqsig_slice expand(rfc_bytes bytes, uint8_t room[160]) {
  if (bytes.times == 0) return reqsig_text(bytes.text);
  memset(room, (uint8_t)bytes.text[0], bytes.times);
  return rs_slice(room, bytes.times);
}

static void check_mac(rs_digest digest, rfc_bytes key, rfc_bytes text, const char *expected) {
  uint8_t key_room[160], text_room[160], mac[RS_MAX_DIGEST];
  _Alignas(uint64_t) uint8_t message[160 + RS_MAC_ROOM];
  reqsig_slice secret = expand(key, key_room), whole = expand(text, text_room);
  library_mac(digest, secret, whole, mac);
  check_hex(mac, rs_digest_len(digest), expected, rs_digest_name(digest));

  rs_mac_key prepared;
  rs_mac_key_init(&prepared, digest, secret);
  memcpy(message, whole.data, whole.len);
  rs_mac_in_place(&prepared, message, whole.len, mac);
  check_hex(mac, rs_digest_len(digest), expected, "in place");
}

#define COUNTING_KEY                                                                                         \
  "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19"
#define LONG_KEY_TEXT  "Test Using Larger Than Block-Size Key - Hash Key First"
#define LONG_BOTH_TEXT "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"

Test(crypto_vectors, makes_the_macs_of_rfc_2202) {
  static const struct {
    const char *key;
    size_t md5_times, sha1_times;
    rfc_bytes text;
    const char *md5, *sha1;
  } cases[] = {
      {"\x0b",
       16,
       20,
       {"Hi There", 0},
       "9294727a3638bb1c13f48ef8158bfc9d",
       "b617318655057264e28bc0b6fb378c8ef146be00"},
      {"Jefe",
       0,
       0,
       {"what do ya want for nothing?", 0},
       "750c783e6ab0b503eaa86e310a5db738",
       "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
      {"\xaa",
       16,
       20,
       {"\xdd", 50},
       "56be34521d144c88dbb8c733f0e8b3f6",
       "125d7342b9ac11cd91a39af48aa17b4f63f175d3"},
      {COUNTING_KEY,
       0,
       0,
       {"\xcd", 50},
       "697eaf0aca3a3aea3a75164746ffaa79",
       "4c9007f4026250c6bc8414f9bf50c86c2d7235da"},
      {"\x0c",
       16,
       20,
       {"Test With Truncation", 0},
       "56461ef2342edc00f9bab995690efd4c",
       "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"},
      {"\xaa",
       80,
       80,
       {LONG_KEY_TEXT, 0},
       "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd",
       "aa4ae5e15272d00e95705637ce8a3b55ed402112"},
      {"\xaa",
       80,
       80,
       {LONG_BOTH_TEXT, 0},
       "6f630fad67cda0ee1fb1f562db3aa53e",
       "e8e99d0f45237d786d6bbaa7965c7808bbff1a91"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_mac(RS_MD5, (rfc_bytes){cases[i].key, cases[i].md5_times}, cases[i].text, cases[i].md5);
    check_mac(RS_SHA1, (rfc_bytes){cases[i].key, cases[i].sha1_times}, cases[i].text, cases[i].sha1);
  }
}

Test(crypto_vectors, makes_the_macs_of_rfc_4231) {
  static const struct {
    rfc_bytes key, text;
    const char *sha256, *sha512;
  } cases[] = {
      {{"\x0b", 20},
       {"Hi There", 0},
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
       "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
       "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"},
      {{"Jefe", 0},
       {"what do ya want for nothing?", 0},
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
       "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
       "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
      {{"\xaa", 20},
       {"\xdd", 50},
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
       "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
       "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb"},
      {{COUNTING_KEY, 0},
       {"\xcd", 50},
       "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
       "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db"
       "a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd"},
      {{"\x0c", 20},
       {"Test With Truncation", 0},
       "a3b6167473100ee06e0c796c2955552b",
       "415fad6271580a531d4179bc891d87a6"},
      {{"\xaa", 131},
       {LONG_KEY_TEXT, 0},
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
       "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
       "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"},
      {{"\xaa", 131},
       {"This is a test using a larger than block-size key and a larger than block-size data. The key needs "
        "to be hashed before being used by the HMAC algorithm.",
        0},
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
       "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944"
       "b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_mac(RS_SHA256, cases[i].key, cases[i].text, cases[i].sha256);
    check_mac(RS_SHA512, cases[i].key, cases[i].text, cases[i].sha512);
  }
}

static void check_digest(rs_digest digest, const char *text, const char *expected) {
  uint8_t out[RS_MAX_DIGEST];
  rs_hash hash;
  rs_hash_begin(&hash, digest);
  rs_hash_update(&hash, text, strlen(text));
  rs_hash_end(&hash, out);
  check_hex(out, rs_digest_len(digest), expected, text);
}

Test(crypto_vectors, makes_the_digests_of_rfc_1321) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
  check_digest(RS_MD5, "", "d41d8cd98f00b204e9800998ecf8427e");
  check_digest(RS_MD5, "a", "0cc175b9c0f1b6a831c399e269772661");
  check_digest(RS_MD5, "abc", "900150983cd24fb0d6963f7d28e17f72");
  check_digest(RS_MD5, "message digest", "f96b697d7cb7938d525a2f31aaf161d0");
  check_digest(RS_MD5, letters, "c3fcd3d76192e4007dfb496cca67e13b");
  check_digest(RS_MD5, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
               "d174ab98d277d9f5a5611c2c9f419d9f");
  check_digest(RS_MD5, "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
               "57edf4a22be3c955ac49da2e2107b67a");
}

Test(crypto_vectors, makes_the_digests_of_fips_180) {
  check_digest(RS_SHA1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d");
  check_digest(RS_SHA256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  check_digest(RS_SHA512, "abc",
               "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
               "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}
