#include "mutants/keccak.h"
#include "mutants/mistakes.h"

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
