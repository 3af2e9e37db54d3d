/* UTF-8 by RFC 3629, one character at a time. */
#ifndef REQSIG_UTF8_H
#define REQSIG_UTF8_H

#include "bytes.h"

#define RS_UTF8_INVALID UINT32_MAX
enum { RS_UTF8_MAX_LEN = 4 };

/* The character that begins at *at, which is less than text.len; *at moves behind it. RS_UTF8_INVALID if no
 * character begins there: *at is then the offset of the first wrong byte, or text.len if text is cut short.
 */
uint32_t rs_utf8_next(reqsig_slice text, size_t *at);

/* Whether text is characters and nothing else. */
bool rs_utf8_is_valid(reqsig_slice text);

/* Writes the bytes of a character and returns how many. A surrogate is written too, as if it were one. */
size_t rs_utf8_write(uint32_t code, uint8_t to[RS_UTF8_MAX_LEN]);

/* UTF-16: the character above U+FFFF that two surrogates stand for, and the two of such a character. */
static inline uint32_t rs_utf16_character(uint32_t high, uint32_t low) {
  return 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
}
static inline uint32_t rs_utf16_high(uint32_t code) {
  return 0xd800 + ((code - 0x10000) >> 10);
}
static inline uint32_t rs_utf16_low(uint32_t code) {
  return 0xdc00 + (code & 0x3ff);
}

#endif
