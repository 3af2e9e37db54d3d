#include "parameters.h"

#include "bytes.h"
#include "transform.h"

bool rs_parameter_next(reqsig_slice *rest, rs_parameter *parameter) {
  if (!rest->data) return false;
  const uint8_t *mark = rest->len > 0 ? memchr(rest->data, '&', rest->len) : NULL;
  reqsig_slice whole = rs_slice(rest->data, mark ? (size_t)(mark - rest->data) : rest->len);
  *rest = mark ? rs_slice_after(*rest, whole.len + 1) : rs_slice(NULL, 0);
  const uint8_t *equals = whole.len > 0 ? memchr(whole.data, '=', whole.len) : NULL;
  size_t name_len = equals ? (size_t)(equals - whole.data) : whole.len;
  *parameter = (rs_parameter){whole, rs_slice(whole.data, name_len),
                              rs_slice_after(whole, equals ? name_len + 1 : whole.len)};
  return true;
}

static int hex_digit(reqsig_slice text, size_t at) {
  return at < text.len ? rs_hex_value(text.data[at]) : -1;
}

static uint8_t take_decoded(rs_octets *text) {
  uint8_t c = *text->rest.data;
  int high = hex_digit(text->rest, 1), low = hex_digit(text->rest, 2);
  bool is_escape = c == '%' && high >= 0 && low >= 0;
  text->rest = rs_slice_after(text->rest, is_escape ? 3 : 1);
  return is_escape ? (uint8_t)(high * 16 + low) : c == '+' ? ' ' : c;
}

static uint8_t take_raw(rs_octets *text) {
  uint8_t c = *text->rest.data;
  text->rest = rs_slice_after(text->rest, 1);
  return c;
}

int rs_octets_next(rs_octets *text) {
  static const char digits[] = "0123456789ABCDEF";
  if (text->num_left > 0) return text->escape[--text->num_left];
  if (text->rest.len == 0) return -1;
  uint8_t c = text->decode ? take_decoded(text) : take_raw(text);
  if (text->squeeze && c == ' ')
    while (text->rest.len > 0 && *text->rest.data == ' ') text->rest = rs_slice_after(text->rest, 1);
  if (text->lower && c >= 'A' && c <= 'Z') c = (uint8_t)(c - 'A' + 'a');
  if (!text->encode || rs_is_unreserved(c)) return c;
  text->escape[1] = (uint8_t)digits[c >> 4];
  text->escape[0] = (uint8_t)digits[c & 15];
  text->num_left = 2;
  return '%';
}

void rs_parameter_decode(reqsig_slice written, reqsig_buffer *to) {
  rs_octets text = {.rest = written, .decode = true};
  for (int c; (c = rs_octets_next(&text)) >= 0;) rs_put_byte(to, (uint8_t)c);
}

bool rs_parameter_is(reqsig_slice written, reqsig_slice text) {
  rs_octets decoded = {.rest = written, .decode = true};
  size_t len = 0;
  uint8_t different = 0;
  for (int c; (c = rs_octets_next(&decoded)) >= 0; len++)
    if (len < text.len) different |= (uint8_t)(c ^ text.data[len]);
  return different == 0 && len == text.len;
}

size_t rs_parameter_find(reqsig_slice all, reqsig_slice name, reqsig_slice *value) {
  size_t num = 0;
  for (rs_parameter parameter; rs_parameter_next(&all, &parameter);) {
    if (!rs_parameter_is(parameter.name, name)) continue;
    if (num == 0) *value = parameter.value;
    num++;
  }
  return num;
}
