/* What a request claims: its key id, timestamp, body digest and signature, read strictly. */
#ifndef REQSIG_CLAIMS_H
#define REQSIG_CLAIMS_H

#include "message_builder.h"

typedef struct rs_claims {
  const rs_header_rule
      *wrong_key; /* the header with another key id than the credentials'; NULL if all are right */
  const rs_header_rule *wrong_digest; /* the header with the digest of another body; NULL if there is none */
  const rs_header_rule *signature;    /* the header that carries mac; NULL if none does */
  uint8_t mac[RS_MAX_DIGEST];         /* of the recipe's digest's length */
  reqsig_slice macs;                  /* the value of that header, if it may hold several; else empty */
  reqsig_slice time_field;            /* where the timestamp stands; empty if there is none */
  const char *time_clause;
  int64_t timestamp_ms;
  const rs_header_rule *day_rule; /* the header that tells the day again; NULL if none does */
  const rs_part *day_part;
  reqsig_slice day;
  const rs_header_rule *names_rule; /* the header that names those that are signed; NULL if none does */
} rs_claims;

/* What is wrong with a field. */
typedef struct rs_fault {
  reqsig_reason reason; /* REQSIG_REASON_NONE: nothing */
  reqsig_slice field;
  const char *expected;
  const char *clause;
} rs_fault;

/* Reads every field that the scheme reads; the builder's timestamp becomes the one that was sent, and
 * is_signed is set if the scheme signs such a request or the request carries a signature header. */
rs_fault rs_claims_read(rs_claims *claims, rs_builder *builder);

/* Whether the request has a header that the scheme adds only to signed requests. */
bool rs_claims_carry_signature(const reqsig_scheme *recipe, const reqsig_request *request);

/* Whether the content type decides what is signed: the body may be left out of the message for it. */
bool rs_claims_depend_on_content_type(const reqsig_scheme *recipe);

#endif
