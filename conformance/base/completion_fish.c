#include "base/options.h"

#include <string.h>

static void write_fish_value(FILE *out, enum value_kind kind, const char *const *choices) {
  const char *name = value_kind_name(kind);
  if (choices) {
    fputs(" -a '", out);
    for (size_t i = 0; choices[i]; i++) fprintf(out, "%s%s", i > 0 ? " " : "", choices[i]);
    fputc('\'', out);
  } else if (name) {
    fprintf(out, " -a '(__reqsig_values %s)'", name);
  } else if (kind == VALUE_DIRECTORY) {
    fputs(" -a '(__fish_complete_directories)'", out);
  } else if (kind == VALUE_COMMAND) {
    fputs(" -a '(__fish_complete_command)' -F", out);
  } else if (kind == VALUE_FILE) {
    fputs(" -F", out);
  }
}

static void write_fish_begin(FILE *out, const char *function, const char *words, int len) {
  fprintf(out, "complete -c reqsig -n '%s %.*s'", function, len, words);
}

static void write_fish_command(FILE *out, const struct command *command) {
  int len = (int)strlen(command->name);
  for (const struct option *option = command->options; option->name; option++) {
    write_fish_begin(out, "__reqsig_in", command->name, len);
    if (option->letter) fprintf(out, " -s %s", option->letter + 1);
    fprintf(out, " -l %s%s", option->name + 2, option->value ? " -r" : "");
    if (option->value) write_fish_value(out, option->kind, option->choices);
    fputs(" -d ", out);
    shell_words_write_quoted(out, option->text);
    fputc('\n', out);
  }
  write_fish_begin(out, "__reqsig_in", command->name, len);
  fputs(" -l help -d '" OPTIONS_HELP_TEXT "'\n", out);
  for (const struct operand *operand = command->operands; operand->name; operand++) {
    write_fish_begin(out, "__reqsig_in", command->name, len);
    write_fish_value(out, operand->kind, NULL);
    fputc('\n', out);
  }
}

static void write_fish_name(FILE *out, const struct command *command) {
  int len = command_group_len(command);
  write_fish_begin(out, "__reqsig_at", command->name, len);
  fprintf(out, " -a %s -d ", command->name + (len > 0 ? len + 1 : 0));
  shell_words_write_quoted(out, command->summary);
  fputc('\n', out);
}

void completion_write_fish(FILE *out, const struct program *program) {
  fputs("# fish completion of reqsig, made from its tables of options.\n"
        "\n"
        "function __reqsig_words\n"
        "    set -l words (commandline -opc)\n"
        "    set -e words[1]\n"
        "    test \"$words[1]\" = help; and set -e words[1]\n"
        "    string join -- \\n $words\n"
        "end\n"
        "\n"
        "function __reqsig_at # COMMAND: it is all that stands before the cursor\n"
        "    set -l words (__reqsig_words)\n"
        "    test \"$words\" = \"$argv\"\n"
        "end\n"
        "\n"
        "function __reqsig_in # COMMAND: the line begins with it\n"
        "    set -l words (__reqsig_words)\n"
        "    set -l last (count $argv)\n"
        "    test (count $words) -ge $last; and test \"$words[1..$last]\" = \"$argv\"\n"
        "end\n"
        "\n"
        "function __reqsig_values # KIND\n"
        "    set -l program (commandline -opc)[1]\n"
        "    $program complete $argv[1] -- (__reqsig_words) 2>/dev/null\n"
        "end\n"
        "\n"
        "complete -c reqsig -f\n"
        "complete -c reqsig -n '__reqsig_at ' -a help -d 'show the help of a command'\n"
        "complete -c reqsig -n '__reqsig_at ' -l version -d 'print the version'\n",
        out);
  for (size_t i = 0; program->commands[i]; i++) {
    if (command_begins_group(program, i))
      fprintf(out, "complete -c reqsig -n '__reqsig_at ' -a %.*s\n", command_group_len(program->commands[i]),
              program->commands[i]->name);
    if (!program->commands[i]->summary) continue;
    write_fish_name(out, program->commands[i]);
    write_fish_command(out, program->commands[i]);
  }
}
