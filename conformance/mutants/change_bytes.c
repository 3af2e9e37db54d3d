#include <string.h>

#include "lib/bytes.h"
#include "mutants/change.h"

bool change_to_text(const struct change *how, const struct situation *at, reqsig_slice from,
                    struct text *to) {
  (void)at, (void)from;
  text_add_string(to, how->text);
  return true;
}

bool change_empty_to_text(const struct change *how, const struct situation *at, reqsig_slice from,
                          struct text *to) {
  return from.len == 0 && change_to_text(how, at, from, to);
}

bool change_append(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)at;
  text_add(to, from);
  text_add_string(to, how->text);
  return true;
}

bool change_wrap(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)at;
  text_add_string(to, how->text);
  text_add(to, from);
  text_add_string(to, how->other);
  return true;
}

bool change_prepend(const struct change *how, const struct situation *at, reqsig_slice from,
                    struct text *to) {
  (void)at;
  if (rs_slice_starts_with(from, reqsig_text(how->text))) return false;
  text_add_string(to, how->text);
  text_add(to, from);
  return true;
}

bool change_replace(const struct change *how, const struct situation *at, reqsig_slice from,
                    struct text *to) {
  (void)at;
  reqsig_slice old = reqsig_text(how->text);
  size_t num_found = 0;
  for (size_t i = 0; i < from.len;) {
    bool found = rs_slice_starts_with(rs_slice_after(from, i), old);
    text_add(to, found ? reqsig_text(how->other) : rs_slice(from.data + i, 1));
    i += found ? old.len : 1;
    num_found += found;
  }
  return num_found > 0;
}

static bool has_byte(const char *set, uint8_t byte) {
  return byte != 0 && strchr(set, byte) != NULL;
}

bool change_remove(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)at;
  for (size_t i = 0; i < from.len; i++)
    if (!has_byte(how->text, from.data[i])) text_add(to, rs_slice(from.data + i, 1));
  return true;
}

bool change_trim(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)at;
  while (from.len > 0 && has_byte(how->text, from.data[0])) from = rs_slice_after(from, 1);
  while (from.len > 0 && has_byte(how->text, from.data[from.len - 1])) from.len--;
  text_add(to, from);
  return true;
}

bool change_strip_prefix(const struct change *how, const struct situation *at, reqsig_slice from,
                         struct text *to) {
  (void)at;
  reqsig_slice prefix = reqsig_text(how->text);
  if (!rs_slice_starts_with(from, prefix)) return false;
  text_add(to, rs_slice_after(from, prefix.len));
  return true;
}

bool change_strip_suffix(const struct change *how, const struct situation *at, reqsig_slice from,
                         struct text *to) {
  (void)at;
  reqsig_slice suffix = reqsig_text(how->text);
  if (from.len < suffix.len || !rs_slice_equal(rs_slice_after(from, from.len - suffix.len), suffix))
    return false;
  text_add(to, rs_slice(from.data, from.len - suffix.len));
  return true;
}

bool change_squeeze(const struct change *how, const struct situation *at, reqsig_slice from,
                    struct text *to) {
  (void)how, (void)at;
  bool pending = false;
  for (size_t i = 0; i < from.len; i++) {
    bool space = has_byte(" \t\r\n", from.data[i]);
    if (!space && pending && to->len > 0) text_add_string(to, " ");
    if (!space) text_add(to, rs_slice(from.data + i, 1));
    pending = space;
  }
  return true;
}

bool change_cut_at_nul(const struct change *how, const struct situation *at, reqsig_slice from,
                       struct text *to) {
  (void)how, (void)at;
  const uint8_t *end = from.len > 0 ? memchr(from.data, 0, from.len) : NULL;
  if (!end) return false;
  text_add(to, rs_slice(from.data, (size_t)(end - from.data)));
  return true;
}

bool change_cut(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)at;
  if (from.len <= how->number) return false;
  text_add(to, rs_slice(from.data, how->number));
  return true;
}

static void add_case(reqsig_slice from, bool upper, struct text *to) {
  for (size_t i = 0; i < from.len; i++) {
    uint8_t c = rs_upper(from.data[i]);
    if (!upper && c >= 'A' && c <= 'Z') c = (uint8_t)(c - 'A' + 'a');
    text_add(to, rs_slice(&c, 1));
  }
}

bool change_lower(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  add_case(from, false, to);
  return true;
}

bool change_upper(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  add_case(from, true, to);
  return true;
}

bool change_capital(const struct change *how, const struct situation *at, reqsig_slice from,
                    struct text *to) {
  (void)how, (void)at;
  size_t first = from.len > 0;
  add_case(rs_slice(from.data, first), true, to);
  add_case(rs_slice_after(from, first), false, to);
  return true;
}
