/*
 * The JSON check and the look-up of a member, against a reader by recursive descent. The offset of an error
 * is held to what its contract says: with the bytes before it a JSON text can begin, with it none can.
 */
#include "json.h"
#include "reference/reference.h"

static void check_offset(fuzz_heap *heap, reqsig_slice text, size_t offset) {
  size_t again;
  FUZZ_HOLDS(offset <= text.len, "an offset lies within the text");
  reqsig_slice before = rs_fuzz_copy(heap, rs_slice(text.data, offset));
  reqsig_status status = rs_json_check(before, &again);
  FUZZ_HOLDS(again == offset && status != REQSIG_ERR_OUT_OF_RANGE, "what stands before an error has none");
  if (offset == text.len) return;
  status = rs_json_check(rs_fuzz_copy(heap, rs_slice(text.data, offset + 1)), &again);
  FUZZ_HOLDS(status != REQSIG_OK && again == offset, "an error does not depend on what follows it");
}

static void check_grammar(fuzz_heap *heap, reqsig_slice text) {
  size_t offset;
  reference_json expected = reference_read_json(heap, text, rs_slice(NULL, 0));
  reqsig_status status = rs_json_check(text, &offset);
  reqsig_status wrong = expected.too_deep ? REQSIG_ERR_OUT_OF_RANGE : REQSIG_ERR_MALFORMED;
  FUZZ_HOLDS(status == (expected.valid ? REQSIG_OK : wrong), "two readers accept the same JSON");
  if (status == REQSIG_OK)
    FUZZ_HOLDS(offset == text.len, "JSON is read to its end");
  else
    check_offset(heap, text, offset);
}

static void check_member(fuzz_heap *heap, reqsig_slice text, reqsig_slice name) {
  reference_json json = reference_read_json(heap, text, name);
  reqsig_slice value = {0};
  rs_json_result expected = RS_JSON_MALFORMED;
  if (json.valid && json.is_object)
    expected = json.num_named == 0 ? RS_JSON_ABSENT : json.num_named == 1 ? RS_JSON_FOUND : RS_JSON_DUPLICATE;
  FUZZ_HOLDS(rs_json_member(text, name, &value) == expected, "two readers find the same members");
  if (expected != RS_JSON_FOUND) return;
  FUZZ_HOLDS(value.data == json.value.data && value.len == json.value.len, "two readers find the same value");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  reqsig_slice text = rs_fuzz_copy(&heap, rs_slice(data, size));
  check_grammar(&heap, text);
  check_member(&heap, text, RS_LITERAL("timestamp"));
  reqsig_slice own = reference_read_json(&heap, text, rs_slice(NULL, 0)).a_name;
  if (own.data) check_member(&heap, text, own);
  rs_fuzz_release(&heap);
  return FUZZ_TRIED;
}
