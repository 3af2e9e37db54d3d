#include "reference/reference.h"

int reference_hex_digit(uint8_t c) {
  const char digits[] = "0123456789abcdefABCDEF";
  for (int i = 0; i < 22; i++)
    if (digits[i] == (char)c) return i < 16 ? i : i - 6;
  return -1;
}

bool reference_unhex(reqsig_slice text, bool any_case, reqsig_buffer *bytes) {
  for (size_t i = 0; i + 1 < text.len; i += 2) {
    int high = reference_hex_digit(text.data[i]), low = reference_hex_digit(text.data[i + 1]);
    bool upper =
        (text.data[i] >= 'A' && text.data[i] <= 'F') || (text.data[i + 1] >= 'A' && text.data[i + 1] <= 'F');
    if (high < 0 || low < 0 || (upper && !any_case)) return false;
    bytes->data[bytes->len++] = (uint8_t)(high * 16 + low);
  }
  return text.len % 2 == 0;
}

static int base64_digit(uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

/* Bit by bit: six of each digit, a byte whenever there are eight, and only zeros left at the end. */
bool reference_unbase64(reqsig_slice text, reqsig_buffer *bytes) {
  size_t digits = text.len;
  while (digits > 0 && text.len - digits < 2 && text.data[digits - 1] == '=') digits--;
  if (text.len % 4 != 0) return false;
  unsigned bits = 0, num_bits = 0;
  for (size_t i = 0; i < digits; i++) {
    int digit = base64_digit(text.data[i]);
    if (digit < 0) return false;
    bits = bits << 6 | (unsigned)digit;
    num_bits += 6;
    if (num_bits < 8) continue;
    num_bits -= 8;
    bytes->data[bytes->len++] = (uint8_t)(bits >> num_bits);
    bits &= (1u << num_bits) - 1;
  }
  return bits == 0 && num_bits < 6;
}

static int lower(uint8_t c) {
  return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

bool reference_equal_ignoring_case(reqsig_slice a, reqsig_slice b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (lower(a.data[i]) != lower(b.data[i])) return false;
  return true;
}
