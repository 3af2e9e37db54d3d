#include "lib/bytes.h"
#include "mutants/change.h"

bool change_hex_pairs(const struct change *how, const struct situation *at, reqsig_slice from,
                      struct text *to) {
  for (size_t i = 0; i + 2 <= from.len; i += 2) {
    reqsig_slice pair = rs_slice(from.data + i, 2);
    if (i > 0) text_add_string(to, how->text);
    if (how->number == 1)
      change_upper(how, at, pair, to);
    else
      text_add(to, pair);
  }
  return true;
}

bool change_hex_number(const struct change *how, const struct situation *at, reqsig_slice from,
                       struct text *to) {
  (void)how, (void)at;
  while (from.len > 1 && from.data[0] == '0') from = rs_slice_after(from, 1);
  text_add(to, from);
  return true;
}

bool change_hex_bytes_short(const struct change *how, const struct situation *at, reqsig_slice from,
                            struct text *to) {
  (void)how, (void)at;
  for (size_t i = 0; i + 2 <= from.len; i += 2) {
    bool low = from.data[i] == '0';
    text_add(to, rs_slice(from.data + i + low, low ? 1 : 2));
  }
  return true;
}

bool change_base64url(const struct change *how, const struct situation *at, reqsig_slice from,
                      struct text *to) {
  (void)at;
  for (size_t i = 0; i < from.len; i++) {
    uint8_t c = from.data[i];
    if (c == '=' && how->number == 1) continue;
    c = c == '+' ? '-' : c == '/' ? '_' : c;
    text_add(to, rs_slice(&c, 1));
  }
  return true;
}

bool change_signed_byte_list(const struct change *how, const struct situation *at, reqsig_slice from,
                             struct text *to) {
  (void)how, (void)from;
  for (size_t i = 0; i < at->mac.len; i++) {
    int byte = at->mac.data[i];
    text_addf(to, "%s%d", i > 0 ? ", " : "[", byte < 128 ? byte : byte - 256);
  }
  text_add_string(to, "]");
  return true;
}

bool change_base64_of(const struct change *how, const struct situation *at, reqsig_slice from,
                      struct text *to) {
  return change_base64(how, at, from, to);
}
