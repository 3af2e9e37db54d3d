/* reqsig test: its command line, the vectors that it selects, its reports and its known failures. */
#ifndef REQSIG_TEST_H
#define REQSIG_TEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/options.h"
#include "report/report.h"
#include "reqsig.h"
#include "runner/known_failures.h"
#include "runner/run.h"
#include "vectors/vector_set.h"

enum { TEST_MAX_SCHEMES = 16, TEST_MAX_PATTERNS = 64, TEST_MAX_REPORTS = 8, TEST_MAX_PROFILES = 16 };

enum report_format { REPORT_TEXT, REPORT_JSON, REPORT_JUNIT, REPORT_TAP, REPORT_MARKDOWN, REPORT_HTML };

struct report_target {
  enum report_format format;
  const char *path; /* NULL: standard output */
  struct output_file file;
  const char *problem; /* why it could not be written; NULL if it could */
};

struct test_options {
  const reqsig_scheme *schemes[TEST_MAX_SCHEMES]; /* none: all */
  size_t num_schemes;
  const char *patterns[TEST_MAX_PATTERNS]; /* of ids; none: all */
  size_t num_patterns;
  struct report_target reports[TEST_MAX_REPORTS + 1]; /* one more than can be asked for: the text of itself */
  size_t num_reports;
  const char *required_profiles[TEST_MAX_PROFILES];
  size_t num_required_profiles;
  const char *known_failures; /* NULL: none */
  bool update_known_failures;
  const char *timeout; /* as given; NULL if not */
  uint64_t timeout_ms;
  uint64_t run_timeout_ms; /* of the whole run; 0: none */
  size_t max_restarts, num_jobs;
  size_t shard, num_shards; /* from 1; of 1 if all is run */
  bool smoke;               /* only the protocol is looked at */
  bool http;                /* it is a parser, and gets raw requests */
  bool oneshot;             /* the adapter is started for each case */
  const char *vectors;      /* a directory; NULL: the usual one */
  size_t num_fresh;         /* vectors to be drawn beside the others */
  uint64_t seed;            /* that they are drawn by, and the cases shuffled */
  bool seed_given;
  bool strict;    /* what vectors of class strict flag fails */
  bool all;       /* the text has every failure */
  char **adapter; /* a NULL at its end */
};

extern const struct option test_option_rows[];

/* False: the command ends with *exit_code; help was printed, or what is wrong was said on standard error. */
bool test_options_read(struct test_options *options, const struct command *command, int argc, char **argv,
                       int *exit_code);

/* Which vectors reqsig test runs: test_select.c. */

/* Draws the fresh vectors into the set, and puts those that --scheme and --run name into the plan. False:
 * what is named and not there was said on standard error. */
bool test_select(struct arena *arena, const struct test_options *options, const char *command,
                 struct vector_set *set, struct run_plan *plan);

/* The same of raw requests, for a parser. */
bool test_select_http(struct arena *arena, const struct test_options *options, const char *command,
                      const struct vector_set *set, struct run_plan *plan);

/* Which part of them. False: what is wrong was said on standard error. */

/* I/N, of --shard. */
bool test_shard_read(struct test_options *options, const struct command *command, const char *value);

/* After all options: what the environment says if no option did, or else the whole. */
bool test_shard_settle(struct test_options *options, const struct command *command);

/* Leaves the part's vectors in the plan. */
bool test_shard_keep(const struct test_options *options, const char *command, struct run_plan *plan);

/* Where the reports of reqsig test go: report_files.c. */

extern const char *const report_format_names[]; /* by enum report_format; NULL ends them */

/* FORMAT or FORMAT:FILE, of --report. False: what is wrong was said on standard error. */
bool report_files_take(struct test_options *options, const struct command *command, const char *value);

/* After all options: text to standard output, if no report goes there. */
void report_files_settle(struct test_options *options);

/*
 * Before the run, so that a path that is wrong is known before the time has gone by. False: what is wrong has
 * been said, nothing is open, and no file has lost what it held. True: a file of an earlier run is gone.
 */
bool report_files_open(struct test_options *options, const struct vector_set *set, const char *command);

/* After the adapter's end. The exit code, or another if a report could not be written, which has been said.
 */
int report_files_write(struct test_options *options, const struct report *report, const char *command);

/* The list of known failures, in a run of reqsig test. */

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
