/* What a request that was sent tells of how it was signed. */
#ifndef REQSIG_EVIDENCE_H
#define REQSIG_EVIDENCE_H

#include "diagnose/notation.h"
#include "lib/context.h"
#include "mutants/mistakes.h"
#include "request/opened_request.h"

struct evidence {
  const struct opened_request *opened;
  const rs_context *context;
  const reqsig_scheme *recipe;      /* with the profiles that were asked for */
  const rs_header_rule *rule;       /* of the header that carries the signature; NULL if none does */
  const reqsig_header *header;      /* that header as it was sent; NULL if it is missing */
  struct mac_claims claims;         /* the MACs that it may spell */
  const reqsig_header *time_header; /* the timestamp's, or NULL */
  reqsig_slice time_text;           /* what it has; empty if it is missing */
  bool has_time;                    /* the timestamp can be read by the scheme's form */
  int64_t time_ms;                  /* ... and is this; else the time to judge at */
  struct mutant_input signer;       /* the request as its signer saw it */
};

void evidence_collect(struct arena *arena, const struct opened_request *opened, struct evidence *evidence);

/* The rule of the header with a part from that source; NULL if there is none. */
const rs_header_rule *evidence_rule_with(const reqsig_scheme *recipe, rs_source source);

#endif
