/* reqsig list: each scheme on a card, told from its recipe. */
#include <stdio.h>

#include "base/arena.h"
#include "base/terminal.h"
#include "commands/command.h"
#include "commands/scheme_card.h"
#include "request/arguments.h"
#include "request/known_schemes.h"

static const struct operand operands[] = {{.name = "SCHEME",
                                           .text = "only these; default: all",
                                           .kind = VALUE_SCHEME,
                                           .optional = true,
                                           .repeats = true},
                                          {0}};
enum { OPTION_LIBRARY };
static const struct option option_rows[] = {
    {.id = OPTION_LIBRARY,
     .name = "--library",
     .text = "the names and titles of the schemes of widely used APIs that come as scheme files"},
    {0}};
static const struct help_row exit_codes[] = {{"0", "done"}, {"2", "wrong usage"}, {0}};

/* All schemes if none is named. */
static int list_schemes(const reqsig_scheme *const *named, size_t num_named) {
  const reqsig_scheme *scheme;
  for (size_t i = 0; (scheme = num_named == 0 ? reqsig_scheme_at(i) : i < num_named ? named[i] : NULL); i++) {
    if (i > 0) putchar('\n');
    scheme_card_print(scheme);
  }
  return COMMAND_OK;
}

enum { NAME_COLUMN = 20 };

static int list_library(void) {
  const char *name;
  for (size_t i = 0; (name = scheme_library_name(i)); i++) {
    printf("%-*s", NAME_COLUMN, name);
    terminal_wrap(stdout, NAME_COLUMN, NAME_COLUMN, reqsig_scheme_title(scheme_find(name)));
  }
  return COMMAND_OK;
}

static int run(int argc, char **argv) {
  struct arena arena = {0};
  const reqsig_scheme **named = arena_get_array(&arena, (size_t)argc, sizeof *named);
  size_t num_named = 0;
  struct options options = options_begin(&command_list, argc, argv);
  options.exit_code = COMMAND_USAGE;
  bool library = false;
  const char *value;
  int option;
  while ((option = options_next(&options, &value)) == OPTIONS_OPERAND || option == OPTION_LIBRARY) {
    library |= option == OPTION_LIBRARY;
    if (option == OPTION_LIBRARY) continue;
    named[num_named] = scheme_argument(command_list.name, value);
    if (!named[num_named++]) break;
  }
  int exit_code = option != OPTIONS_END ? options.exit_code
                  : library             ? list_library()
                                        : list_schemes(named, num_named);
  arena_free(&arena);
  return exit_code;
}

const struct command command_list = {
    .name = "list",
    .summary = "show the schemes: what each signs, and how",
    .description =
        "Shows the schemes: which requests each signs, what the message is, how it is signed, the headers to "
        "add, the credentials, and the profiles, which follow what the document leaves open.\n\n"
        "--library lists the schemes of widely used APIs that come as scheme files. Each command takes them "
        "by "
        "their names too.",
    .operands = operands,
    .options = option_rows,
    .exit_codes = exit_codes,
    .examples = (const struct example[]){{NULL, "reqsig list aet"}, {NULL, "reqsig list --library"}, {0}},
    .run = run,
};
