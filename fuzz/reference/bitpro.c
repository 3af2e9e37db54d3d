#include "reference/reference.h"

enum { DATE_LEN = 29 };

static void put_message(fuzz_heap *heap, const fuzz_case *c, reqsig_slice date, reqsig_buffer *to) {
  reference_put_upper(to, c->request.method);
  rs_put_byte(to, ',');
  rs_put_slice(to, reference_body_digest(heap, c));
  rs_put_byte(to, ',');
  rs_put_slice(to, rs_fuzz_case_reads(c, "query-included") ? c->request.target : reference_path(c));
  rs_put_byte(to, ',');
  rs_put_slice(to, date);
}

/* A method is a token and base64 has no comma, so the first two part it, and a date has a fixed length. */
static bool can_be_read_back(fuzz_heap *heap, const fuzz_case *c, reqsig_slice message) {
  reqsig_slice digest = reference_body_digest(heap, c);
  size_t method_len = c->request.method.len;
  if (message.len < method_len + 1 + digest.len + 1 + 1 + DATE_LEN) return false;
  reqsig_slice rest = rs_slice_after(message, method_len + 1);
  if (message.data[method_len] != ',' || !rs_slice_starts_with(rest, digest)) return false;
  rest = rs_slice_after(rest, digest.len);
  reqsig_slice path = rs_slice(rest.data + 1, rest.len - 1 - 1 - DATE_LEN);
  return rest.data[0] == ',' && path.data[path.len] == ',' && rs_slice_starts_with(c->request.target, path);
}

const reference_scheme reference_bitpro = {
    .name = "bitpro",
    .digest = "SHA1",
    .mac_len = 20,
    .in_base64 = true,
    .key = "secret_key",
    .fields = {{"Authorization", "Bitpro ", REFERENCE_KEY_AND_MAC, "api_key", false},
               {"Content-MD5", "", REFERENCE_BODY_DIGEST, NULL, false},
               {"Date", "", REFERENCE_TIME, NULL, false}},
    .clock = REFERENCE_DATE,
    .base =
        "now 1491799392000\napi_key=key:with:colons\nsecret_key=S3cret\n\nPOST /api/v1/clients\n\namount=1",
    .profiles = {{"unpadded-base64", REFERENCE_BASE64_UNPADDED, 0},
                 {"md5-of-query", REFERENCE_QUERY_DIGESTED, 0},
                 {"empty-md5-field", REFERENCE_NO_EMPTY_DIGEST, 0},
                 {"window-900s", REFERENCE_WINDOW_OPEN, 900000}},
    .put_message = put_message,
    .can_be_read_back = can_be_read_back,
};
