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

bool rs_slice_equal_ignoring_case(reqsig_slice a, reqsig_slice b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (rs_upper(a.data[i]) != rs_upper(b.data[i])) return false;
  return true;
}

bool rs_slice_starts_with(reqsig_slice slice, reqsig_slice prefix) {
  return slice.len >= prefix.len && rs_slice_equal(rs_slice(slice.data, prefix.len), prefix);
}

bool rs_is_token_char(uint8_t c) {
  if (rs_is_digit(c) || (rs_upper(c) >= 'A' && rs_upper(c) <= 'Z')) return true;
  return c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL;
}

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
