/* Which vectors reqsig test runs. */
#ifndef REQSIG_TEST_SELECTION_H
#define REQSIG_TEST_SELECTION_H

#include "base/arena.h"
#include "commands/test_options.h"
#include "runner/run.h"
#include "vectors/vector_set.h"

/* Draws the fresh vectors into the set, and puts those that --scheme and --run name into the plan. False:
 * what is named and not there was said on standard error. */
bool test_select(struct arena *arena, const struct test_options *options, const char *command,
                 struct vector_set *set, struct run_plan *plan);

#endif
