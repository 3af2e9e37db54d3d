#include "mutants/transforms.h"

#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/hex.h"

static int base64_place(uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

bool transform_base64(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)how, (void)at;
  text_add_base64(to, from);
  return true;
}

bool transform_base64_decoded(const struct transform *how, const struct transform_input *at,
                              reqsig_slice from, struct text *to) {
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
    text_add_byte(to, (char)byte);
  }
  return true;
}

bool transform_base64_padded(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                             struct text *to) {
  (void)how, (void)at;
  text_add(to, from);
  for (size_t len = from.len; len % 4 != 0; len++) text_add_byte(to, '=');
  return true;
}

/* As the recipe has it. */
static void leave_out_padding(const reqsig_scheme *recipe, struct text *text) {
  rs_encoding encoding = recipe->encoding.encoding;
  if (encoding == RS_HEX || rs_encoding_is_padded(encoding)) return;
  while (text->len > 0 && text->data[text->len - 1] == '=') text->data[--text->len] = '\0';
}

bool transform_base64_again(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  struct text bytes = {0};
  transform_base64_decoded(how, at, from, &bytes);
  text_add_base64(to, text_slice(&bytes));
  leave_out_padding(at->recipe, to);
  text_free(&bytes);
  return true;
}

bool transform_base64url_again(const struct transform *how, const struct transform_input *at,
                               reqsig_slice from, struct text *to) {
  struct text standard = {0};
  transform_base64_again(how, at, from, &standard);
  transform_base64url(how, at, text_slice(&standard), to);
  text_free(&standard);
  return true;
}

bool transform_base64_text(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  reqsig_buffer none = {NULL, 0, 0};
  if (from.len == 0 || rs_base64_decode(from, &none) == REQSIG_ERR_MALFORMED) return false;
  return transform_base64_decoded(how, at, from, to);
}

bool transform_hex_decoded(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)how, (void)at;
  reqsig_buffer none = {NULL, 0, 0};
  if (from.len == 0 || rs_hex_decode(from, RS_HEX_ANY_CASE, &none) == REQSIG_ERR_MALFORMED) return false;
  for (size_t i = 0; i < from.len; i += 2) {
    uint8_t byte;
    reqsig_buffer room = {&byte, 1, 0};
    rs_hex_decode(rs_slice(from.data + i, 2), RS_HEX_ANY_CASE, &room);
    text_add_byte(to, (char)byte);
  }
  return true;
}

static reqsig_slice hashed(const struct transform *how, reqsig_slice from, uint8_t digest[RS_MAX_DIGEST]) {
  rs_hash_of((rs_digest)how->number, from, digest);
  return rs_slice(digest, rs_digest_len((rs_digest)how->number));
}

static reqsig_slice hex_of(reqsig_slice bytes, uint8_t digits[2 * RS_MAX_DIGEST]) {
  reqsig_buffer room = {digits, 2 * RS_MAX_DIGEST, 0};
  rs_hex_encode(bytes, &room);
  return rs_slice(digits, room.len);
}

bool transform_hash(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                    struct text *to) {
  (void)at;
  uint8_t digest[RS_MAX_DIGEST], digits[2 * RS_MAX_DIGEST];
  text_add(to, hex_of(hashed(how, from, digest), digits));
  return true;
}

bool transform_hash_raw(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                        struct text *to) {
  (void)at;
  uint8_t digest[RS_MAX_DIGEST];
  text_add(to, hashed(how, from, digest));
  return true;
}

bool transform_hash_base64(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)at;
  uint8_t digest[RS_MAX_DIGEST];
  text_add_base64(to, hashed(how, from, digest));
  return true;
}

bool transform_hash_base64_of_hex(const struct transform *how, const struct transform_input *at,
                                  reqsig_slice from, struct text *to) {
  (void)at;
  uint8_t digest[RS_MAX_DIGEST], digits[2 * RS_MAX_DIGEST];
  text_add_base64(to, hex_of(hashed(how, from, digest), digits));
  return true;
}

bool transform_hash_cut_at_nul(const struct transform *how, const struct transform_input *at,
                               reqsig_slice from, struct text *to) {
  (void)at;
  uint8_t digest[RS_MAX_DIGEST];
  reqsig_slice raw = hashed(how, from, digest);
  size_t len = 0;
  while (len < raw.len && raw.data[len] != 0) len++;
  text_add_base64(to, rs_slice(raw.data, len));
  return true;
}

bool transform_hex_pairs(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                         struct text *to) {
  for (size_t i = 0; i + 2 <= from.len; i += 2) {
    reqsig_slice mutant = rs_slice(from.data + i, 2);
    if (i > 0) text_add_string(to, how->text);
    if (how->number == 1)
      transform_upper(how, at, mutant, to);
    else
      text_add(to, mutant);
  }
  return true;
}

bool transform_hex_number(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                          struct text *to) {
  (void)how, (void)at;
  while (from.len > 1 && from.data[0] == '0') from = rs_slice_after(from, 1);
  text_add(to, from);
  return true;
}

bool transform_hex_bytes_short(const struct transform *how, const struct transform_input *at,
                               reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  for (size_t i = 0; i + 2 <= from.len; i += 2) {
    bool low = from.data[i] == '0';
    text_add(to, rs_slice(from.data + i + low, low ? 1 : 2));
  }
  return true;
}

bool transform_base64url(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                         struct text *to) {
  (void)at;
  for (size_t i = 0; i < from.len; i++) {
    uint8_t c = from.data[i];
    if (c == '=' && how->number == 1) continue;
    c = c == '+' ? '-' : c == '/' ? '_' : c;
    text_add_byte(to, (char)c);
  }
  return true;
}

bool transform_signed_byte_list(const struct transform *how, const struct transform_input *at,
                                reqsig_slice from, struct text *to) {
  (void)how, (void)from;
  for (size_t i = 0; i < at->mac.len; i++) {
    int byte = at->mac.data[i];
    text_addf(to, "%s%d", i > 0 ? ", " : "[", byte < 128 ? byte : byte - 256);
  }
  text_add_string(to, "]");
  return true;
}

bool transform_base64_of(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                         struct text *to) {
  return transform_base64(how, at, from, to);
}

/* The fixed text before everything else in the value of the header that carries the MAC. */
static reqsig_slice prefix_of(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (recipe->headers[i].value[k].from == RS_FROM_MAC) return recipe->headers[i].value[0].literal;
  return rs_slice(NULL, 0);
}

static bool replace_prefix(const struct transform_input *at, reqsig_slice from, reqsig_slice other,
                           struct text *to) {
  text_add(to, other);
  text_add(to, rs_slice_after(from, prefix_of(at->recipe).len));
  return true;
}

bool transform_without_prefix(const struct transform *how, const struct transform_input *at,
                              reqsig_slice from, struct text *to) {
  (void)how;
  return replace_prefix(at, from, rs_slice(NULL, 0), to);
}

bool transform_prefix_twice(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how;
  text_add(to, prefix_of(at->recipe));
  text_add(to, from);
  return true;
}

bool transform_prefix_to(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                         struct text *to) {
  bool is_own = rs_slice_equal(prefix_of(at->recipe), reqsig_text(how->text));
  return replace_prefix(at, from, reqsig_text(is_own ? how->other : how->text), to);
}

bool transform_prefix_upper(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  reqsig_slice prefix = prefix_of(at->recipe);
  transform_upper(how, at, prefix, to);
  text_add(to, rs_slice_after(from, prefix.len));
  return true;
}

bool transform_prefix_added(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  reqsig_slice prefix = prefix_of(at->recipe);
  return !rs_slice_starts_with(from, prefix) && transform_prefix_twice(how, at, from, to);
}

bool transform_prefix_found(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how;
  reqsig_slice prefix = prefix_of(at->recipe);
  for (size_t i = 1; i < from.len; i++)
    if (rs_slice_starts_with(rs_slice_after(from, i), prefix)) {
      text_add(to, rs_slice_after(from, i));
      return true;
    }
  return false;
}

bool transform_prefix_once(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)how;
  reqsig_slice prefix = prefix_of(at->recipe);
  if (!rs_slice_starts_with(from, prefix)) return false;
  while (rs_slice_starts_with(rs_slice_after(from, prefix.len), prefix))
    from = rs_slice_after(from, prefix.len);
  text_add(to, from);
  return true;
}

bool transform_prefix_as_told(const struct transform *how, const struct transform_input *at,
                              reqsig_slice from, struct text *to) {
  (void)how;
  reqsig_slice prefix = prefix_of(at->recipe);
  bool alike =
      from.len >= prefix.len && rs_slice_equal_ignoring_case(rs_slice(from.data, prefix.len), prefix);
  return alike && replace_prefix(at, from, prefix, to);
}
