/* Where the reports of reqsig test go. */
#ifndef REQSIG_REPORT_FILES_H
#define REQSIG_REPORT_FILES_H

#include "commands/test_options.h"
#include "report/report.h"

/*
 * Before the run, so that a path that is wrong is known before the time has gone by. False: what is wrong has
 * been said, nothing is open, and no file has lost what it held.
 */
bool report_files_open(struct test_options *options, const char *command);

void report_files_write(struct test_options *options, const struct report *report);

/* The exit code, or another if a report could not be written, which has been said. */
int report_files_close(struct test_options *options, const char *command, int exit_code);

#endif
