#include "commands/test.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "runner/adapter.h"
#include "vectors/vector_reader.h"

const char *const report_format_names[] = {[REPORT_TEXT] = "text",
                                           [REPORT_JSON] = "json",
                                           [REPORT_JUNIT] = "junit",
                                           [REPORT_TAP] = "tap",
                                           [REPORT_MARKDOWN] = "markdown",
                                           [REPORT_HTML] = "html",
                                           NULL};

static bool find_format(const char *name, size_t len, enum report_format *format) {
  for (size_t i = 0; report_format_names[i]; i++) {
    if (strlen(report_format_names[i]) != len || memcmp(report_format_names[i], name, len) != 0) continue;
    *format = (enum report_format)i;
    return true;
  }
  return false;
}

static bool standard_output_is_taken(const struct test_options *options) {
  for (size_t i = 0; i < options->num_reports; i++)
    if (!options->reports[i].path) return true;
  return false;
}

bool report_files_take(struct test_options *options, const struct command *command, const char *value) {
  struct report_target report = {0};
  size_t len = strcspn(value, ":");
  if (!find_format(value, len, &report.format) || (value[len] == ':' && value[len + 1] == '\0')) {
    options_complain(command,
                     "--report %s: expected text, json, junit, tap, markdown or html, alone or with :FILE",
                     value);
    return false;
  }
  if (value[len] == ':' && strcmp(value + len + 1, "-") != 0) report.path = value + len + 1;
  if (!report.path && standard_output_is_taken(options)) {
    options_complain(command, "two reports to standard output: send one to a file, as --report %s:FILE",
                     value);
    return false;
  }
  if (options->num_reports == TEST_MAX_REPORTS) {
    options_complain(command, "more than %d reports", TEST_MAX_REPORTS);
    return false;
  }
  options->reports[options->num_reports++] = report;
  return true;
}

void report_files_settle(struct test_options *options) {
  if (!standard_output_is_taken(options))
    options->reports[options->num_reports++] = (struct report_target){.format = REPORT_TEXT};
}

static const char *label(const struct report_target *report) {
  return report->path ? report->path : "standard output";
}

static void complain_of_writing(const struct report_target *report, const char *command) {
  if (report->path)
    message_error("%s: %s: can't be written: %s", command, report->path, report->problem);
  else
    message_error("standard output can't be written: %s", report->problem);
}

/* True of a report to standard output, too: there is nothing to do. */
static bool do_file(struct report_target *report, const char *(*step)(struct output_file *),
                    const char *command) {
  if (report->path) report->problem = step(&report->file);
  if (report->problem) complain_of_writing(report, command);
  return !report->problem;
}

static bool open_all(struct test_options *options, const char *command) {
  for (size_t i = 0; i < options->num_reports; i++) {
    struct report_target *report = &options->reports[i];
    if (!report->path) continue;
    report->problem = output_file_open(&report->file, report->path);
    if (!report->problem) continue;
    complain_of_writing(report, command);
    return false;
  }
  return true;
}

/* By what they are, not by their names: a file may have many. */
static bool are_one(const struct report_target *a, const struct report_target *b) {
  const struct report_target *named = a->path ? a : b, *other = a->path ? b : a;
  struct stat status;
  if (other->path) return output_files_are_one(&a->file, &b->file);
  return fstat(STDOUT_FILENO, &status) == 0 && output_file_is(&named->file, &status);
}

static bool is_same(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && !S_ISCHR(a->st_mode);
}

static bool is_at(const char *path, const struct stat *file) {
  struct stat status;
  return stat(path, &status) == 0 && is_same(&status, file);
}

static bool is_known_failures(const struct test_options *options, const struct stat *file) {
  const char *path = options->known_failures;
  struct stat status;
  if (!path || strcmp(path, "-") != 0) return path && is_at(path, file);
  return fstat(STDIN_FILENO, &status) == 0 && is_same(&status, file);
}

/* The program, and each argument that is a file: what an interpreter reads is among them. */
static bool is_adapter(char *const *adapter, const struct stat *file) {
  struct text program = {0};
  bool found = start_problem_find_program(&program, adapter[0]) && is_at(text_string(&program), file);
  for (size_t i = 1; adapter[i] && !found; i++) found = is_at(adapter[i], file);
  text_free(&program);
  return found;
}

static bool is_vectors(const struct vector_set *set, const struct stat *file) {
  struct arena arena = {0};
  struct text problem = {0};
  struct vector_files files = {0};
  bool found = false;
  if (set->directory) vector_source_list(&arena, set->directory, &files, &problem);
  for (size_t i = 0; i < files.count && !found; i++) found = is_at(files.items[i].path, file);
  text_free(&problem);
  arena_free(&arena);
  return found;
}

/* What the file is to the run, which reads it: "the list of known failures", "a part of the adapter" or "a
 * file of vectors"; NULL if it is none of its inputs. */
static const char *input_of(const struct test_options *options, const struct vector_set *set,
                            const struct stat *file) {
  if (is_known_failures(options, file)) return "the list of known failures";
  if (is_adapter(options->adapter, file)) return "a part of the adapter";
  return is_vectors(set, file) ? "a file of vectors" : NULL;
}

static bool is_apart(const struct test_options *options, const struct vector_set *set, size_t nth,
                     const char *command) {
  const struct report_target *report = &options->reports[nth];
  const char *input = report->path ? input_of(options, set, &report->file.status) : NULL;
  if (input && report->file.is_there) {
    message_error("%s: a report to %s, which is %s", command, label(report), input);
    return false;
  }
  for (size_t i = 0; i < nth; i++) {
    if (!are_one(&options->reports[i], report)) continue;
    message_error("%s: two reports to one file: %s and %s", command, label(&options->reports[i]),
                  label(report));
    return false;
  }
  return true;
}

static bool are_apart(const struct test_options *options, const struct vector_set *set, const char *command) {
  for (size_t i = 0; i < options->num_reports; i++) {
    if (is_apart(options, set, i, command)) continue;
    message_hint("see reqsig help %s", command);
    return false;
  }
  return true;
}

static bool clear_all(struct test_options *options, const char *command) {
  for (size_t i = 0; i < options->num_reports; i++)
    if (!do_file(&options->reports[i], output_file_clear, command)) return false;
  return true;
}

static void close_all(struct test_options *options) {
  for (size_t i = 0; i < options->num_reports; i++) output_file_close(&options->reports[i].file);
}

bool report_files_open(struct test_options *options, const struct vector_set *set, const char *command) {
  if (open_all(options, command) && are_apart(options, set, command) && clear_all(options, command))
    return true;
  close_all(options);
  return false;
}

/* Where nothing was started, a person has been told all that there is to tell. */
static bool is_told(const struct report_target *target, const struct report *report) {
  return report->run->trouble == ADAPTER_NOT_STARTED && target->format == REPORT_TEXT && !target->path;
}

static void (*const writers[])(FILE *, const struct report *) = {
    [REPORT_TEXT] = report_text, [REPORT_JSON] = report_json,         [REPORT_JUNIT] = report_junit,
    [REPORT_TAP] = report_tap,   [REPORT_MARKDOWN] = report_markdown, [REPORT_HTML] = report_html};

static void (*const http_writers[])(FILE *, const struct report *) = {
    [REPORT_TEXT] = report_http_text, [REPORT_JSON] = report_http_json};

static void write_report(FILE *out, enum report_format format, const struct report *report) {
  (report->requests ? http_writers : writers)[format](out, report);
}

static const char *write_to_file(struct report_target *target, const struct report *report) {
  const char *problem = output_file_begin(&target->file);
  if (!problem) write_report(target->file.out, target->format, report);
  if (!problem) problem = output_file_finish(&target->file);
  if (problem) output_file_clear(&target->file); /* what the adapter may have put there */
  return problem;
}

static const char *write_to_standard_output(const struct report_target *target, const struct report *report) {
  errno = 0;
  write_report(stdout, target->format, report);
  if (fflush(stdout) == 0 && !ferror(stdout)) return NULL;
  return strerror(errno ? errno : EIO);
}

int report_files_write(struct test_options *options, const struct report *report, const char *command) {
  int exit_code = report->summary->exit_code;
  for (size_t i = 0; i < options->num_reports; i++) {
    struct report_target *target = &options->reports[i];
    if (is_told(target, report)) continue;
    target->problem = target->path ? write_to_file(target, report) : write_to_standard_output(target, report);
  }
  close_all(options);
  for (size_t i = 0; i < options->num_reports; i++) {
    const struct report_target *target = &options->reports[i];
    if (!target->problem) continue;
    complain_of_writing(target, command);
    if (exit_code != COMMAND_OUTPUT_LOST) exit_code = target->path ? COMMAND_BROKEN : COMMAND_OUTPUT_LOST;
  }
  return exit_code;
}
