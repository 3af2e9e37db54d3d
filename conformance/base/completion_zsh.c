#include "base/options.h"

#include <string.h>

/* Inside single quotes and, of _arguments, brackets or a message. */
static void write_zsh_text(FILE *out, const char *text) {
  for (; *text; text++) {
    if (*text == '\'') fputs("'\\'", out);
    if (strchr("[]:\\", *text)) fputc('\\', out);
    fputc(*text, out);
  }
}

static void write_zsh_action(FILE *out, enum value_kind kind, const char *const *choices) {
  const char *name = value_kind_name(kind);
  if (choices) {
    fputc('(', out);
    for (size_t i = 0; choices[i]; i++) fprintf(out, "%s%s", i > 0 ? " " : "", choices[i]);
    fputc(')', out);
  } else if (name) {
    fprintf(out, "{_reqsig_values %s}", name);
  } else {
    fputs(kind == VALUE_FILE        ? "_files"
          : kind == VALUE_DIRECTORY ? "_files -/"
          : kind == VALUE_COMMAND   ? "_normal"
                                    : " ",
          out);
  }
}

static void write_zsh_command(FILE *out, const struct command *command) {
  fputs("    ", out);
  shell_words_write_quoted(out, command->name);
  fputs(")\n      _arguments '--help[" OPTIONS_HELP_TEXT "]'", out);
  for (const struct option *option = command->options; option->name; option++) {
    fprintf(out, " \\\n        '%s%s%s[", option->repeats ? "*" : "", option->name, option->value ? "=" : "");
    write_zsh_text(out, option->text);
    fputc(']', out);
    if (option->value) {
      fputc(':', out);
      write_zsh_text(out, option->value);
      fputc(':', out);
      write_zsh_action(out, option->kind, option->choices);
    }
    fputc('\'', out);
  }
  for (const struct operand *operand = command->operands; operand->name; operand++) {
    if (operand > command->operands && operand[-1].repeats) break; /* zsh takes one that repeats */
    fputs(operand->kind == VALUE_COMMAND ? " \\\n        '*::"
          : operand->repeats             ? " \\\n        '*:"
          : operand->optional            ? " \\\n        '::"
                                         : " \\\n        ':",
          out);
    write_zsh_text(out, operand->name);
    fputc(':', out);
    write_zsh_action(out, operand->kind, NULL);
    fputc('\'', out);
  }
  fputs("\n      ;;\n", out);
}

/* As _describe takes them: "name:what it does". */
static void write_zsh_names(FILE *out, const struct program *program, const char *group, int len) {
  for (size_t i = 0; program->commands[i]; i++) {
    const struct command *command = program->commands[i];
    bool wanted = group ? command_group_len(command) == len && strncmp(command->name, group, (size_t)len) == 0
                        : command_group_len(command) == 0;
    if (!group && command_begins_group(program, i))
      fprintf(out, " '%.*s:more commands'", command_group_len(command), command->name);
    if (!wanted || !command->summary) continue;
    fprintf(out, " '%s:", command->name + (group ? len + 1 : 0));
    write_zsh_text(out, command->summary);
    fputc('\'', out);
  }
}

void completion_write_zsh(FILE *out, const struct program *program) {
  fputs("#compdef reqsig\n"
        "# zsh completion of reqsig, made from its tables of options.\n"
        "\n"
        "_reqsig_values() { # KIND\n"
        "  local -a values\n"
        "  values=(${(f)\"$($program complete $1 -- ${words[2,-1]} 2>/dev/null)\"})\n"
        "  compadd -a values\n"
        "}\n"
        "\n"
        "_reqsig() {\n"
        "  local program=$words[1] command curcontext=$curcontext\n"
        "  local -a names\n"
        "  shift words\n"
        "  (( CURRENT-- ))\n"
        "  if [[ $words[1] == help ]] && (( CURRENT > 1 )); then shift words; (( CURRENT-- )); fi\n"
        "  if (( CURRENT == 1 )); then\n"
        "    names=(",
        out);
  write_zsh_names(out, program, NULL, 0);
  fputs(" 'help:show the help of a command')\n    _describe command names\n    return\n  fi\n"
        "  command=$words[1]\n  case $command in\n",
        out);
  for (size_t i = 0; program->commands[i]; i++) {
    if (!command_begins_group(program, i)) continue;
    const char *name = program->commands[i]->name;
    int len = command_group_len(program->commands[i]);
    fprintf(out, "    %.*s)\n      if (( CURRENT == 2 )); then\n        names=(", len, name);
    write_zsh_names(out, program, name, len);
    fputs(")\n        _describe action names\n        return\n      fi\n"
          "      shift words\n      (( CURRENT-- ))\n      command+=\" $words[1]\"\n      ;;\n",
          out);
  }
  fputs("  esac\n  case $command in\n", out);
  for (size_t i = 0; program->commands[i]; i++)
    if (program->commands[i]->summary) write_zsh_command(out, program->commands[i]);
  fputs("  esac\n}\n\n"
        "if [[ $funcstack[1] == _reqsig ]]; then _reqsig \"$@\"; else compdef _reqsig reqsig; fi\n",
        out);
}
