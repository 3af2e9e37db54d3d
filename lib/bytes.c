#include "bytes.h"

#include <string.h>

#define TEN(tens)                                                                                            \
  {tens, '0'}, {tens, '1'}, {tens, '2'}, {tens, '3'}, {tens, '4'}, {tens, '5'}, {tens, '6'}, {tens, '7'},    \
      {tens, '8'}, {                                                                                         \
    tens, '9'                                                                                                \
  }
const char rs_two_digits[100][2] = {TEN('0'), TEN('1'), TEN('2'), TEN('3'), TEN('4'),
                                    TEN('5'), TEN('6'), TEN('7'), TEN('8'), TEN('9')};

bool rs_slice_equal(reqsig_slice a, reqsig_slice b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

/* What differs in eight bytes; 0: nothing but the case of letters, which is one bit. In other bytes that bit
 * is no case. */
static uint64_t word_differs(uint64_t x, uint64_t y) {
  const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
  uint64_t different = x ^ y;
  uint64_t lower = (x | ones * 0x20) & ~high;
  uint64_t from_a = lower + ones * (0x80 - 'a'), past_z = lower + ones * (0x80 - 'z' - 1);
  uint64_t letters = from_a & ~past_z & ~x & high;
  return (different & ~(ones * 0x20)) | (different << 2 & ~letters);
}

static uint64_t long_word(const uint8_t *at) {
  uint64_t word;
  memcpy(&word, at, sizeof word);
  return word;
}

/* Of four to eight bytes: the halves overlap. */
static uint64_t short_word(const uint8_t *at, size_t len) {
  uint32_t begin, end;
  memcpy(&begin, at, sizeof begin);
  memcpy(&end, at + len - sizeof end, sizeof end);
  return begin | (uint64_t)end << 32;
}

/* Without a branch for each word, as no processor foresees where names of several headers begin to differ.
 * The last word overlaps the one before it. */
bool rs_bytes_equal_ignoring_case(const uint8_t *a, const uint8_t *b, size_t len) {
  uint64_t different = 0;
  size_t i = 0;
  if (len > 8) {
    for (; len - i > 8; i += 8) different |= word_differs(long_word(a + i), long_word(b + i));
    return (different | word_differs(long_word(a + len - 8), long_word(b + len - 8))) == 0;
  }
  if (len >= 4) return word_differs(short_word(a, len), short_word(b, len)) == 0;
  for (; i < len; i++)
    if (rs_upper(a[i]) != rs_upper(b[i])) return false;
  return true;
}

bool rs_slice_starts_with(reqsig_slice slice, reqsig_slice prefix) {
  return slice.len >= prefix.len && rs_slice_equal(rs_slice(slice.data, prefix.len), prefix);
}

enum {
  VAL = RS_FIELD_VALUE,
  TOK = RS_TOKEN | VAL,
  PAQ = RS_PATH_OR_QUERY | VAL,
  URI = RS_PATH_OR_QUERY | RS_HOST_NAME | VAL,
  ALL = RS_TOKEN | RS_PATH_OR_QUERY | RS_HOST_NAME | VAL
};
// clang-format off
const uint8_t rs_byte_classes[256] = { /* a row for each 16 of them */
      0,   0,   0,   0,   0,   0,   0,   0,   0, VAL,   0,   0,   0,   0,   0,   0,
      0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    VAL, ALL, VAL, TOK, ALL, TOK, ALL, ALL, URI, URI, ALL, ALL, PAQ, ALL, ALL, PAQ,
    ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, PAQ, URI, VAL, URI, VAL, PAQ,
    PAQ, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
    ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, VAL, VAL, VAL, TOK, ALL,
    TOK, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
    ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, VAL, TOK, VAL, ALL,   0,
    VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL,
    VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL,
    VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL,
    VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL,
    VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL,
    VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL,
    VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL,
    VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL, VAL,
};
// clang-format on

bool rs_is_decimal(reqsig_slice text) {
  if (text.len == 0 || (text.len > 1 && text.data[0] == '0')) return false;
  for (size_t i = 0; i < text.len; i++)
    if (!rs_is_digit(text.data[i])) return false;
  return true;
}

bool rs_can_be_field_value(reqsig_slice value) {
  unsigned wrong = 0;
  for (size_t i = 0; i < value.len; i++) {
    unsigned c = value.data[i], at_end = i == 0 || i == value.len - 1;
    unsigned is_tab = c == '\t', is_space = c == ' ';
    wrong |= (c == 0x7f) | ((c < 0x20) & !is_tab) | (at_end & (is_tab | is_space));
  }
  return wrong == 0;
}

uint8_t *rs_reserve(reqsig_buffer *buffer, size_t len) {
  size_t at = buffer->len;
  buffer->len = len > SIZE_MAX - at ? SIZE_MAX : at + len;
  return len > 0 && buffer->len <= buffer->capacity ? buffer->data + at : NULL;
}

void *rs_reserve_aligned(reqsig_buffer *buffer, size_t size) {
  size_t over = ((uintptr_t)buffer->data + buffer->len) % alignof(max_align_t);
  if (over > 0) buffer->len += alignof(max_align_t) - over;
  return rs_reserve(buffer, size);
}

void rs_put(reqsig_buffer *buffer, const void *data, size_t len) {
  if (len == 0) return;
  uint8_t *to = rs_reserve(buffer, len);
  if (to) memcpy(to, data, len);
}

void rs_put_slice(reqsig_buffer *buffer, reqsig_slice slice) {
  rs_put(buffer, slice.data, slice.len);
}

void rs_put_byte(reqsig_buffer *buffer, uint8_t byte) {
  rs_put(buffer, &byte, 1);
}

reqsig_status rs_buffer_status(const reqsig_buffer *buffer) {
  return buffer->len <= buffer->capacity ? REQSIG_OK : REQSIG_ERR_BUFFER_TOO_SMALL;
}
