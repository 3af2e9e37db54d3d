#include "commands/report_files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"

static const char *label(const struct report_target *report) {
  return report->path ? report->path : "standard output";
}

static void complain_of_writing(const struct report_target *report, const char *command, int error) {
  if (report->path)
    message_error("%s: %s: can't be written: %s", command, report->path, strerror(error));
  else
    message_error("standard output can't be written: %s", strerror(error));
}

/* The adapter doesn't inherit it. */
static bool open_one(struct report_target *report, const char *command) {
  report->out = stdout;
  if (!report->path) return true;
  int descriptor = open(report->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  report->is_new = descriptor >= 0;
  if (descriptor < 0) descriptor = open(report->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  report->out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
  if (report->out) return true;
  complain_of_writing(report, command, errno);
  if (descriptor >= 0) close(descriptor);
  return false;
}

static bool open_all(struct test_options *options, const char *command) {
  for (size_t i = 0; i < options->num_reports; i++)
    if (!open_one(&options->reports[i], command)) return false;
  return true;
}

/* A terminal, or /dev/null, may be written to by many. */
static bool is_one_file(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && !S_ISCHR(a->st_mode);
}

static bool is_known_failures(const struct test_options *options, const struct stat *status) {
  const char *path = options->known_failures;
  struct stat known;
  if (!path) return false;
  bool found = (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &known) : stat(path, &known)) == 0;
  return found && is_one_file(&known, status);
}

/* statuses are those of the reports to the nth. */
static bool is_apart(const struct test_options *options, const char *command, const struct stat *statuses,
                     size_t nth) {
  const struct report_target *reports = options->reports;
  if (is_known_failures(options, &statuses[nth])) {
    message_error("%s: a report to %s, which is the list of known failures", command, label(&reports[nth]));
    return false;
  }
  for (size_t i = 0; i < nth; i++) {
    if (!is_one_file(&statuses[i], &statuses[nth])) continue;
    message_error("%s: two reports to one file: %s and %s", command, label(&reports[i]),
                  label(&reports[nth]));
    return false;
  }
  return true;
}

/* By what they are, not by their names: a file may have many. */
static bool are_apart(const struct test_options *options, const char *command) {
  struct stat statuses[TEST_MAX_REPORTS + 1];
  for (size_t i = 0; i < options->num_reports; i++) {
    if (fstat(fileno(options->reports[i].out), &statuses[i]) != 0) {
      complain_of_writing(&options->reports[i], command, errno);
      return false;
    }
    if (is_apart(options, command, statuses, i)) continue;
    message_hint("see reqsig help %s", command);
    return false;
  }
  return true;
}

static bool empty_all(const struct test_options *options, const char *command) {
  for (size_t i = 0; i < options->num_reports; i++) {
    const struct report_target *report = &options->reports[i];
    struct stat status;
    if (!report->path || fstat(fileno(report->out), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    if (ftruncate(fileno(report->out), 0) == 0) continue;
    complain_of_writing(report, command, errno);
    return false;
  }
  return true;
}

static void close_all(struct test_options *options) {
  for (size_t i = 0; i < options->num_reports; i++) {
    struct report_target *report = &options->reports[i];
    if (!report->path || !report->out) continue;
    if (fclose(report->out) != 0 && !report->error) report->error = errno;
    report->out = NULL;
  }
}

bool report_files_open(struct test_options *options, const char *command) {
  if (open_all(options, command) && are_apart(options, command) && empty_all(options, command)) return true;
  close_all(options);
  for (size_t i = 0; i < options->num_reports; i++)
    if (options->reports[i].is_new) unlink(options->reports[i].path);
  return false;
}

/* Where nothing was started, a person has been told all that there is to tell. */
static bool is_told(const struct report_target *target, const struct report *report) {
  return report->run->trouble == ADAPTER_NOT_STARTED && target->format == REPORT_TEXT && !target->path;
}

void report_files_write(struct test_options *options, const struct report *report) {
  static void (*const writers[])(FILE *, const struct report *) = {
      [REPORT_TEXT] = report_text, [REPORT_JSON] = report_json, [REPORT_JUNIT] = report_junit};
  for (size_t i = 0; i < options->num_reports; i++) {
    struct report_target *target = &options->reports[i];
    if (is_told(target, report)) continue;
    errno = 0;
    writers[target->format](target->out, report);
    if (fflush(target->out) != 0 || ferror(target->out)) target->error = errno ? errno : EIO;
  }
}

int report_files_close(struct test_options *options, const char *command, int exit_code) {
  close_all(options);
  for (size_t i = 0; i < options->num_reports; i++) {
    const struct report_target *report = &options->reports[i];
    if (!report->error) continue;
    complain_of_writing(report, command, report->error);
    if (exit_code != COMMAND_OUTPUT_LOST) exit_code = report->path ? COMMAND_BROKEN : COMMAND_OUTPUT_LOST;
  }
  return exit_code;
}
