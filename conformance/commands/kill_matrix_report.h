/* The kill matrix as text. */
#ifndef REQSIG_KILL_MATRIX_REPORT_H
#define REQSIG_KILL_MATRIX_REPORT_H

#include <stdio.h>

#include "mutants/kill_matrix.h"

/* The ids of the first few vectors that fail a mistake; of all, if the plan wants all. */
void kill_report(const struct kill_matrix *matrix, const struct kill_plan *plan, FILE *out);

#endif
