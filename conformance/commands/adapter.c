/* reqsig adapter: an adapter to start from, in each language that there is one in. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/terminal.h"
#include "commands/command.h"

/* embedded_starters.c is made of adapters/ when the program is built. */
extern const struct embedded_file embedded_starters[];
extern const size_t num_embedded_starters;

static const struct starter {
  const char *language, *file, *run; /* file: in the program */
} starters[] = {
    {"c", "starter.c", "./starter"},
    {"go", "adapter.go", "go run adapter.go"},
    {"java", "Adapter.java", "java -cp /usr/share/java/gson.jar Adapter.java"},
    {"javascript", "starter.js", "node starter.js"},
    {"perl", "adapter.pl", "perl adapter.pl"},
    {"php", "starter.php", "php starter.php"},
    {"python", "starter.py", "python3 starter.py"},
    {"ruby", "starter.rb", "ruby starter.rb"},
    {"rust", "adapter.rs", "target/release/adapter"},
    {"shell", "starter.sh", "sh starter.sh"},
};
enum { NUM_STARTERS = sizeof starters / sizeof *starters };

static int list_starters(void) {
  enum { TEXT_COLUMN = 26 };
  printf("%-12s%-14s%s\n", "LANGUAGE", "save it as", "grade it with");
  for (size_t i = 0; i < NUM_STARTERS; i++) {
    struct text command = {0};
    text_addf(&command, "reqsig test --scheme crm -- %s", starters[i].run);
    printf("%-12s%-14s", starters[i].language, starters[i].file);
    terminal_wrap(stdout, TEXT_COLUMN, TEXT_COLUMN, text_string(&command));
    text_free(&command);
  }
  return COMMAND_OK;
}

static int print_file(const char *name) {
  for (size_t i = 0; i < num_embedded_starters; i++) {
    const struct embedded_file *file = &embedded_starters[i];
    if (strcmp(file->name, name) == 0) fwrite(file->data, 1, file->len, stdout);
  }
  return COMMAND_OK;
}

static int print_starter(const char *language) {
  const char *languages[NUM_STARTERS];
  for (size_t i = 0; i < NUM_STARTERS; i++) {
    if (strcmp(starters[i].language, language) == 0) return print_file(starters[i].file);
    languages[i] = starters[i].language;
  }
  message_error("%s: there is no adapter in %s", command_adapter.name, language);
  message_did_you_mean(language, languages, NUM_STARTERS);
  message_hint("reqsig %s lists the languages", command_adapter.name);
  return COMMAND_USAGE;
}

static int run(int argc, char **argv) {
  struct options options = options_begin(&command_adapter, argc, argv);
  const char *value = NULL, *language = NULL;
  for (int option; (option = options_next(&options, &value)) != OPTIONS_END;) {
    if (option == OPTIONS_STOP) return options.exit_code;
    language = value;
  }
  return language ? print_starter(language) : list_starters();
}

static const struct operand operands[] = {
    {.name = "LANGUAGE", .text = "the language; without it, all are listed", .optional = true}, {0}};

static const struct option option_rows[] = {{0}};

const struct command command_adapter = {
    .name = "adapter",
    .summary = "print an adapter to start from",
    .description = "Prints an adapter that reqsig test can run as it is, to put your own code into. "
                   "conformance/README.md describes the protocol.",
    .operands = operands,
    .options = option_rows,
    .exit_codes =
        (const struct help_row[]){{"0", "done"}, {"2", "wrong usage"}, {"3", "the output broke"}, {0}},
    .examples = (const struct example[]){{NULL, "reqsig adapter python > starter.py"},
                                         {"Grades it:", "reqsig test --scheme crm -- python3 starter.py"},
                                         {0}},
    .run = run,
};
