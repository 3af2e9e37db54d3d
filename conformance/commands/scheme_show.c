/* reqsig scheme show: a scheme as a scheme file. */
#include <stdio.h>

#include "base/arena.h"
#include "commands/command.h"
#include "request/arguments.h"

static int print_file(const reqsig_scheme *scheme) {
  reqsig_buffer text = {NULL, 0, 0};
  reqsig_scheme_write(scheme, &text); /* tells the length */
  text = (reqsig_buffer){memory_get(text.len), text.len, 0};
  reqsig_scheme_write(scheme, &text);
  fwrite(text.data, 1, text.len, stdout);
  buffer_release(&text);
  return COMMAND_OK;
}

static int run(int argc, char **argv) {
  struct options options = options_begin(&command_scheme_show, argc, argv);
  const reqsig_scheme *scheme = NULL;
  options.exit_code = COMMAND_USAGE;
  const char *value;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;) {
    if (option != OPTIONS_OPERAND) return options.exit_code;
    scheme = scheme_argument(command_scheme_show.name, value);
    if (!scheme) return COMMAND_USAGE;
  }
  return print_file(scheme);
}

const struct command command_scheme_show = {
    .name = "scheme show",
    .summary = "print a scheme as a scheme file",
    .description =
        "Prints the scheme as JSON: a scheme file, which each command takes in place of a scheme's name. "
        "The built-in schemes are good to begin a file of one's own with.\n\n"
        "conformance/SCHEME-FILES.md describes the format.",
    .operands = (const struct operand[]){SCHEME_OPERAND, {0}},
    .options = (const struct option[]){{0}},
    .exit_codes = (const struct help_row[]){{"0", "done"}, {"2", "wrong usage, or a wrong file"}, {0}},
    .examples = (const struct example[]){{NULL, "reqsig scheme show calypso > mine.json"}, {0}},
    .run = run,
};
