#include "base/options.h"

#include <string.h>

static void write_bash_kind(FILE *out, enum value_kind kind, const char *const *choices) {
  if (choices) {
    fputs("choice", out);
    for (; *choices; choices++) fprintf(out, " %s", *choices);
    return;
  }
  const char *name = value_kind_name(kind);
  fputs(name                      ? name
        : kind == VALUE_FILE      ? "file"
        : kind == VALUE_DIRECTORY ? "directory"
        : kind == VALUE_COMMAND   ? "command"
                                  : "text",
        out);
}

static void write_bash_command(FILE *out, const struct command *command) {
  bool repeats = false;
  fputs("    ", out);
  shell_words_write_quoted(out, command->name);
  fputs(")\n      options='", out);
  for (const struct option *option = command->options; option->name; option++)
    fprintf(out, "%s ", option->name);
  fputs("--help'\n      kinds=(", out);
  for (const struct option *option = command->options; option->name; option++) {
    if (!option->value) continue;
    fprintf(out, "[%s]='", option->name);
    write_bash_kind(out, option->kind, option->choices);
    fputs("' ", out);
  }
  fputs(")\n      operands=(", out);
  for (const struct operand *operand = command->operands; operand->name; operand++) {
    write_bash_kind(out, operand->kind, NULL);
    fputc(' ', out);
    repeats = operand->repeats;
  }
  fprintf(out, ")\n      repeats=%d\n      ;;\n", repeats);
}

/* The words that may stand where a command is, or behind the group that the i-th command begins. */
static void write_bash_names(FILE *out, const struct program *program, const char *group, int len) {
  for (size_t i = 0; program->commands[i]; i++) {
    const struct command *command = program->commands[i];
    if (!command->summary) continue;
    if (group && command_group_len(command) == len && strncmp(command->name, group, (size_t)len) == 0)
      fprintf(out, "%s ", command->name + len + 1);
    if (!group && command_group_len(command) == 0) fprintf(out, "%s ", command->name);
    if (!group && command_begins_group(program, i))
      fprintf(out, "%.*s ", command_group_len(command), command->name);
  }
}

static const char bash_begin[] =
    "# bash completion of reqsig, made from its tables of options.\n"
    "\n"
    "_reqsig_choose() { # WORD...\n"
    "  mapfile -t COMPREPLY < <(compgen -W \"$*\" -- \"$current\")\n"
    "}\n"
    "\n"
    "_reqsig_value() { # KIND [CHOICE...]\n"
    "  case $1 in\n"
    "    text) ;;\n"
    "    choice) _reqsig_choose \"${@:2}\" ;;\n"
    "    file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\") ;;\n"
    "    directory) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\") ;;\n"
    "    command) mapfile -t COMPREPLY < <(compgen -c -- \"$current\"; compgen -f -- \"$current\") ;;\n"
    "    *) _reqsig_choose \"$(\"$program\" complete \"$1\" -- \"${words[@]}\" 2>/dev/null)\" ;;\n"
    "  esac\n"
    "}\n"
    "\n"
    "_reqsig_table() { # COMMAND: sets what may follow it; false if there is no such command\n"
    "  case $1 in\n";

static const char bash_walk[] =
    "    *) return 1 ;;\n"
    "  esac\n"
    "}\n"
    "\n"
    "# The words before the cursor: bash parts them at = and at : too.\n"
    "_reqsig_split() {\n"
    "  local i\n"
    "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "    case ${COMP_WORDS[i]} in\n"
    "      =) ;;\n"
    "      :) i=$((i + 1)) ;;\n"
    "      *) words+=(\"${COMP_WORDS[i]}\") ;;\n"
    "    esac\n"
    "  done\n"
    "  if [[ $current == : || ${COMP_WORDS[COMP_CWORD - 1]} == : ]]; then in_file=1; fi\n"
    "  if [[ $current == [=:] ]]; then current=; fi\n"
    "}\n"
    "\n"
    "_reqsig_arguments() { # COMMAND FROM: completes the argument behind words[FROM...]\n"
    "  local options repeats word option='' ended='' count=0\n"
    "  local -A kinds=()\n"
    "  local -a operands=()\n"
    "  _reqsig_table \"$1\" || return\n"
    "  for word in \"${words[@]:$2}\"; do\n"
    "    if [[ $option ]]; then option=\n"
    "    elif [[ ! $ended && $word == -- ]]; then ended=1\n"
    "    elif [[ ! $ended && $word == -?* ]]; then option=${kinds[$word]+$word}\n"
    "    else\n"
    "      if [[ ${operands[count]} == command ]]; then _reqsig_value file; return; fi\n"
    "      count=$((count + 1))\n"
    "    fi\n"
    "  done\n"
    "  if ((repeats && count >= ${#operands[@]})); then count=$((${#operands[@]} - 1)); fi\n"
    "  # shellcheck disable=SC2086 # a kind and its choices\n"
    "  if [[ $in_file ]]; then _reqsig_value file\n"
    "  elif [[ $option ]]; then _reqsig_value ${kinds[$option]}\n"
    "  elif [[ ! $ended && $current == -* ]]; then _reqsig_choose \"$options\"\n"
    "  elif ((count < ${#operands[@]})); then _reqsig_value \"${operands[count]}\"\n"
    "  elif [[ ! $ended ]]; then _reqsig_choose \"$options\"\n"
    "  fi\n"
    "}\n"
    "\n"
    "_reqsig() {\n"
    "  local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} in_file=''\n"
    "  local -a words=()\n"
    "  COMPREPLY=()\n"
    "  _reqsig_split\n"
    "  if [[ ${words[0]} == help ]]; then words=(\"${words[@]:1}\"); fi\n"
    "  case ${#words[@]}:${words[0]} in\n";

void completion_write_bash(FILE *out, const struct program *program) {
  fputs(bash_begin, out);
  for (size_t i = 0; program->commands[i]; i++)
    if (program->commands[i]->summary) write_bash_command(out, program->commands[i]);
  fputs(bash_walk, out);
  fputs("    0:*) _reqsig_choose '", out);
  write_bash_names(out, program, NULL, 0);
  fputs("help --help --version' ;;\n", out);
  for (size_t i = 0; program->commands[i]; i++) {
    if (!command_begins_group(program, i)) continue;
    const char *name = program->commands[i]->name;
    int len = command_group_len(program->commands[i]);
    fprintf(out, "    1:%.*s) _reqsig_choose '", len, name);
    write_bash_names(out, program, name, len);
    fprintf(out, "--help' ;;\n    *:%.*s) _reqsig_arguments \"%.*s ${words[1]}\" 2 ;;\n", len, name, len,
            name);
  }
  fputs("    *) _reqsig_arguments \"${words[0]}\" 1 ;;\n  esac\n}\n\ncomplete -F _reqsig reqsig\n", out);
}
