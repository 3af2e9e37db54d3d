/* reqsig scheme check: what a scheme signs, and what it leaves unprotected. */
#include <stdio.h>

#include "base/terminal.h"
#include "commands/command.h"
#include "commands/scheme_card.h"
#include "request/arguments.h"
#include "request/recipe_text.h"

enum { INDENT = 2 };

static void print_parts(const reqsig_scheme *scheme, bool is_signed) {
  struct text text = {0};
  scheme_add_signed_parts(&text, scheme, is_signed);
  if (text.len == 0) text_add_string(&text, "nothing of the request");
  scheme_card_row(is_signed ? "protected" : "unprotected", text_string(&text));
  text_free(&text);
}

static size_t print_lints(const reqsig_scheme *scheme) {
  size_t num = 0;
  for (const struct scheme_lint *lint = scheme_lints; lint->name; lint++) {
    struct text text = {0};
    if (lint->find(scheme, &text)) {
      printf("%s%*s%s\n%*s", num++ == 0 ? "\n" : "", INDENT, "", lint->name, 2 * INDENT, "");
      terminal_wrap(stdout, 2 * INDENT, 2 * INDENT, text_string(&text));
    }
    text_free(&text);
  }
  return num;
}

static int check(const reqsig_scheme *scheme) {
  scheme_card_print(scheme);
  print_parts(scheme, true);
  print_parts(scheme, false);
  size_t num = print_lints(scheme);
  printf("\n%s can be used", reqsig_scheme_name(scheme));
  if (num > 0) printf("; %zu thing%s to know of it", num, text_plural(num));
  puts(".");
  return COMMAND_OK;
}

static int run(int argc, char **argv) {
  struct options options = options_begin(&command_scheme_check, argc, argv);
  const reqsig_scheme *scheme = NULL;
  options.exit_code = COMMAND_USAGE;
  const char *value;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;) {
    if (option != OPTIONS_OPERAND) return options.exit_code;
    scheme = scheme_argument(command_scheme_check.name, value);
    if (!scheme) return COMMAND_USAGE;
  }
  return check(scheme);
}

const struct command command_scheme_check = {
    .name = "scheme check",
    .summary = "say what a scheme signs and what it leaves unprotected",
    .description =
        "Reads a scheme file strictly: what is wrong in it is told with its line, its column and the "
        "nearest word. Of a right one it shows what the scheme signs, and what it leaves unprotected, "
        "such as a body that is not signed, or two requests that have the same signature.",
    .operands = (const struct operand[]){SCHEME_OPERAND, {0}},
    .options = (const struct option[]){{0}},
    .exit_codes = (const struct help_row[]){{"0", "the scheme can be used, whatever it leaves unprotected"},
                                            {"2", "wrong usage, or a wrong file"},
                                            {0}},
    .examples = (const struct example[]){{NULL, "reqsig scheme check ./mine.json"}, {0}},
    .run = run,
};
