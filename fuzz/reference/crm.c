#include "reference/reference.h"

static void put_message(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp, reqsig_buffer *to) {
  (void)timestamp;
  if (rs_fuzz_case_reads(c, "json-compact") &&
      reference_read_json(heap, c->request.body, RS_LITERAL("")).valid)
    reference_put_json_compact(to, c->request.body);
  else
    rs_put_slice(to, c->request.body);
}

const reference_scheme reference_crm = {
    .name = "crm",
    .digest = "SHA256",
    .mac_len = 32,
    .key = "api_key",
    .fields = {{"key", "", REFERENCE_KEY, "api_key", true},
               {"signature", "sha256=", REFERENCE_MAC, NULL, false}},
    .methods = {"POST", "PATCH", "PUT"},
    .only_with_body = true,
    .base = "now 0\napi_key=K3y\n\nPOST /contacts\n\n{\"id\":1}",
    .profiles = {{"uppercase-hex", REFERENCE_HEX_ANY_CASE, 0},
                 {"prefix-optional", REFERENCE_PREFIX_OPTIONAL, 0}},
    .put_message = put_message,
};
