/*
 * Hex, base64 and forms. The input is taken as text to decode, and as bytes to encode: what is accepted
 * encodes to itself and is what a second decoder accepts; what is encoded decodes to the bytes it came from.
 */
#include "base64.h"
#include "hex.h"
#include "parameters.h"
#include "reference/reference.h"

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
  check_form(input);
  rs_fuzz_release(&heap);
  return FUZZ_TRIED;
}
