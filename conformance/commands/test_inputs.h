/* What a run of reqsig test reads, and no report may be written to. */
#ifndef REQSIG_TEST_INPUTS_H
#define REQSIG_TEST_INPUTS_H

#include <sys/stat.h>

#include "commands/test_options.h"
#include "vectors/vector_set.h"

/* What the file is to the run: "the list of known failures", "a part of the adapter" or "a file of vectors";
 * NULL if it is none of its inputs. */
const char *test_input_of(const struct test_options *options, const struct vector_set *set,
                          const struct stat *file);

#endif
