/*
 * Sign, then verify, with every scheme and profile. What is signed is accepted, unless its own body says
 * otherwise; the MAC is that of OpenSSL's HMAC over the reference's message; and after one bit of
 * the request or of a secret has changed, it is authentic exactly if the message is still the same.
 */
#include "check_verdict.h"

enum { NUM_CHANGES = 6 };

/* What stands behind the prefix, and the key, of the header that has the signature. */
static reqsig_slice signature_of(const fuzz_case *c) {
  const reference_field *field = reference_field_of(reference_of(c), REFERENCE_MAC);
  size_t before = strlen(field->prefix);
  if (field->kind == REFERENCE_KEY_AND_MAC) before += reqsig_fuzz_credential(c, field->credential).len + 1;
  return rs_slice_after(reqsig_fuzz_header(c, field->name), before);
}

/* Adds the headers of the signature. False if the time can't be written. */
static bool sign(fuzz_heap *heap, const reqsig_context *context, fuzz_case *c) {
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num_added = REQSIG_MAX_ADDED_HEADERS;
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_buffer count = {0};
  reqsig_status status = reqsig_sign(context, &request, c->now_ms, &count, added, &num_added);
  if (status == REQSIG_ERR_TIME_RANGE) return false;
  reqsig_buffer text = rs_fuzz_buffer(heap, count.len);
  status = reqsig_sign(context, &request, c->now_ms, &text, added, &num_added);
  FUZZ_HOLDS(status == REQSIG_OK && text.len == count.len, "the length told suffices");
  for (size_t i = 0; i < num_added; i++) rs_fuzz_case_add_header(c, added[i].name, added[i].value);
  return true;
}

/* Headers of a signature that the request has already would make each of its own stand twice. */
static void drop_signature(fuzz_case *c) {
  for (const reference_field *field = reference_of(c)->fields; field->name; field++)
    rs_fuzz_case_drop_headers(c, reqsig_text(field->name));
  while (rs_fuzz_case_num_headers(c, reqsig_text("content-type")) > 1)
    rs_fuzz_case_drop_headers(c, reqsig_text("content-type"));
}

static void check_signed(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c) {
  bool is_signed = reference_signs(c);
  reqsig_slice timestamp = reqsig_fuzz_header(c, reference_time_header(c));
  if (is_signed)
    FUZZ_HOLDS(rs_slice_equal(signature_of(c), reference_mac_text(heap, c, timestamp)),
               "a signature is the HMAC of the message");
  reqsig_verdict verdict = check_verdict(heap, context, c);
  if (reference_of(c)->time_member && is_signed && verdict.well_formed == REQSIG_NO)
    FUZZ_HOLDS(rs_slice_equal(verdict.field, reqsig_text(reference_of(c)->time_member)),
               "only the body can be at fault");
  else
    FUZZ_HOLDS(verdict.authentic == (is_signed ? REQSIG_YES : REQSIG_UNKNOWN), "what is signed is authentic");
  if (!reference_of(c)->time_member && !c->has_window)
    FUZZ_HOLDS(verdict.reason == REQSIG_REASON_NONE, "what was signed just now is accepted");
}

static bool has_same_mac(fuzz_heap *heap, const fuzz_case *a, const fuzz_case *b) {
  return rs_slice_equal(reference_mac(heap, a, reqsig_fuzz_header(a, reference_time_header(a))),
                        reference_mac(heap, b, reqsig_fuzz_header(b, reference_time_header(b))));
}

static void check_change(fuzz_heap *heap, fuzz_choice *choice, const fuzz_case *c) {
  fuzz_case changed = *c;
  reqsig_context context;
  if (!rs_fuzz_case_flip_a_bit(heap, choice, &changed) ||
      rs_fuzz_case_context(heap, &changed, &context) != REQSIG_OK)
    return;
  reqsig_verdict verdict = check_verdict(heap, &context, &changed);
  if (reference_signs(c) && verdict.authentic == REQSIG_YES) {
    FUZZ_HOLDS(has_same_mac(heap, c, &changed), "no changed message has the old signature");
    FUZZ_HOLDS(reference_equal_ignoring_case(signature_of(c), signature_of(&changed)),
               "no changed signature is right");
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  fuzz_case c;
  reqsig_context context;
  fuzz_choice choice = rs_fuzz_choice_from(rs_slice(data, size));
  bool taken = rs_fuzz_case_read(&heap, NULL, rs_slice(data, size), &c) &&
               c.request.num_headers + REQSIG_MAX_ADDED_HEADERS <= REQSIG_FUZZ_MAX_HEADERS &&
               rs_fuzz_case_context(&heap, &c, &context) == REQSIG_OK;
  if (taken) {
    drop_signature(&c);
    c.has_window = reference_takes_window(&c);
    if (sign(&heap, &context, &c)) {
      check_signed(&heap, &context, &c);
      for (size_t i = 0; i < NUM_CHANGES; i++) check_change(&heap, &choice, &c);
    }
  }
  rs_fuzz_release(&heap);
  return taken ? FUZZ_TRIED : FUZZ_NOT_OF_FORMAT;
}
