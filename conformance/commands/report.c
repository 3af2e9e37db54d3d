/* reqsig report: JSON reports of reqsig test, beside each other. */
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "commands/command.h"
#include "report/saved_report.h"

enum { OPTION_FORMAT, OPTION_ALL };
enum { MAX_REPORTS = 64, MAX_SHOWN = 20, MAX_SHOWN_ON_PAGE = 1000 };

static const char *const formats[] = {"text", "markdown", "html", "badge", NULL};

struct reporting {
  const char *format;
  bool all;
  const char *paths[MAX_REPORTS];
  size_t num_paths;
};

static bool take(struct reporting *reporting, int option, const char *value) {
  switch (option) {
  case OPTION_FORMAT: reporting->format = value; return true;
  case OPTION_ALL: reporting->all = true; return true;
  case OPTIONS_OPERAND:
    if (reporting->num_paths < MAX_REPORTS)
      reporting->paths[reporting->num_paths++] = value;
    else
      options_complain(&command_report, "more than %d reports", MAX_REPORTS);
    return reporting->paths[reporting->num_paths - 1] == value;
  default: return false;
  }
}

static void print(const struct reporting *reporting, struct arena *arena,
                  const struct saved_report *reports) {
  struct report_comparison comparison = comparison_of(arena, reports, reporting->num_paths);
  size_t max = reporting->all ? SIZE_MAX : MAX_SHOWN;
  if (strcmp(reporting->format, "markdown") == 0)
    comparison_markdown(stdout, &comparison, max);
  else if (strcmp(reporting->format, "html") == 0)
    comparison_html(stdout, &comparison, reporting->all ? SIZE_MAX : MAX_SHOWN_ON_PAGE);
  else if (strcmp(reporting->format, "badge") == 0)
    report_badge(stdout, &reports[0]);
  else
    comparison_text(stdout, &comparison, max);
}

static int run(int argc, char **argv) {
  struct reporting reporting = {.format = "text"};
  struct options options = options_begin(&command_report, argc, argv);
  const char *value = NULL;
  options.exit_code = COMMAND_USAGE;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;)
    if (!take(&reporting, option, value)) return options.exit_code;
  if (strcmp(reporting.format, "badge") == 0 && reporting.num_paths > 1) {
    options_complain(&command_report, "--format badge: expected one report, not %zu", reporting.num_paths);
    return COMMAND_USAGE;
  }
  struct arena arena = {0};
  struct saved_report *reports = arena_get_array(&arena, reporting.num_paths, sizeof *reports);
  bool is_read = true;
  for (size_t i = 0; i < reporting.num_paths && is_read; i++)
    is_read = saved_report_read(&arena, command_report.name, reporting.paths[i], &reports[i]);
  if (is_read) print(&reporting, &arena, reports);
  arena_free(&arena);
  return is_read ? COMMAND_OK : COMMAND_USAGE;
}

static const struct operand operands[] = {{.name = "FILE",
                                           .text = "a report of reqsig test --report json:FILE",
                                           .kind = VALUE_FILE,
                                           .repeats = true},
                                          {0}};

static const struct option option_rows[] = {
    {.id = OPTION_FORMAT,
     .name = "--format",
     .value = "FORMAT",
     .text = "text, markdown, html, or badge: an image in SVG of one report; default: text",
     .kind = VALUE_CHOICE,
     .choices = formats},
    {.id = OPTION_ALL, .name = "--all", .text = "list every case that fails in some and not in others"},
    {0}};

const struct command command_report = {
    .name = "report",
    .summary = "compare reports of runs",
    .description = "Puts JSON reports of reqsig test beside each other: of several implementations, or of "
                   "one over time, "
                   "the oldest first. It counts what passes and fails in each scheme, and lists the cases "
                   "that fail in some "
                   "and not in others.",
    .operands = operands,
    .options = option_rows,
    .exit_codes =
        (const struct help_row[]){{"0", "done"}, {"2", "wrong usage, or a file that is no report"}, {0}},
    .examples = (const struct example[]){{NULL, "reqsig report before.json after.json"},
                                         {NULL, "reqsig report --format badge run.json > badge.svg"},
                                         {0}},
    .run = run,
};
