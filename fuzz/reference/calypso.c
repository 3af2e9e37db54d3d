#include "reference/reference.h"

static void put_message(fuzz_heap *heap, const fuzz_case *c, reqsig_slice timestamp, reqsig_buffer *to) {
  (void)heap, (void)timestamp;
  rs_put_slice(to, c->request.body);
}

const reference_scheme reference_calypso = {
    .name = "calypso",
    .digest = "SHA512",
    .mac_len = 64,
    .key = "secret_key",
    .fields = {{"Key", "", REFERENCE_KEY, "api_key", true}, {"Sign", "", REFERENCE_MAC, NULL, false}},
    .clock = REFERENCE_MILLISECONDS,
    .time_member = "timestamp",
    .window_ms = 180000,
    .methods = {"POST"},
    .base =
        "now 1700000000123\napi_key=c529e14832b34b74972365cf7bf02430\n"
        "secret_key=b823a6b9ea72408583cef9ec8d67fa52\n\nPOST /api/v1/user\n\n{\"timestamp\":1700000000123}",
    .profiles = {{"uppercase-hex", REFERENCE_HEX_ANY_CASE, 0},
                 {"any-method", REFERENCE_ANY_METHOD, 0},
                 {"window-exclusive", REFERENCE_WINDOW_OPEN, 0}},
    .put_message = put_message,
};
