#include "lib/base64.h"
#include "lib/hex.h"
#include "mutants/change.h"

static int base64_place(uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

bool change_base64(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  text_add_base64(to, from);
  return true;
}

bool change_base64_decoded(const struct change *how, const struct situation *at, reqsig_slice from,
                           struct text *to) {
  (void)how, (void)at;
  uint32_t bits = 0;
  size_t num_bits = 0;
  for (size_t i = 0; i < from.len && from.data[i] != '='; i++) {
    int place = base64_place(from.data[i]);
    if (place < 0) continue;
    bits = bits << 6 | (uint32_t)place;
    num_bits += 6;
    if (num_bits < 8) continue;
    num_bits -= 8;
    uint8_t byte = (uint8_t)(bits >> num_bits);
    text_add(to, rs_slice(&byte, 1));
  }
  return true;
}

bool change_base64_again(const struct change *how, const struct situation *at, reqsig_slice from,
                         struct text *to) {
  struct text bytes = {0};
  change_base64_decoded(how, at, from, &bytes);
  text_add_base64(to, text_slice(&bytes));
  text_free(&bytes);
  return true;
}

bool change_base64_text(const struct change *how, const struct situation *at, reqsig_slice from,
                        struct text *to) {
  reqsig_buffer none = {NULL, 0, 0};
  if (from.len == 0 || rs_base64_decode(from, &none) == REQSIG_ERR_MALFORMED) return false;
  return change_base64_decoded(how, at, from, to);
}

bool change_hex_decoded(const struct change *how, const struct situation *at, reqsig_slice from,
                        struct text *to) {
  (void)how, (void)at;
  reqsig_buffer none = {NULL, 0, 0};
  if (from.len == 0 || rs_hex_decode(from, RS_HEX_ANY_CASE, &none) == REQSIG_ERR_MALFORMED) return false;
  for (size_t i = 0; i < from.len; i += 2) {
    uint8_t byte;
    reqsig_buffer room = {&byte, 1, 0};
    rs_hex_decode(rs_slice(from.data + i, 2), RS_HEX_ANY_CASE, &room);
    text_add(to, rs_slice(&byte, 1));
  }
  return true;
}

static reqsig_slice hashed(const struct change *how, reqsig_slice from, uint8_t digest[RS_MAX_DIGEST]) {
  rs_hash_of((rs_digest)how->number, from, digest);
  return rs_slice(digest, rs_digest_len((rs_digest)how->number));
}

static reqsig_slice hex_of(reqsig_slice bytes, uint8_t digits[2 * RS_MAX_DIGEST]) {
  reqsig_buffer room = {digits, 2 * RS_MAX_DIGEST, 0};
  rs_hex_encode(bytes, &room);
  return rs_slice(digits, room.len);
}

bool change_hash(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)at;
  uint8_t digest[RS_MAX_DIGEST], digits[2 * RS_MAX_DIGEST];
  text_add(to, hex_of(hashed(how, from, digest), digits));
  return true;
}

bool change_hash_raw(const struct change *how, const struct situation *at, reqsig_slice from,
                     struct text *to) {
  (void)at;
  uint8_t digest[RS_MAX_DIGEST];
  text_add(to, hashed(how, from, digest));
  return true;
}

bool change_hash_base64(const struct change *how, const struct situation *at, reqsig_slice from,
                        struct text *to) {
  (void)at;
  uint8_t digest[RS_MAX_DIGEST];
  text_add_base64(to, hashed(how, from, digest));
  return true;
}

bool change_hash_base64_of_hex(const struct change *how, const struct situation *at, reqsig_slice from,
                               struct text *to) {
  (void)at;
  uint8_t digest[RS_MAX_DIGEST], digits[2 * RS_MAX_DIGEST];
  text_add_base64(to, hex_of(hashed(how, from, digest), digits));
  return true;
}

bool change_hash_cut_at_nul(const struct change *how, const struct situation *at, reqsig_slice from,
                            struct text *to) {
  (void)at;
  uint8_t digest[RS_MAX_DIGEST];
  reqsig_slice raw = hashed(how, from, digest);
  size_t len = 0;
  while (len < raw.len && raw.data[len] != 0) len++;
  text_add_base64(to, rs_slice(raw.data, len));
  return true;
}
