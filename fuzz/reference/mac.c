#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "reference/reference.h"

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
  FUZZ_NEEDS(EVP_Digest(bytes.data, bytes.len, digest, &len, EVP_md5(), NULL) == 1, "OpenSSL has MD5");
  return to_base64(heap, rs_slice(digest, len));
}

reqsig_slice reference_mac(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp) {
  reqsig_slice message = reference_message(heap, c, timestamp), key = key_of(heap, c);
  uint8_t *mac = rs_fuzz_take(heap, EVP_MAX_MD_SIZE);
  unsigned len;
  FUZZ_NEEDS(HMAC(EVP_get_digestbyname(reference_of(c)->digest), key.data, (int)key.len, message.data,
                  message.len, mac, &len) != NULL,
             "OpenSSL has the digest");
  return rs_slice(mac, len);
}

reqsig_slice reference_mac_text(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp) {
  reqsig_slice mac = reference_mac(heap, c, timestamp);
  return reference_of(c)->in_base64 ? to_base64(heap, mac) : to_hex(heap, mac);
}
