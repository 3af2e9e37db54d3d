/* reqsig scheme show, check and words: a scheme as a file, what it signs, and the words of such files. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/terminal.h"
#include "commands/command.h"
#include "lib/vocabulary.h"
#include "request/arguments.h"
#include "request/recipe_text.h"

/* The operand; NULL: the command ends with *exit_code. */
static const reqsig_scheme *take_scheme(const struct command *command, int argc, char **argv,
                                        int *exit_code) {
  struct options options = options_begin(command, argc, argv);
  const reqsig_scheme *scheme = NULL;
  const char *value;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;) {
    *exit_code = option == OPTIONS_OPERAND ? COMMAND_USAGE : options.exit_code;
    scheme = option == OPTIONS_OPERAND ? scheme_argument(command->name, value) : NULL;
    if (!scheme) return NULL;
  }
  return scheme;
}

static int print_file(const reqsig_scheme *scheme) {
  reqsig_buffer text = {NULL, 0, 0};
  reqsig_scheme_write(scheme, &text); /* tells the length */
  text = (reqsig_buffer){memory_get(text.len), text.len, 0};
  reqsig_scheme_write(scheme, &text);
  fwrite(text.data, 1, text.len, stdout);
  buffer_release(&text);
  return COMMAND_OK;
}

static int run_show(int argc, char **argv) {
  int exit_code;
  const reqsig_scheme *scheme = take_scheme(&command_scheme_show, argc, argv, &exit_code);
  return scheme ? print_file(scheme) : exit_code;
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
    .run = run_show,
};

/* reqsig scheme check: what a scheme signs, and what it leaves unprotected. */

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

static int run_check(int argc, char **argv) {
  int exit_code;
  const reqsig_scheme *scheme = take_scheme(&command_scheme_check, argc, argv, &exit_code);
  return scheme ? check(scheme) : exit_code;
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
    .run = run_check,
};

/* reqsig scheme words: the vocabulary of scheme files. */

enum { TEXT_COLUMN = 22 };

static const char *const headings[RS_NUM_WORD_KINDS] = {
    [RS_WORD_SOURCE] = "Sources, behind \"{\"; the name of a credential is one too",
    [RS_WORD_CONDITION] = "Conditions, right behind the source",
    [RS_WORD_CUT] = "Cuts, behind that",
    [RS_WORD_PART_CONDITION] = "Conditions of a part, right behind its name",
    [RS_WORD_FORM] = "Forms, behind that",
    [RS_WORD_ENCODING] = "Encodings, of mac alone",
    [RS_WORD_KEY_FORM] = "Forms of the key",
    [RS_WORD_HMAC] = "Digests: the member hmac",
    [RS_WORD_TIME_FORMAT] = "Formats of the timestamp",
    [RS_WORD_ACCEPTS] = "Leniencies of a verifier: members of accepts",
};

static void print_word(const rs_word *word) {
  int len = (int)strlen(word->text), gap = TEXT_COLUMN - INDENT - len;
  printf("%*s%s", INDENT, "", word->text);
  if (gap < 2)
    printf("\n%*s", TEXT_COLUMN, "");
  else
    printf("%*s", gap, "");
  terminal_wrap(stdout, TEXT_COLUMN, TEXT_COLUMN, word->sentence);
}

static int run_words(int argc, char **argv) {
  struct options options = options_begin(&command_scheme_words, argc, argv);
  const char *value;
  if (options_next(&options, &value) != OPTIONS_END) return options.exit_code;
  for (int kind = 0; kind < RS_NUM_WORD_KINDS; kind++) {
    printf("%s%s\n", kind > 0 ? "\n" : "", headings[kind]);
    const rs_word *word;
    for (size_t i = 0; (word = rs_word_at(i)); i++)
      if ((int)word->kind == kind) print_word(word);
  }
  return COMMAND_OK;
}

const struct command command_scheme_words = {
    .name = "scheme words",
    .summary = "list the words of scheme files",
    .description = "Prints each word that a scheme file may use, and what it means.",
    .operands = (const struct operand[]){{0}},
    .options = (const struct option[]){{0}},
    .exit_codes = (const struct help_row[]){{"0", "done"}, {"2", "wrong usage"}, {0}},
    .examples = (const struct example[]){{NULL, "reqsig scheme words"}, {0}},
    .run = run_words,
};
