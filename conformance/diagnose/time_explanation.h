/* What is wrong with the time, as explanations. */
#ifndef REQSIG_TIME_EXPLANATION_H
#define REQSIG_TIME_EXPLANATION_H

#include "diagnose/diagnose.h"

/* Another time was signed than was sent. */
struct explanation explanation_of_time(struct arena *arena, const struct evidence *evidence,
                                       const struct match *match);

/* The signature is right, and the timestamp not written as the scheme writes it: adds each mistake that
 * writes it so. Nothing if there is no timestamp, or none that can be read in any form. */
void explain_time_form(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis);

#endif
