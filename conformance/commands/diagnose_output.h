/* The two layouts of what reqsig diagnose found. */
#ifndef REQSIG_DIAGNOSE_OUTPUT_H
#define REQSIG_DIAGNOSE_OUTPUT_H

#include <stdio.h>

#include "diagnose/diagnose.h"

/* diagnose_page.c: for people. */
void diagnose_print_page(FILE *out, const struct opened_request *opened, const struct diagnosis *diagnosis);

/* diagnose_json.c: one object, as README's section on the command tells. */
void diagnose_print_json(FILE *out, const struct opened_request *opened, const struct diagnosis *diagnosis);

/* The same of several requests together. */
void diagnose_print_several(FILE *out, const struct opened_request *opened,
                            const struct one_of_several *items, size_t count,
                            const struct diagnosis_of_several *found);
void diagnose_print_several_json(FILE *out, const struct opened_request *opened,
                                 const struct one_of_several *items, size_t count,
                                 const struct diagnosis_of_several *found);

/* The likeliest single mistake behind a wrong signature, for the pages of other commands; false if none
 * explains it. In the arena, which must be ended with arena_wipe. */
bool diagnose_first(struct arena *arena, const struct opened_request *opened, struct explanation *first);

/* Whether diagnose makes a request of what is none as it stands. */
bool diagnose_can_read(const struct opened_request *opened);

#endif
