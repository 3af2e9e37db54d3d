/* The list of known failures, in a run of reqsig test. */
#ifndef REQSIG_TEST_KNOWN_H
#define REQSIG_TEST_KNOWN_H

#include "base/file.h"
#include "commands/test_options.h"
#include "runner/known_failures.h"

/* Start all-zero. */
struct test_known {
  struct known_failures list;
  struct output_file file; /* that is written anew, if that is asked for */
};

/* False, said on standard error, if the list can't be read, or not be written. */
bool test_known_open(struct arena *arena, const struct test_options *options, const char *command,
                     struct test_known *known);

/* After the run: holds it against the list, and writes the list anew. False, said on standard error, if it
 * can't be written. */
bool test_known_apply(struct arena *arena, const struct test_options *options, const char *command,
                      const struct vector_set *set, struct run *run, struct test_known *known);

void test_known_close(struct test_known *known);

#endif
