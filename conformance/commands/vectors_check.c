/* reqsig vectors check: whether this library gives what the vectors say. */
#include <stdio.h>

#include "commands/command.h"
#include "report/report.h"
#include "request/arguments.h"
#include "vectors/vector_set.h"

static bool check_requests(const struct vector_set *set) {
  struct self_check requests = {0};
  self_check_requests(set, &requests);
  text_self_check_requests(stdout, &requests, set->num_http);
  bool right = self_check_is_right(&requests);
  self_check_free(&requests);
  return right;
}

static int check_all(const struct vector_set *set) {
  struct self_check vectors = {0};
  bool right = set->only || check_requests(set);
  self_check_vectors(set, &vectors);
  text_self_check_vectors(stdout, &vectors, set->count);
  right = right && self_check_is_right(&vectors);
  self_check_free(&vectors);
  return right ? COMMAND_OK : COMMAND_NOT;
}

enum { OPTION_VECTORS };

static bool take(struct vector_set *set, const char **directory, int option, const char *value) {
  switch (option) {
  case OPTIONS_OPERAND: set->only = scheme_argument(command_vectors_check.name, value); return set->only;
  case OPTION_VECTORS: *directory = value; return true;
  default: return false;
  }
}

static int run(int argc, char **argv) {
  struct vector_set set = {0};
  struct options options = options_begin(&command_vectors_check, argc, argv);
  const char *directory = NULL, *value = NULL;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;)
    if (!take(&set, &directory, option, value))
      return option == OPTIONS_OPERAND ? COMMAND_USAGE : options.exit_code;
  int exit_code = COMMAND_BROKEN;
  if (vectors_load(command_vectors_check.name, directory, &set)) exit_code = check_all(&set);
  vector_set_free(&set);
  return exit_code;
}

static const struct operand operands[] = {
    {.name = "SCHEME",
     .text =
         "only the vectors of this scheme: one that reqsig list shows, or a scheme file, such as ./mine.json",
     .kind = VALUE_SCHEME,
     .optional = true},
    {0}};

static const struct option option_rows[] = {VECTORS_OPTION(OPTION_VECTORS), {0}};

const struct command command_vectors_check = {
    .name = "vectors check",
    .summary = "check that this library gives what the vectors say",
    .description = "Checks that this library gives what the vectors say, and prints each difference.",
    .operands = operands,
    .options = option_rows,
    .exit_codes = (const struct help_row[]){{"0", "the library gives what the vectors say"},
                                            {"1", "the library differs"},
                                            {"2", "wrong usage"},
                                            {"3", "the vectors can't be read"},
                                            {0}},
    .examples = (const struct example[]){{NULL, "reqsig vectors check"},
                                         {"vectors that vectors make wrote for a scheme file",
                                          "reqsig vectors check ./mine.json --vectors mine"},
                                         {0}},
    .run = run,
};
