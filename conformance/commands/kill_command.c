#include <stdio.h>

#include "base/message.h"
#include "base/options.h"
#include "commands/command.h"
#include "commands/kill_command.h"
#include "commands/kill_report.h"
#include "request/scheme_argument.h"
#include "vectors/vectors_directory.h"

enum { OPTION_SCHEME, OPTION_MISTAKE, OPTION_ALL, OPTION_VECTORS, OPTION_HELP, NUM_OPTIONS };

static const option_rule rules[NUM_OPTIONS] = {
    [OPTION_SCHEME] = {"--scheme", "SCHEME"}, [OPTION_MISTAKE] = {"--mistake", "SLUG"},
    [OPTION_ALL] = {"--all", NULL},           [OPTION_VECTORS] = {"--vectors", "DIR"},
    [OPTION_HELP] = {"--help", NULL},
};

static const char help[] =
    "Runs every known mistake over the vectors as if it were an implementation, and tells which vectors\n"
    "fail it: each must be failed by at least one, and right readings by none.\n"
    "\n"
    "usage: reqsig vectors kill-matrix [--scheme SCHEME] [--mistake SLUG] [--all]\n"
    "\n"
    "  --scheme SCHEME  only the mistakes in this scheme\n"
    "  --mistake SLUG   only this mistake, such as json-escaped-slash, or one of its variants, such as\n"
    "                   json-escaped-slash/undone\n"
    "  --all            the ids of all vectors that fail a mistake, not only the first three; those with\n"
    "                   long bodies are tried too where others fail the mistake already\n"
    "  --vectors DIR    other vectors than those of this version\n"
    "\n"
    "exit status: 0 done, 1 a mistake survives or a right reading fails, 2 wrong usage, 3 the vectors\n"
    "can't be read\n";

struct kill_options {
  struct kill_plan plan;
  const char *directory;
  bool help;
};

static bool take(struct kill_options *options, const char *command, int option, const char *value) {
  switch (option) {
  case OPTION_SCHEME: options->plan.scheme = scheme_argument(command, value); return options->plan.scheme;
  case OPTION_MISTAKE: options->plan.mistake = value; return true;
  case OPTION_ALL: options->plan.all = true; return true;
  case OPTION_VECTORS: options->directory = value; return true;
  case OPTION_HELP: options->help = true; return true;
  case OPTIONS_OPERAND: message_error("%s: one argument too many: %s", command, value); return false;
  default: return false;
  }
}

static bool read_options(struct kill_options *options, int argc, char **argv) {
  struct options arguments = options_begin(argc, argv, rules, NUM_OPTIONS);
  const char *value = NULL;
  for (int option; (option = options_next(&arguments, &value)) != OPTIONS_END;)
    if (!take(options, argv[0], option, value)) return false;
  return true;
}

static bool is_known(const struct kill_plan *plan) {
  for (size_t i = 0;; i++) {
    struct suspect suspect = suspect_at(i);
    if (!suspect.signer && !suspect.verifier) return false;
    if (kill_plan_has(plan, suspect)) return true;
  }
}

static int run(struct kill_options *options, const char *command) {
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

int command_kill_matrix(int argc, char **argv) {
  struct kill_options options = {0};
  if (!read_options(&options, argc, argv)) {
    message_hint("see reqsig help vectors kill-matrix");
    return COMMAND_USAGE;
  }
  if (options.help) {
    fputs(help, stdout);
    return COMMAND_OK;
  }
  if (is_known(&options.plan)) return run(&options, argv[0]);
  message_error("%s: no mistake is called %s", argv[0], options.plan.mistake);
  message_hint("see the names in the output of reqsig vectors kill-matrix");
  return COMMAND_USAGE;
}
