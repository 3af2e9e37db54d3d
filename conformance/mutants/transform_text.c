#include "mutants/transforms.h"

#include "lib/utf8.h"

enum { REPLACEMENT = 0xfffd };

static void add_byte(struct text *to, uint32_t byte) {
  uint8_t one = (uint8_t)byte;
  text_add(to, (reqsig_slice){&one, 1});
}

static bool add_up_to(uint32_t last, reqsig_slice from, struct text *to) {
  if (!rs_utf8_is_valid(from)) return false;
  for (size_t at = 0; at < from.len;) {
    uint32_t code = rs_utf8_next(from, &at);
    add_byte(to, code <= last ? code : '?');
  }
  return true;
}

bool transform_latin1(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)how, (void)at;
  return add_up_to(0xff, from, to);
}

bool transform_ascii(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                     struct text *to) {
  (void)how, (void)at;
  return add_up_to(0x7f, from, to);
}

static void add_unit(struct text *to, uint32_t unit, bool big_endian) {
  add_byte(to, big_endian ? unit >> 8 : unit & 0xff);
  add_byte(to, big_endian ? unit & 0xff : unit >> 8);
}

bool transform_utf16(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                     struct text *to) {
  (void)at;
  if (!rs_utf8_is_valid(from)) return false;
  for (size_t i = 0; i < from.len;) {
    uint32_t code = rs_utf8_next(from, &i);
    if (code > 0xffff) add_unit(to, rs_utf16_high(code), how->number == 1);
    add_unit(to, code > 0xffff ? rs_utf16_low(code) : code, how->number == 1);
  }
  return true;
}

static bool add_repaired(bool replaced, reqsig_slice from, struct text *to) {
  if (rs_utf8_is_valid(from)) return false;
  for (size_t at = 0; at < from.len;) {
    size_t start = at;
    uint32_t code = rs_utf8_next(from, &at);
    if (code == RS_UTF8_INVALID) at = start + 1; /* each byte alone */
    if (code == RS_UTF8_INVALID && replaced) code = REPLACEMENT;
    if (code != RS_UTF8_INVALID) text_add_utf8(to, code);
  }
  return true;
}

bool transform_replacement(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)how, (void)at;
  return add_repaired(true, from, to);
}

bool transform_invalid_to_nothing(const struct transform *how, const struct transform_input *at,
                                  reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  return add_repaired(false, from, to);
}

/* The bytes of a character that two chunks share are wrong in both. */
bool transform_chunks(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)at;
  bool found = false;
  for (size_t i = 0; i < from.len; i += how->number) {
    size_t left = from.len - i;
    reqsig_slice chunk = rs_slice(from.data + i, left < how->number ? left : how->number);
    bool repaired = add_repaired(true, chunk, to);
    if (!repaired) text_add(to, chunk);
    found |= repaired;
  }
  return found;
}

bool transform_latin1_to_utf8(const struct transform *how, const struct transform_input *at,
                              reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  for (size_t i = 0; i < from.len; i++) text_add_utf8(to, from.data[i]);
  return true;
}
