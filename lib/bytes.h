/* Slices of bytes, and the one place that writes through a caller's pointer. */
#ifndef REQSIG_BYTES_H
#define REQSIG_BYTES_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "reqsig.h"

/* Of a function like printf: which of its arguments is the format, and which the first that it formats. */
#if defined(__GNUC__)
#define RS_FORMAT(format_at, first) __attribute__((format(printf, format_at, first)))
#else
#define RS_FORMAT(format_at, first)
#endif

static inline reqsig_slice rs_slice(const void *data, size_t len) {
  return (reqsig_slice){(const uint8_t *)data, len};
}

/* Eight bytes at once, as a number whose lowest byte is the first of them. */
static inline uint64_t rs_word_read(const uint8_t *at) {
  return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
         (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* Marks of the bytes of a word: 0 if none is marked, or else the lowest mark is right. Marks add up by "|".
 */
#define RS_WORD_ONES UINT64_C(0x0101010101010101)
static inline uint64_t rs_word_mark_high(uint64_t word) {
  return word & RS_WORD_ONES << 7; /* 0x80 and more */
}
static inline uint64_t rs_word_mark_less(uint64_t word, uint8_t c) {
  return (word - RS_WORD_ONES * c) & ~word & RS_WORD_ONES << 7; /* c is at most 0x80 */
}
static inline uint64_t rs_word_mark(uint64_t word, uint8_t c) {
  return rs_word_mark_less(word ^ RS_WORD_ONES * c, 1);
}
/* Control characters of ASCII. */
static inline uint64_t rs_word_mark_control(uint64_t word) {
  uint64_t controls = word - RS_WORD_ONES * ' ', del = (word ^ RS_WORD_ONES * 0x7F) - RS_WORD_ONES;
  return (controls | del) & ~word & RS_WORD_ONES << 7;
}
/* What a string of JSON writes as an escape: controls, the quote and the backslash; all their marks are
 * right. No carry leaves a byte, as the high bits are put aside. */
static inline uint64_t rs_word_mark_escaped(uint64_t word) {
  uint64_t low = word & ~(RS_WORD_ONES << 7), others = RS_WORD_ONES * 0x7f;
  uint64_t plain = (low + RS_WORD_ONES * (0x80 - ' ')) & ((low ^ RS_WORD_ONES * '"') + others) &
                   ((low ^ RS_WORD_ONES * '\\') + others);
  return ~(plain | word) & RS_WORD_ONES << 7;
}
/* The place, from 0, of the first byte that is marked. */
static inline size_t rs_word_first(uint64_t marks) {
  uint64_t below = (marks & (0 - marks)) - 1; /* all bits up to the mark: one in each byte up to its own */
  return (size_t)((below & RS_WORD_ONES) * RS_WORD_ONES >> 56) - 1;
}

/* The slice of a string literal; RS_TEXT is for static initialisers. */
#define RS_TEXT(literal)                                                                                     \
  { (const uint8_t *)(literal), sizeof(literal) - 1 }
#define RS_LITERAL(literal) ((reqsig_slice)RS_TEXT(literal))

/* The slice without its first n bytes; n is at most its length. */
static inline reqsig_slice rs_slice_after(reqsig_slice slice, size_t n) {
  return n == 0 ? slice : rs_slice(slice.data + n, slice.len - n);
}

bool rs_slice_equal(reqsig_slice a, reqsig_slice b);
/* Letters A-Z and a-z are the same, no others: field names, RFC 9110 section 5.1. */
bool rs_bytes_equal_ignoring_case(const uint8_t *a, const uint8_t *b, size_t len);
static inline bool rs_slice_equal_ignoring_case(reqsig_slice a, reqsig_slice b) {
  return a.len == b.len && rs_bytes_equal_ignoring_case(a.data, b.data, a.len);
}
bool rs_slice_starts_with(reqsig_slice slice, reqsig_slice prefix);

static inline bool rs_is_digit(uint8_t c) {
  return c >= '0' && c <= '9';
}
static inline uint8_t rs_upper(uint8_t c) {
  return c >= 'a' && c <= 'z' ? (uint8_t)(c - 'a' + 'A') : c;
}
/* The value of a hex digit in either case, or -1 of anything else; c need not be a byte. */
static inline int rs_hex_value(int c) {
  if (c >= '0' && c <= '9') return c - '0';
  int upper = c & ~('a' - 'A');
  return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
}
/* "00" to "99" */
extern const char rs_two_digits[100][2];
/* Digits alone, without a leading zero. */
bool rs_is_decimal(reqsig_slice text);
/* What a byte may stand in; the classes of a byte are added up. */
typedef enum rs_byte_class {
  RS_TOKEN = 1,         /* RFC 9110 section 5.6.2 */
  RS_PATH_OR_QUERY = 2, /* RFC 3986 section 3.3: pchar without its escapes, and "/" and "?" */
  RS_HOST_NAME = 4,     /* of an authority, see http_authority.c */
  RS_FIELD_VALUE = 8    /* RFC 9110 section 5.5: from 0x80 on all, as these bytes are opaque */
} rs_byte_class;
extern const uint8_t rs_byte_classes[256];

static inline bool rs_is_token_char(uint8_t c) {
  return (rs_byte_classes[c] & RS_TOKEN) != 0;
}

/* The first place from at on whose byte is not of the class, or the end. Four bytes in a round, which
 * compilers unroll: the end is looked for once. */
static inline size_t rs_skip(reqsig_slice text, size_t at, rs_byte_class of) {
  for (; text.len - at >= 4; at += 4)
    for (size_t i = 0; i < 4; i++)
      if ((rs_byte_classes[text.data[at + i]] & of) == 0) return at + i;
  while (at < text.len && (rs_byte_classes[text.data[at]] & of) != 0) at++;
  return at;
}

/* RFC 9110 section 5.5: field-content, which neither begins nor ends with white space. The value may be
 * a secret: the time depends on its length only. */
bool rs_can_be_field_value(reqsig_slice value);

/* Appends len bytes. What does not fit is only counted, so that buffer->len ends as the length needed. */
void rs_put(reqsig_buffer *buffer, const void *data, size_t len);
void rs_put_slice(reqsig_buffer *buffer, reqsig_slice slice);
void rs_put_byte(reqsig_buffer *buffer, uint8_t byte);

/* Appends the bytes and returns true if they fit; changes nothing if they don't. */
static inline bool rs_put_if_fits(reqsig_buffer *buffer, reqsig_slice bytes) {
  if (buffer->len > buffer->capacity || bytes.len > buffer->capacity - buffer->len) return false;
  if (bytes.len > 0) memcpy(buffer->data + buffer->len, bytes.data, bytes.len);
  buffer->len += bytes.len;
  return true;
}

/* Adds len to buffer->len and returns where these bytes go; NULL if they do not fit or len is 0. */
uint8_t *rs_reserve(reqsig_buffer *buffer, size_t len);

/* The same for an object of any type, which may have a gap of RS_MAX_GAP before it. */
enum { RS_MAX_GAP = alignof(max_align_t) - 1 };
void *rs_reserve_aligned(reqsig_buffer *buffer, size_t size);

/* REQSIG_OK, or REQSIG_ERR_BUFFER_TOO_SMALL if more was appended than fits. */
reqsig_status rs_buffer_status(const reqsig_buffer *buffer);

#endif
