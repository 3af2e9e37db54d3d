/* reqsig scheme words: the vocabulary of scheme files. */
#include <stdio.h>
#include <string.h>

#include "base/terminal.h"
#include "commands/command.h"
#include "lib/vocabulary.h"

enum { INDENT = 2, TEXT_COLUMN = 22 };

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

static int run(int argc, char **argv) {
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
    .run = run,
};
