#include "base64.h"

#define LETTERS_AND_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
static const uint8_t standard[] = LETTERS_AND_DIGITS "+/", url_safe[] = LETTERS_AND_DIGITS "-_";

/* A group is three bytes, or four characters, as one number of 24 bits. */
static void put_characters(const uint8_t *alphabet, uint8_t *to, uint32_t group) {
  to[0] = alphabet[group >> 18];
  to[1] = alphabet[group >> 12 & 63];
  to[2] = alphabet[group >> 6 & 63];
  to[3] = alphabet[group & 63];
}

static void encode(const uint8_t *alphabet, reqsig_slice bytes, reqsig_buffer *text) {
  size_t whole = bytes.len / 3, left = bytes.len % 3;
  uint8_t *to = rs_reserve(text, (whole + (left != 0)) * 4);
  if (!to) return; /* also where there are no bytes */
  const uint8_t *from = bytes.data;
  for (size_t i = 0; i < whole; i++, from += 3, to += 4)
    put_characters(alphabet, to, (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2]);
  if (left == 0) return;
  put_characters(alphabet, to, (uint32_t)from[0] << 16 | (left == 2 ? (uint32_t)from[1] << 8 : 0));
  to[3] = '=';
  if (left == 1) to[2] = '=';
}

void rs_base64_encode(reqsig_slice bytes, reqsig_buffer *text) {
  encode(standard, bytes, text);
}

void rs_base64url_encode(reqsig_slice bytes, reqsig_buffer *text) {
  encode(url_safe, bytes, text);
}

/* 64 plus the place of each character in the alphabet; 0 for other bytes. */
// clang-format off
#define PLACES_OF_LETTERS_AND_DIGITS \
  ['A'] = 64 + 0,  ['B'] = 64 + 1,  ['C'] = 64 + 2,  ['D'] = 64 + 3,  ['E'] = 64 + 4,  ['F'] = 64 + 5, \
  ['G'] = 64 + 6,  ['H'] = 64 + 7,  ['I'] = 64 + 8,  ['J'] = 64 + 9,  ['K'] = 64 + 10, ['L'] = 64 + 11, \
  ['M'] = 64 + 12, ['N'] = 64 + 13, ['O'] = 64 + 14, ['P'] = 64 + 15, ['Q'] = 64 + 16, ['R'] = 64 + 17, \
  ['S'] = 64 + 18, ['T'] = 64 + 19, ['U'] = 64 + 20, ['V'] = 64 + 21, ['W'] = 64 + 22, ['X'] = 64 + 23, \
  ['Y'] = 64 + 24, ['Z'] = 64 + 25, ['a'] = 64 + 26, ['b'] = 64 + 27, ['c'] = 64 + 28, ['d'] = 64 + 29, \
  ['e'] = 64 + 30, ['f'] = 64 + 31, ['g'] = 64 + 32, ['h'] = 64 + 33, ['i'] = 64 + 34, ['j'] = 64 + 35, \
  ['k'] = 64 + 36, ['l'] = 64 + 37, ['m'] = 64 + 38, ['n'] = 64 + 39, ['o'] = 64 + 40, ['p'] = 64 + 41, \
  ['q'] = 64 + 42, ['r'] = 64 + 43, ['s'] = 64 + 44, ['t'] = 64 + 45, ['u'] = 64 + 46, ['v'] = 64 + 47, \
  ['w'] = 64 + 48, ['x'] = 64 + 49, ['y'] = 64 + 50, ['z'] = 64 + 51, ['0'] = 64 + 52, ['1'] = 64 + 53, \
  ['2'] = 64 + 54, ['3'] = 64 + 55, ['4'] = 64 + 56, ['5'] = 64 + 57, ['6'] = 64 + 58, ['7'] = 64 + 59, \
  ['8'] = 64 + 60, ['9'] = 64 + 61
// clang-format on
static const uint8_t standard_places[256] = {PLACES_OF_LETTERS_AND_DIGITS, ['+'] = 64 + 62, ['/'] = 64 + 63};
static const uint8_t url_safe_places[256] = {PLACES_OF_LETTERS_AND_DIGITS, ['-'] = 64 + 62, ['_'] = 64 + 63};

/* The 24 bits that four characters spell. *known keeps its bit 64 only if all are of the alphabet. */
static uint32_t group_of(const uint8_t *places, const uint8_t *text, uint8_t *known) {
  uint8_t a = places[text[0]], b = places[text[1]], c = places[text[2]], d = places[text[3]];
  *known &= a & b & c & d;
  return (uint32_t)(a & 63) << 18 | (uint32_t)(b & 63) << 12 | (uint32_t)(c & 63) << 6 | (d & 63);
}

/* The first n bytes of a group; to may be NULL. */
static void put_bytes(uint8_t *to, uint32_t group, size_t n) {
  if (!to) return;
  for (size_t i = 0; i < n; i++) to[i] = (uint8_t)(group >> (16 - 8 * i));
}

static size_t padding_of(reqsig_slice text) {
  if (text.len == 0 || text.data[text.len - 1] != '=') return 0;
  return text.data[text.len - 2] == '=' ? 2 : 1;
}

/* The last group, in which padding stands for the missing bytes: they count as zero. */
static bool decode_padded(const uint8_t *places, const uint8_t *text, size_t padding, uint8_t *to) {
  const uint8_t filled[4] = {text[0], text[1], padding == 2 ? 'A' : text[2], 'A'};
  uint8_t known = 64;
  uint32_t group = group_of(places, filled, &known);
  put_bytes(to, group, 3 - padding);
  uint32_t behind_last_byte = padding == 2 ? 0xffff : 0xff;
  return known != 0 && (group & behind_last_byte) == 0;
}

static reqsig_status decode(const uint8_t *places, reqsig_slice text, reqsig_buffer *bytes) {
  if (text.len % 4 != 0) return REQSIG_ERR_MALFORMED;
  size_t padding = padding_of(text), whole = text.len / 4 - (padding != 0), before = bytes->len;
  uint8_t *to = rs_reserve(bytes, text.len / 4 * 3 - padding);
  uint8_t known = 64;
  for (size_t i = 0; i < whole; i++)
    put_bytes(to ? to + 3 * i : NULL, group_of(places, text.data + 4 * i, &known), 3);
  bool right = known != 0;
  if (padding != 0)
    right &= decode_padded(places, text.data + 4 * whole, padding, to ? to + 3 * whole : NULL);
  if (right) return rs_buffer_status(bytes);
  bytes->len = before;
  return REQSIG_ERR_MALFORMED;
}

reqsig_status rs_base64_decode(reqsig_slice text, reqsig_buffer *bytes) {
  return decode(standard_places, text, bytes);
}

reqsig_status rs_base64url_decode(reqsig_slice text, reqsig_buffer *bytes) {
  return decode(url_safe_places, text, bytes);
}
