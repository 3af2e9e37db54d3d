#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#include "reference/reference.h"

/* OpenSSL looks a digest up by its name at each use of one that it was not asked to fetch. */
static const EVP_MD *digest_named(const char *name) {
  enum { NUM_DIGESTS = 8 };
  static struct {
    const char *name;
    EVP_MD *digest;
  } known[NUM_DIGESTS];
  size_t i = 0;
  while (known[i].name && strcmp(known[i].name, name) != 0) i++;
  FUZZ_NEEDS(i + 1 < NUM_DIGESTS, "there is room for each digest, and an end");
  if (!known[i].name) known[i].digest = EVP_MD_fetch(NULL, known[i].name = name, NULL);
  FUZZ_NEEDS(known[i].digest, "OpenSSL has the digest");
  return known[i].digest;
}

reqsig_slice reference_hmac(fuzz_heap *heap, const char *digest, reqsig_slice key, reqsig_slice message) {
  static HMAC_CTX *hmac;
  uint8_t *mac = rs_fuzz_take(heap, EVP_MAX_MD_SIZE);
  unsigned len;
  if (!hmac) hmac = HMAC_CTX_new();
  FUZZ_NEEDS(hmac && HMAC_Init_ex(hmac, key.data, (int)key.len, digest_named(digest), NULL) == 1 &&
                 HMAC_Update(hmac, message.data, message.len) == 1 && HMAC_Final(hmac, mac, &len) == 1,
             "OpenSSL computes an HMAC");
  return rs_slice(mac, len);
}

static reqsig_slice key_of(fuzz_heap *heap, const fuzz_case *c) {
  reqsig_slice secret = reqsig_fuzz_credential(c, reference_of(c)->key);
  if (!reference_follows(c, REFERENCE_KEY_IS_BASE64)) return secret;
  reqsig_buffer decoded = rs_fuzz_buffer(heap, secret.len);
  FUZZ_NEEDS(reference_unbase64(secret, &decoded), "a secret that is to be decoded is base64");
  return fuzz_bytes_of(&decoded);
}

static reqsig_slice to_base64(fuzz_heap *heap, reqsig_slice bytes) {
  uint8_t *text = rs_fuzz_take(heap, bytes.len / 3 * 4 + 5); /* EVP_EncodeBlock ends it with NUL */
  return rs_slice(text, (size_t)EVP_EncodeBlock(text, bytes.data, (int)bytes.len));
}

static reqsig_slice to_hex(fuzz_heap *heap, reqsig_slice bytes) {
  uint8_t *text = rs_fuzz_take(heap, 2 * bytes.len);
  for (size_t i = 0; i < 2 * bytes.len; i++)
    text[i] = (uint8_t) "0123456789abcdef"[(bytes.data[i / 2] >> (i % 2 ? 0 : 4)) & 15];
  return rs_slice(text, 2 * bytes.len);
}

reqsig_slice reference_md5_base64(fuzz_heap *heap, reqsig_slice bytes) {
  uint8_t digest[EVP_MAX_MD_SIZE];
  unsigned len;
  FUZZ_NEEDS(EVP_Digest(bytes.data, bytes.len, digest, &len, digest_named("MD5"), NULL) == 1,
             "OpenSSL computes MD5");
  return to_base64(heap, rs_slice(digest, len));
}

reqsig_slice reference_mac(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp) {
  return reference_hmac(heap, reference_of(c)->digest, key_of(heap, c),
                        reference_message(heap, c, timestamp));
}

reqsig_slice reference_mac_text(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp) {
  reqsig_slice mac = reference_mac(heap, c, timestamp);
  return reference_of(c)->in_base64 ? to_base64(heap, mac) : to_hex(heap, mac);
}
