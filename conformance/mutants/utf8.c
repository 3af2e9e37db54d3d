#include "mutants/utf8.h"

/* How many bytes follow the first; -1 if it can't be one. */
static int num_following(uint8_t lead) {
  if (lead < 0x80) return 0;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
}

/* Overlong forms, surrogates and what lies above U+10FFFF are no characters. */
static bool is_character(uint32_t code, int following) {
  static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
  return code >= least[following] && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

uint32_t utf8_next(reqsig_slice text, size_t *at) {
  uint8_t lead = text.data[*at];
  size_t start = (*at)++;
  int following = num_following(lead);
  if (following <= 0) return following == 0 ? lead : UTF8_INVALID;
  uint32_t code = lead & (0x3fU >> following);
  for (int i = 0; i < following; i++) {
    if (start + (size_t)i + 1 >= text.len || (text.data[start + (size_t)i + 1] & 0xc0) != 0x80)
      return UTF8_INVALID;
    code = code << 6 | (text.data[start + (size_t)i + 1] & 0x3fU);
  }
  if (!is_character(code, following)) return UTF8_INVALID;
  *at = start + 1 + (size_t)following;
  return code;
}

bool utf8_is_valid(reqsig_slice text) {
  for (size_t at = 0; at < text.len;)
    if (utf8_next(text, &at) == UTF8_INVALID) return false;
  return true;
}

void utf8_add(struct text *to, uint32_t code) {
  uint8_t bytes[4];
  size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  static const uint8_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
  for (size_t i = len; i-- > 1; code >>= 6) bytes[i] = (uint8_t)(0x80 | (code & 0x3f));
  bytes[0] = (uint8_t)(leads[len] | code);
  text_add(to, (reqsig_slice){bytes, len});
}

uint32_t utf8_high_surrogate(uint32_t code) {
  return 0xd800 + ((code - 0x10000) >> 10);
}

uint32_t utf8_low_surrogate(uint32_t code) {
  return 0xdc00 + ((code - 0x10000) & 0x3ff);
}

uint32_t utf8_of_surrogates(uint32_t high, uint32_t low) {
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}
