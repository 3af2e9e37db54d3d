/* A match of the search as sentences. */
#ifndef REQSIG_EXPLANATION_H
#define REQSIG_EXPLANATION_H

#include "diagnose/diagnose.h"

/* In the arena. With a right message the sentence says where the one that was signed differs from it. */
struct explanation explanation_of_match(struct arena *arena, const struct evidence *evidence,
                                        const struct match *match, const reqsig_slice *right_message);

/* The signature is right, and verifying rejects the request all the same: the field at fault. */
struct explanation explanation_of_fault(struct arena *arena, const struct evidence *evidence,
                                        const reqsig_verdict *verdict);

/* time_explanation.c */
/* Another time was signed than was sent. */
struct explanation explanation_of_time(struct arena *arena, const struct evidence *evidence,
                                       const struct match *match);

/* The signature is right, and the timestamp not written as the scheme writes it: adds each mistake that
 * writes it so. Nothing if there is no timestamp, or none that can be read in any form. */
void explain_time_form(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis);

/* The text in the arena; frees it. */
const char *explanation_keep(struct arena *arena, struct text *text);

/* The document's words on what the mistake changes, or NULL. */
const char *clause_of(const reqsig_scheme *recipe, const rs_header_rule *signature,
                      const struct mistake *mistake);

/* What to do about a mistake of that name, a sentence; NULL if there is no advice. */
const char *advice_for(const char *name);

#endif
