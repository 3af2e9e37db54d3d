/*
 * Hex, base64, UTF-8 and forms. The input is taken as text to decode, and as bytes to encode: what is
 * accepted encodes to itself and is what a second decoder accepts; what is encoded decodes to the bytes it
 * came from.
 */
#include "base64.h"
#include "hex.h"
#include "parameters.h"
#include "reference/reference.h"
#include "utf8.h"

typedef reqsig_status decoder(reqsig_slice text, reqsig_buffer *bytes);
typedef void encoder(reqsig_slice bytes, reqsig_buffer *text);
typedef bool second_decoder(reqsig_slice text, reqsig_buffer *bytes);

static reqsig_status unhex_lower(reqsig_slice text, reqsig_buffer *bytes) {
  return rs_hex_decode(text, RS_HEX_LOWER_ONLY, bytes);
}

static reqsig_status unhex_any(reqsig_slice text, reqsig_buffer *bytes) {
  return rs_hex_decode(text, RS_HEX_ANY_CASE, bytes);
}

static bool second_unhex_lower(reqsig_slice text, reqsig_buffer *bytes) {
  return reference_unhex(text, false, bytes);
}

static bool second_unhex_any(reqsig_slice text, reqsig_buffer *bytes) {
  return reference_unhex(text, true, bytes);
}

/* A buffer that is one byte too small, or that was full before, changes nothing about the grammar. */
static void check_sizes(fuzz_heap *heap, reqsig_slice text, decoder *decode, reqsig_status status,
                        size_t len) {
  reqsig_buffer none = {0}, exact = rs_fuzz_buffer(heap, len),
                less = rs_fuzz_buffer(heap, len > 0 ? len - 1 : 0);
  reqsig_status of_none = decode(text, &none), of_less = decode(text, &less), of_exact = decode(text, &exact);
  reqsig_status short_of_room = status == REQSIG_OK && len > 0 ? REQSIG_ERR_BUFFER_TOO_SMALL : status;
  FUZZ_HOLDS(of_none == short_of_room && of_less == short_of_room, "the grammar is told whatever the room");
  FUZZ_HOLDS(of_exact == status, "the bytes fit into as many as they are");
  FUZZ_HOLDS(none.len == len && less.len == len, "a buffer too small learns the length it needs");
}

static void check_decoder(reqsig_slice text, decoder *decode, second_decoder *second, encoder *encode) {
  fuzz_heap heap = {0};
  reqsig_buffer bytes = rs_fuzz_buffer(&heap, text.len), expected = rs_fuzz_buffer(&heap, text.len);
  reqsig_status status = decode(text, &bytes);
  bool right = second(text, &expected);
  FUZZ_HOLDS(status == (right ? REQSIG_OK : REQSIG_ERR_MALFORMED), "two decoders accept the same texts");
  FUZZ_HOLDS(right || bytes.len == 0, "malformed text leaves the buffer's length as it was");
  if (right)
    FUZZ_HOLDS(rs_slice_equal(fuzz_bytes_of(&bytes), fuzz_bytes_of(&expected)), "two decoders give the same");
  reqsig_buffer again = rs_fuzz_buffer(&heap, text.len);
  if (right && encode) {
    encode(fuzz_bytes_of(&bytes), &again);
    FUZZ_HOLDS(rs_slice_equal(fuzz_bytes_of(&again), text), "what was decoded encodes to the same text");
  }
  check_sizes(&heap, text, decode, status, bytes.len);
  rs_fuzz_release(&heap);
}

static void check_encoder(reqsig_slice bytes, encoder *encode, second_decoder *second) {
  fuzz_heap heap = {0};
  reqsig_buffer count = {0};
  encode(bytes, &count);
  reqsig_buffer text = rs_fuzz_buffer(&heap, count.len), back = rs_fuzz_buffer(&heap, count.len);
  encode(bytes, &text);
  FUZZ_HOLDS(text.len == count.len, "an encoder counts what it writes");
  FUZZ_HOLDS(second(fuzz_bytes_of(&text), &back), "what was encoded is taken by the second decoder");
  FUZZ_HOLDS(rs_slice_equal(fuzz_bytes_of(&back), bytes), "what was encoded decodes to the same bytes");
  rs_fuzz_release(&heap);
}

/* RFC 3629, section 4: the first byte, the second, and how many follow that; 0 if no character stands there.
 */
static size_t character_len(reqsig_slice text) {
  static const uint8_t rows[][5] = {
      {0x00, 0x7f, 0, 0, 0},       {0xc2, 0xdf, 0x80, 0xbf, 0}, {0xe0, 0xe0, 0xa0, 0xbf, 1},
      {0xe1, 0xec, 0x80, 0xbf, 1}, {0xed, 0xed, 0x80, 0x9f, 1}, {0xee, 0xef, 0x80, 0xbf, 1},
      {0xf0, 0xf0, 0x90, 0xbf, 2}, {0xf1, 0xf3, 0x80, 0xbf, 2}, {0xf4, 0xf4, 0x80, 0x8f, 2}};
  const uint8_t *at = text.data, *row = rows[0];
  for (size_t i = 0; i < sizeof rows / sizeof *rows && at[0] > row[1]; i++) row = rows[i];
  if (at[0] < row[0] || at[0] > row[1]) return 0;
  if (row == rows[0]) return 1;
  if (text.len < 2u + row[4] || at[1] < row[2] || at[1] > row[3]) return 0;
  for (size_t i = 2; i < 2u + row[4]; i++)
    if (at[i] < 0x80 || at[i] > 0xbf) return 0;
  return 2u + row[4];
}

static void check_utf8(reqsig_slice text) {
  reqsig_slice rest = text;
  for (size_t len; rest.len > 0 && (len = character_len(rest)) > 0; rest = rs_slice_after(rest, len)) {
    size_t at = 0;
    uint8_t again[RS_UTF8_MAX_LEN];
    uint32_t code = rs_utf8_next(rest, &at);
    FUZZ_HOLDS(code != RS_UTF8_INVALID && at == len, "a character of UTF-8 is read to its end");
    FUZZ_HOLDS(rs_utf8_write(code, again) == len && memcmp(again, rest.data, len) == 0,
               "a character of UTF-8 is written as it was read");
  }
  FUZZ_HOLDS(rs_utf8_is_valid(text) == (rest.len == 0), "text is UTF-8 exactly if each character is");
}

static bool is_decoded(fuzz_heap *heap, reqsig_slice written, reqsig_slice text) {
  reqsig_buffer decoded = rs_fuzz_buffer(heap, written.len);
  rs_parameter_decode(written, &decoded);
  return rs_slice_equal(fuzz_bytes_of(&decoded), text) && rs_parameter_is(written, text);
}

/* Two fields, of the input's halves. */
static void check_form(reqsig_slice input) {
  fuzz_heap heap = {0};
  reqsig_slice first = rs_slice(input.data, input.len / 2), second = rs_slice_after(input, input.len / 2);
  const reqsig_form_pair pairs[] = {{first, second}, {second, first}};
  reqsig_buffer count = {0};
  reqsig_form_encode(pairs, 2, &count);
  reqsig_buffer text = rs_fuzz_buffer(&heap, count.len);
  FUZZ_HOLDS(reqsig_form_encode(pairs, 2, &text) == REQSIG_OK, "a form fits into the length that was told");
  reqsig_slice rest = fuzz_bytes_of(&text);
  rs_parameter field;
  for (size_t i = 0; i < 2; i++)
    FUZZ_HOLDS(rs_parameter_next(&rest, &field) && is_decoded(&heap, field.name, pairs[i].name) &&
                   is_decoded(&heap, field.value, pairs[i].value),
               "a field decodes to what was encoded");
  FUZZ_HOLDS(!rs_parameter_next(&rest, &field), "a form has the fields that were encoded");
  rs_fuzz_release(&heap);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  reqsig_slice input = rs_fuzz_copy(&heap, rs_slice(data, size));
  check_decoder(input, unhex_lower, second_unhex_lower, rs_hex_encode);
  check_decoder(input, unhex_any, second_unhex_any, NULL);
  check_decoder(input, rs_base64_decode, reference_unbase64, rs_base64_encode);
  check_encoder(input, rs_hex_encode, second_unhex_lower);
  check_encoder(input, rs_base64_encode, reference_unbase64);
  check_utf8(input);
  check_form(input);
  rs_fuzz_release(&heap);
  return FUZZ_TRIED;
}
