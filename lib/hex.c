#include "hex.h"

#include <string.h>

/* All 256 pairs of digits, in order: each byte takes one look-up and one store. */
#define PAIRS(high)                                                                                          \
  high "0" high "1" high "2" high "3" high "4" high "5" high "6" high "7" high "8" high "9" high "a" high    \
       "b" high "c" high "d" high "e" high "f"
static const char pairs[] = PAIRS("0") PAIRS("1") PAIRS("2") PAIRS("3") PAIRS("4") PAIRS("5") PAIRS("6")
    PAIRS("7") PAIRS("8") PAIRS("9") PAIRS("a") PAIRS("b") PAIRS("c") PAIRS("d") PAIRS("e") PAIRS("f");

/* Two flags beside a digit's value: it counts in any case, it counts in lower case only. */
enum { TAKEN_IN_ANY_CASE = 0x20, TAKEN_IN_LOWER_CASE = 0x10 };

/* 0 where the byte is no digit. */
static const uint8_t digits[256] = {
    ['0'] = 0x30, ['1'] = 0x31, ['2'] = 0x32, ['3'] = 0x33, ['4'] = 0x34, ['5'] = 0x35,
    ['6'] = 0x36, ['7'] = 0x37, ['8'] = 0x38, ['9'] = 0x39, ['a'] = 0x3a, ['b'] = 0x3b,
    ['c'] = 0x3c, ['d'] = 0x3d, ['e'] = 0x3e, ['f'] = 0x3f, ['A'] = 0x2a, ['B'] = 0x2b,
    ['C'] = 0x2c, ['D'] = 0x2d, ['E'] = 0x2e, ['F'] = 0x2f,
};

void rs_hex_encode(reqsig_slice bytes, reqsig_buffer *text) {
  uint8_t *to = rs_reserve(text, 2 * bytes.len);
  if (!to) return;
  for (const uint8_t *from = bytes.data, *end = from + bytes.len; from < end; from++, to += 2)
    memcpy(to, pairs + 2 * (size_t)*from, 2);
}

reqsig_status rs_hex_decode(reqsig_slice text, rs_hex_case cases, reqsig_buffer *bytes) {
  if (text.len % 2 != 0) return REQSIG_ERR_MALFORMED;
  size_t before = bytes->len;
  uint8_t *to = rs_reserve(bytes, text.len / 2);
  unsigned taken = cases == RS_HEX_ANY_CASE ? TAKEN_IN_ANY_CASE : TAKEN_IN_LOWER_CASE;
  for (size_t i = 0; i < text.len; i += 2) {
    unsigned high = digits[text.data[i]], low = digits[text.data[i + 1]];
    taken &= high & low;
    if (to) to[i / 2] = (uint8_t)(high << 4 | (low & 0xf));
  }
  if (taken != 0) return rs_buffer_status(bytes);
  bytes->len = before;
  return REQSIG_ERR_MALFORMED;
}
