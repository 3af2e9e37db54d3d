/* What the value of one header or parameter claims: each of its pieces, read strictly. */
#ifndef REQSIG_CLAIM_VALUE_H
#define REQSIG_CLAIM_VALUE_H

#include "claims.h"

/* Reads a value by its rule into the claims. Returns what was expected instead, or NULL. */
const char *rs_claim_read_value(rs_claims *claims, rs_builder *builder, const rs_header_rule *rule,
                                reqsig_slice value);

/* The same for a parameter of the query, as it is written there. */
const char *rs_claim_read_parameter(rs_claims *claims, rs_builder *builder, const rs_header_rule *rule,
                                    reqsig_slice written);

/* The same for a header that is in base64. */
const char *rs_claim_read_coded(rs_claims *claims, rs_builder *builder, const rs_header_rule *rule,
                                reqsig_slice sent);

#endif
