/* Somebody's verifier of AET's signatures. */
#ifndef GATEWAY_H
#define GATEWAY_H

#include <reqsig.h>
#include <stdint.h>

enum { GATEWAY_MAX_AGE_MS = 300000, GATEWAY_MAX_SKEW_MS = 60000 };

struct gateway_request {
  reqsig_slice method, target, body, timestamp, signature, authorization, content_type;
};

int gateway_accepts(const struct gateway_request *request, const char *token, const char *secret,
                    int64_t now_ms);

#endif
