/* The MACs that the search makes, and whether one was sent. */
#include "diagnose/search.h"

static bool has_len(const struct search *search, rs_digest digest) {
  const struct mac_claims *claims = &search->evidence->claims;
  bool is_due = digest == search->evidence->recipe->mac.digest;
  for (size_t i = 0; i < claims->count; i++)
    if (claims->items[i].kind == CLAIM_WHOLE ? claims->items[i].len == rs_digest_len(digest) : is_due)
      return true;
  return false;
}

static const struct mac_key *prepared_once(struct search *search, struct component *component,
                                           reqsig_slice key, struct mac_method method) {
  if (!component->prepared) {
    component->prepared = arena_get(search->arena, sizeof *component->prepared);
    mac_key_prepare(component->prepared, method.digest, method.construction, key);
  }
  return component->prepared;
}

const rs_mac_key *search_right_key(struct search *search) {
  struct component *key = search->keys.items;
  return &prepared_once(search, key, key->bytes, search->methods.items[0].method)->hmac;
}

static bool is_keccak(enum mac_construction construction) {
  return construction == MAC_HMAC_SHA3 || construction == MAC_HMAC_KECCAK;
}

static struct keccak *taken_once(struct search *search, struct component *message) {
  if (!message->taken) message->taken = arena_get(search->arena, sizeof *message->taken);
  return message->taken;
}

/* All MACs but those of another key with another method share what their key comes to. */
static void make_mac(struct search *search, struct trial trial, uint8_t mac[RS_MAX_DIGEST]) {
  struct mac_method method = trial.method->method;
  reqsig_slice key = trial.key->bytes, message = trial.message->bytes;
  if (search_is_same_method(method, search->methods.items[0].method))
    mac_key_use(prepared_once(search, trial.key, key, method), message, mac);
  else if (trial.key == search->keys.items && is_keccak(method.construction))
    mac_key_use_taken(prepared_once(search, trial.method, key, method), message,
                      taken_once(search, trial.message), mac);
  else if (trial.key == search->keys.items)
    mac_key_use(prepared_once(search, trial.method, key, method), message, mac);
  else
    mutant_mac(&(struct mac_input){key, message, method.digest, method.construction}, mac);
}

const struct mac_claim *search_claim(struct search *search, rs_digest digest, const uint8_t *mac) {
  const struct mac_claims *claims = &search->evidence->claims;
  search->found.num_macs++;
  for (size_t i = 0; i < claims->count; i++)
    if (notation_claims(&claims->items[i], mac, rs_digest_len(digest))) return &claims->items[i];
  return NULL;
}

const struct mac_claim *search_try(struct search *search, struct trial trial) {
  rs_digest digest = trial.method->method.digest;
  uint8_t mac[RS_MAX_DIGEST];
  if (!has_len(search, digest)) return NULL;
  make_mac(search, trial, mac);
  return search_claim(search, digest, mac);
}
