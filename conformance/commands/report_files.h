/* Where the reports of reqsig test go. */
#ifndef REQSIG_REPORT_FILES_H
#define REQSIG_REPORT_FILES_H

#include "commands/test_options.h"
#include "report/report.h"

/*
 * Before the run, so that a path that is wrong is known before the time has gone by. False: what is wrong has
 * been said, nothing is open, and no file has lost what it held. True: a file of an earlier run is gone.
 */
bool report_files_open(struct test_options *options, const struct vector_set *set, const char *command);

/* After the adapter's end. The exit code, or another if a report could not be written, which has been said.
 */
int report_files_write(struct test_options *options, const struct report *report, const char *command);

#endif
