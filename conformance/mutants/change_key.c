#include "lib/bytes.h"
#include "mutants/change.h"

bool change_to_credential(const struct change *how, const struct situation *at, reqsig_slice from,
                          struct text *to) {
  (void)from;
  size_t left = how->number;
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && at->recipe->credentials[i].name; i++) {
    if (i == at->recipe->mac.key || left-- > 0) continue;
    text_add(to, at->credentials[i]);
    return true;
  }
  return false;
}

static void add_hash(const struct situation *at, reqsig_slice key, struct text *to) {
  uint8_t digest[RS_MAX_DIGEST];
  rs_hash_of(at->recipe->mac.digest, key, digest);
  text_add(to, rs_slice(digest, rs_digest_len(at->recipe->mac.digest)));
}

bool change_cut_at_block(const struct change *how, const struct situation *at, reqsig_slice from,
                         struct text *to) {
  (void)how;
  size_t block = rs_digest_block(at->recipe->mac.digest);
  if (from.len <= block) return false;
  text_add(to, rs_slice(from.data, block));
  return true;
}

bool change_hashed_at_block(const struct change *how, const struct situation *at, reqsig_slice from,
                            struct text *to) {
  (void)how;
  if (from.len != rs_digest_block(at->recipe->mac.digest)) return false;
  add_hash(at, from, to);
  return true;
}

bool change_hashed(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)how;
  if (from.len > rs_digest_block(at->recipe->mac.digest)) return false;
  add_hash(at, from, to);
  return true;
}
