/* The sections of the page that reqsig explain prints, one file each. */
#ifndef REQSIG_EXPLAIN_H
#define REQSIG_EXPLAIN_H

#include "base/page.h"
#include "commands/explain_collect.h"
#include "lib/recipe.h"
#include "request/opened_request.h"

struct explain {
  struct page page;
  const struct opened_request *opened;
  const reqsig_scheme *recipe; /* with its profiles */
  explain_steps steps;
};

/* explain_message.c: the parts, and the message they make. */
void explain_parts(struct explain *explain);
void explain_message(struct explain *explain);

/* explain_uncovered.c: what of the request is not in the message. */
void explain_unsigned(struct explain *explain);

/* explain_key.c: the key, by everything but its bytes. */
void explain_key(struct explain *explain);

/* explain_headers.c: the headers to add. */
void explain_headers(struct explain *explain);

/* explain_compare.c: what the request bears already beside what was computed. */
void explain_compare(struct explain *explain);

/* explain_profiles.c: the other profiles under which something else would be sent. */
void explain_profiles(struct explain *explain);

/* A step's bytes, or in their place what secret they are. */
void explain_bytes(struct explain *explain, const reqsig_step *step, int column, terminal_style style);

#endif
