#include "reference/reference.h"

static void put_message(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp, reqsig_buffer *to) {
  (void)heap;
  rs_put_slice(to, reqsig_fuzz_credential(c, "api_key"));
  rs_put_slice(to, timestamp);
}

const reference_scheme reference_ambro = {
    .name = "ambro",
    .digest = "SHA256",
    .mac_len = 32,
    .key = "api_secret",
    .fields = {{"X-Amb-Access-Sig", "", REFERENCE_MAC, NULL, false},
               {"X-Amb-Access-Ts", "", REFERENCE_TIME, NULL, false},
               {"X-Amb-App-Id", "", REFERENCE_KEY, "app_id", true}},
    .clock = REFERENCE_SECONDS,
    .base = "now 1700000000123\napp_id=fa0ac8dc\napi_key=TKe7GGOvQiBdZ2w0\napi_secret=3kcjfRRlm0TSEJ8k\n\n"
            "GET /v1/things\n\n",
    .profiles = {{"uppercase-hex", REFERENCE_HEX_ANY_CASE, 0}, {"milliseconds", REFERENCE_TIME_IN_MS, 0}},
    .put_message = put_message,
};
