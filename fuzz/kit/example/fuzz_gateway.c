/* The whole target: 20 lines that call the verifier and let the kit compare. */
#include <reqsig-fuzz.h>

#include "gateway.h"

static reqsig_fuzz_answer verify(const reqsig_fuzz_case *c, void *user) {
  struct gateway_request request = {c->request.method,
                                    c->request.target,
                                    c->request.body,
                                    reqsig_fuzz_header(c, "timestamp"),
                                    reqsig_fuzz_header(c, "signature"),
                                    reqsig_fuzz_header(c, "authorization"),
                                    reqsig_fuzz_header(c, "content-type")};
  (void)user;
  return gateway_accepts(&request, "T0ken", "S3cret", c->now_ms) ? REQSIG_FUZZ_ACCEPT : REQSIG_FUZZ_REJECT;
}

static const reqsig_credential credentials[] = {{"token", {(const uint8_t *)"T0ken", 5}},
                                                {"secret_key", {(const uint8_t *)"S3cret", 6}}};
static const reqsig_window window = {GATEWAY_MAX_AGE_MS, GATEWAY_MAX_SKEW_MS};
/* The gateway is given one value of each header, so it can't see that one stands twice. */
static const reqsig_fuzz_setup setup = {.verify = verify,
                                        .scheme = "aet",
                                        .credentials = credentials,
                                        .num_credentials = 2,
                                        .window = &window,
                                        .allow = REQSIG_FUZZ_ALLOW_LENIENT};
REQSIG_FUZZ_TARGET(&setup)
