#include <string.h>

#include "lib/bytes.h"
#include "mutants/transforms.h"

bool transform_to_text(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                       struct text *to) {
  (void)at, (void)from;
  text_add_string(to, how->text);
  return true;
}

bool transform_empty_to_text(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                             struct text *to) {
  return from.len == 0 && transform_to_text(how, at, from, to);
}

bool transform_append(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)at;
  text_add(to, from);
  text_add_string(to, how->text);
  return true;
}

bool transform_wrap(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                    struct text *to) {
  (void)at;
  text_add_string(to, how->text);
  text_add(to, from);
  text_add_string(to, how->other);
  return true;
}

bool transform_prepend(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                       struct text *to) {
  (void)at;
  if (rs_slice_starts_with(from, reqsig_text(how->text))) return false;
  text_add_string(to, how->text);
  text_add(to, from);
  return true;
}

size_t place_of_bytes(reqsig_slice wanted, reqsig_slice from, size_t at) {
  for (; from.len - at >= wanted.len; at++) {
    const uint8_t *first = memchr(from.data + at, *wanted.data, from.len - at);
    if (!first) break;
    at = (size_t)(first - from.data);
    if (rs_slice_starts_with(rs_slice_after(from, at), wanted)) return at;
  }
  return from.len;
}

/* Most bytes are not replaced, and most texts have nothing that is. */
bool transform_replace(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                       struct text *to) {
  (void)at;
  reqsig_slice old = reqsig_text(how->text);
  size_t place = place_of_bytes(old, from, 0), done = 0;
  if (place == from.len) return false;
  for (; place < from.len; place = place_of_bytes(old, from, done)) {
    text_add(to, rs_slice(from.data + done, place - done));
    text_add_string(to, how->other);
    done = place + old.len;
  }
  text_add(to, rs_slice_after(from, done));
  return true;
}

/* By their values. */
struct byte_set {
  bool has[UINT8_MAX + 1];
};

static struct byte_set bytes_of(const char *listed) {
  struct byte_set set = {{false}};
  for (; *listed; listed++) set.has[(uint8_t)*listed] = true;
  return set;
}

bool transform_remove(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)at;
  const struct byte_set removed = bytes_of(how->text);
  text_reserve(to, from.len);
  for (size_t i = 0; i < from.len; i++)
    if (!removed.has[from.data[i]]) text_add_byte(to, (char)from.data[i]);
  return true;
}

bool transform_trim(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                    struct text *to) {
  (void)at;
  const struct byte_set trimmed = bytes_of(how->text);
  while (from.len > 0 && trimmed.has[from.data[0]]) from = rs_slice_after(from, 1);
  while (from.len > 0 && trimmed.has[from.data[from.len - 1]]) from.len--;
  text_add(to, from);
  return true;
}

bool transform_strip_prefix(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)at;
  reqsig_slice prefix = reqsig_text(how->text);
  if (!rs_slice_starts_with(from, prefix)) return false;
  text_add(to, rs_slice_after(from, prefix.len));
  return true;
}

bool transform_strip_suffix(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)at;
  reqsig_slice suffix = reqsig_text(how->text);
  if (from.len < suffix.len || !rs_slice_equal(rs_slice_after(from, from.len - suffix.len), suffix))
    return false;
  text_add(to, rs_slice(from.data, from.len - suffix.len));
  return true;
}

bool transform_squeeze(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                       struct text *to) {
  (void)how, (void)at;
  const struct byte_set spaces = bytes_of(" \t\r\n");
  bool pending = false;
  text_reserve(to, from.len);
  for (size_t i = 0; i < from.len; i++) {
    bool space = spaces.has[from.data[i]];
    if (!space && pending && to->len > 0) text_add_byte(to, ' ');
    if (!space) text_add_byte(to, (char)from.data[i]);
    pending = space;
  }
  return true;
}

bool transform_cut_at_nul(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                          struct text *to) {
  (void)how, (void)at;
  const uint8_t *end = from.len > 0 ? memchr(from.data, 0, from.len) : NULL;
  if (!end) return false;
  text_add(to, rs_slice(from.data, (size_t)(end - from.data)));
  return true;
}

bool transform_cut(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                   struct text *to) {
  (void)at;
  if (from.len <= how->number) return false;
  text_add(to, rs_slice(from.data, how->number));
  return true;
}

static void add_case(reqsig_slice from, bool upper, struct text *to) {
  char *cased = text_extend(to, from.len);
  for (size_t i = 0; i < from.len; i++) {
    uint8_t c = rs_upper(from.data[i]);
    if (!upper && c >= 'A' && c <= 'Z') c = (uint8_t)(c - 'A' + 'a');
    cased[i] = (char)c;
  }
}

bool transform_lower(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                     struct text *to) {
  (void)how, (void)at;
  add_case(from, false, to);
  return true;
}

bool transform_upper(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                     struct text *to) {
  (void)how, (void)at;
  add_case(from, true, to);
  return true;
}

bool transform_capital(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                       struct text *to) {
  (void)how, (void)at;
  size_t first = from.len > 0;
  add_case(rs_slice(from.data, first), true, to);
  add_case(rs_slice_after(from, first), false, to);
  return true;
}

bool transform_to_credential(const struct transform *how, const struct transform_input *at, reqsig_slice from,
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

static void add_hash(const struct transform_input *at, reqsig_slice key, struct text *to) {
  uint8_t digest[RS_MAX_DIGEST];
  rs_hash_of(at->recipe->mac.digest, key, digest);
  text_add(to, rs_slice(digest, rs_digest_len(at->recipe->mac.digest)));
}

bool transform_cut_at_block(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how;
  size_t block = rs_digest_block(at->recipe->mac.digest);
  if (from.len <= block) return false;
  text_add(to, rs_slice(from.data, block));
  return true;
}

bool transform_hashed_at_block(const struct transform *how, const struct transform_input *at,
                               reqsig_slice from, struct text *to) {
  (void)how;
  if (from.len != rs_digest_block(at->recipe->mac.digest)) return false;
  add_hash(at, from, to);
  return true;
}

bool transform_hashed(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)how;
  if (from.len > rs_digest_block(at->recipe->mac.digest)) return false;
  add_hash(at, from, to);
  return true;
}
