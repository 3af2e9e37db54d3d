/* What a request that was sent tells of how it was signed. */
#ifndef REQSIG_EVIDENCE_H
#define REQSIG_EVIDENCE_H

#include "base/text.h"
#include "diagnose/notation.h"
#include "lib/context.h"
#include "lib/recipe.h"
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

/* The unit of a timestamp that was sent, as a person reads it. */
enum time_unit { UNIT_NONE, UNIT_SECONDS, UNIT_MILLISECONDS, UNIT_MICROSECONDS, UNIT_NANOSECONDS, UNIT_DATE };

/* The unit that makes the number a time within fifty years of now_ms, and that time; UNIT_DATE of a date in
 * any language's form; UNIT_NONE of anything else. */
enum time_unit sent_time_guess(reqsig_slice text, int64_t now_ms, int64_t *time_ms);

/* "seconds" */
const char *sent_time_unit_name(enum time_unit unit);
/* The unit that the scheme wants. */
enum time_unit sent_time_unit_of(const reqsig_scheme *recipe);

/* Adds the time as the scheme writes it; false if it can't be written so. */
bool sent_time_add(struct text *text, const reqsig_scheme *recipe, int64_t time_ms);

#endif
