#include "reference/reference.h"

static void put_message(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp, reqsig_buffer *to) {
  (void)heap;
  reqsig_slice path = reference_path(c);
  rs_put_slice(to, timestamp);
  reference_put_upper(to, c->request.method);
  if (rs_fuzz_case_reads(c, "base-path-included")) rs_put_slice(to, RS_LITERAL("api/"));
  if (path.len > 0 && path.data[0] == '/') path = rs_slice_after(path, 1);
  if (rs_fuzz_case_reads(c, "path-decoded"))
    reference_put_percent_decoded(to, path);
  else
    rs_put_slice(to, path);
  if (rs_fuzz_case_reads(c, "query-included")) rs_put_slice(to, reference_query(c));
  if (!reference_is_multipart(c)) rs_put_slice(to, c->request.body);
}

const reference_scheme reference_aet = {
    .name = "aet",
    .digest = "SHA256",
    .mac_len = 32,
    .in_base64 = true,
    .key = "secret_key",
    .fields = {{"timestamp", "", REFERENCE_TIME, NULL, false},
               {"signature", "", REFERENCE_MAC, NULL, false},
               {"authorization", "Bearer ", REFERENCE_KEY, "token", true}},
    .clock = REFERENCE_MILLISECONDS,
    .reads_content_type = true,
    .base = "now 1700000000123\ntoken=T0ken\nsecret_key=S3cret\n\nPOST /v3/users?page=2\n\n{\"id\":1}",
    .profiles = {{"unpadded-base64", REFERENCE_BASE64_UNPADDED, 0},
                 {"secret-base64-decoded", REFERENCE_KEY_IS_BASE64, 0}},
    .put_message = put_message,
};
