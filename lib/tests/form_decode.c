#include "form_decode.h"

/* What is not in the application/x-www-form-urlencoded percent-encode set: section 1.3. */
static bool stands_for_itself(uint8_t c) {
  if (rs_is_digit(c) || (rs_upper(c) >= 'A' && rs_upper(c) <= 'Z')) return true;
  return c == '*' || c == '-' || c == '.' || c == '_';
}

/* Reads c if it is next. */
static bool take(reqsig_slice *rest, uint8_t c) {
  if (rest->len == 0 || rest->data[0] != c) return false;
  *rest = rs_slice_after(*rest, 1);
  return true;
}

static int digit_value(uint8_t c) {
  if (rs_is_digit(c)) return c - '0';
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The byte that "%XX" at the beginning of text stands for, or -1. */
static int read_escape(reqsig_slice text) {
  if (text.len < 3 || text.data[0] != '%') return -1;
  int high = digit_value(text.data[1]), low = digit_value(text.data[2]);
  if (high < 0 || low < 0) return -1;
  int byte = high * 16 + low;
  return byte == ' ' || stands_for_itself((uint8_t)byte) ? -1 : byte;
}

/* Reads as far as a name or a value may go; what stands behind it is the caller's affair. */
static void take_component(reqsig_slice *rest, reqsig_buffer *bytes) {
  while (rest->len > 0) {
    uint8_t c = rest->data[0];
    int byte = stands_for_itself(c) ? c : c == '+' ? ' ' : read_escape(*rest);
    if (byte < 0) return;
    rs_put_byte(bytes, (uint8_t)byte);
    *rest = rs_slice_after(*rest, c == '%' ? 3 : 1);
  }
}

reqsig_status form_decode_next(reqsig_slice *rest, reqsig_buffer *bytes, reqsig_form_pair *pair) {
  reqsig_slice text = *rest;
  size_t name_at = bytes->len;
  take_component(&text, bytes);
  size_t value_at = bytes->len;
  if (!take(&text, '=')) return REQSIG_ERR_MALFORMED;
  take_component(&text, bytes);
  if (text.len > 0 && (!take(&text, '&') || text.len == 0)) return REQSIG_ERR_MALFORMED;
  if (rs_buffer_status(bytes) != REQSIG_OK) return REQSIG_ERR_BUFFER_TOO_SMALL;
  pair->name = rs_slice(bytes->data + name_at, value_at - name_at);
  pair->value = rs_slice(bytes->data + value_at, bytes->len - value_at);
  *rest = text;
  return REQSIG_OK;
}
