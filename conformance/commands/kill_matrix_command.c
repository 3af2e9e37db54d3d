#include <stdio.h>

#include "base/message.h"
#include "base/options.h"
#include "commands/command.h"
#include "commands/kill_matrix_report.h"
#include "request/scheme_argument.h"
#include "vectors/vector_set.h"

enum { OPTION_SCHEME, OPTION_MISTAKE, OPTION_ALL, OPTION_VECTORS };

struct kill_options {
  struct kill_plan plan;
  const char *directory;
};

static bool take(struct kill_options *options, int option, const char *value) {
  switch (option) {
  case OPTION_SCHEME:
    options->plan.scheme = scheme_argument(command_kill_matrix.name, value);
    return options->plan.scheme;
  case OPTION_MISTAKE: options->plan.mistake = value; return true;
  case OPTION_ALL: options->plan.all = true; return true;
  case OPTION_VECTORS: options->directory = value; return true;
  default: return false;
  }
}

static bool is_known(const struct kill_plan *plan) {
  for (size_t i = 0; mistake_at(i); i++)
    if (kill_plan_has(plan, mistake_at(i))) return true;
  return false;
}

static int kill_mistakes(struct kill_options *options, const char *command) {
  struct vector_set set = {0};
  struct kill_matrix matrix = {0};
  int exit_code = COMMAND_BROKEN;
  if (vectors_load(command, options->directory, &set)) {
    options->plan.set = &set;
    kill_matrix_run(&options->plan, &matrix);
    kill_report(&matrix, &options->plan, stdout);
    exit_code = kill_matrix_is_whole(&matrix) ? COMMAND_OK : COMMAND_NOT;
    kill_matrix_free(&matrix);
  }
  vector_set_free(&set);
  return exit_code;
}

static int run(int argc, char **argv) {
  struct kill_options options = {0};
  struct options arguments = options_begin(&command_kill_matrix, argc, argv);
  arguments.exit_code = COMMAND_USAGE;
  const char *value = NULL;
  for (int option; (option = options_next(&arguments, &value)) != OPTIONS_END;)
    if (!take(&options, option, value)) return arguments.exit_code;
  if (is_known(&options.plan)) return kill_mistakes(&options, command_kill_matrix.name);
  message_error("%s: no mistake is called %s", command_kill_matrix.name, options.plan.mistake);
  message_hint("see the names in the output of reqsig vectors kill-matrix");
  return COMMAND_USAGE;
}

static const struct operand operands[] = {{0}};

static const struct option option_rows[] = {
    {.id = OPTION_SCHEME,
     .name = "--scheme",
     .value = "SCHEME",
     .text = "only the mistakes in this scheme",
     .kind = VALUE_SCHEME},
    {.id = OPTION_MISTAKE,
     .name = "--mistake",
     .value = "SLUG",
     .text = "only this mistake, such as json-escaped-slash, or one of its variants, such as "
             "json-escaped-slash/undone",
     .kind = VALUE_MISTAKE},
    {.id = OPTION_ALL,
     .name = "--all",
     .text = "the ids of all vectors that fail a mistake, not only the first three; vectors with long bodies "
             "are tried too where others fail the mistake already"},
    VECTORS_OPTION(OPTION_VECTORS),
    {0}};

const struct command command_kill_matrix = {
    .name = "vectors kill-matrix",
    .summary = "run every known mistake over the vectors",
    .description =
        "Runs every known mistake over the vectors as if it were an implementation, and shows which vectors "
        "fail it. Each mistake must fail at least one vector, and no right implementation may fail any.",
    .operands = operands,
    .options = option_rows,
    .exit_codes = (const struct help_row[]){{"0", "done"},
                                            {"1", "a mistake survives, or a right implementation fails"},
                                            {"2", "wrong usage"},
                                            {"3", "the vectors can't be read"},
                                            {0}},
    .examples =
        (const struct example[]){
            {NULL, "reqsig vectors kill-matrix --scheme crm --mistake json-escaped-slash"}, {0}},
    .run = run,
};
