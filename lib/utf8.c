#include "utf8.h"

/* The bounds of the second byte depend on the first: they exclude overlong forms, surrogates and what lies
 * above U+10FFFF (section 4). */
uint32_t rs_utf8_next(reqsig_slice text, size_t *at) {
  uint8_t lead = text.data[*at], low = 0x80, high = 0xbf;
  size_t num_following = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4) return RS_UTF8_INVALID;
  if (lead == 0xe0) low = 0xa0;
  if (lead == 0xed) high = 0x9f;
  if (lead == 0xf0) low = 0x90;
  if (lead == 0xf4) high = 0x8f;
  uint32_t code = num_following == 0 ? lead : lead & (0x3fu >> num_following);
  ++*at;
  for (size_t i = 0; i < num_following; i++, ++*at) {
    if (*at == text.len || text.data[*at] < low || text.data[*at] > high) return RS_UTF8_INVALID;
    code = code << 6 | (text.data[*at] & 0x3fu);
    low = 0x80;
    high = 0xbf;
  }
  return code;
}

bool rs_utf8_is_valid(reqsig_slice text) {
  for (size_t at = 0; at < text.len;)
    if (rs_utf8_next(text, &at) == RS_UTF8_INVALID) return false;
  return true;
}

size_t rs_utf8_write(uint32_t code, uint8_t to[RS_UTF8_MAX_LEN]) {
  static const uint8_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
  size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  for (size_t i = len; i-- > 1; code >>= 6) to[i] = (uint8_t)(0x80 | (code & 0x3f));
  to[0] = (uint8_t)(leads[len] | code);
  return len;
}
