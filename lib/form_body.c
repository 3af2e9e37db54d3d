#include "bytes.h"

/* Bytes that are not in the application/x-www-form-urlencoded percent-encode set: section 1.3. */
static bool stands_for_itself(uint8_t c) {
  if (rs_is_digit(c) || (rs_upper(c) >= 'A' && rs_upper(c) <= 'Z')) return true;
  return c == '*' || c == '-' || c == '.' || c == '_';
}

static void put_byte(reqsig_buffer *text, uint8_t c) {
  static const char digits[] = "0123456789ABCDEF";
  if (stands_for_itself(c)) {
    rs_put_byte(text, c);
  } else if (c == ' ') {
    rs_put_byte(text, '+');
  } else {
    rs_put(text, (const char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
  }
}

static void put_component(reqsig_buffer *text, reqsig_slice bytes) {
  for (size_t i = 0; i < bytes.len; i++) put_byte(text, bytes.data[i]);
}

reqsig_status reqsig_form_encode(const reqsig_form_pair *pairs, size_t num_pairs, reqsig_buffer *text) {
  for (size_t i = 0; i < num_pairs; i++) {
    if (i > 0) rs_put_byte(text, '&');
    put_component(text, pairs[i].name);
    rs_put_byte(text, '=');
    put_component(text, pairs[i].value);
  }
  return rs_buffer_status(text);
}
