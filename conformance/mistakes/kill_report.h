/* The kill matrix as text. */
#ifndef REQSIG_KILL_REPORT_H
#define REQSIG_KILL_REPORT_H

#include <stdio.h>

#include "kill_matrix.h"

/* all: the ids of all vectors that fail a mistake, not only the first few. */
void kill_report(const struct kill_matrix *matrix, const struct kill_plan *plan, bool all, FILE *out);

#endif
