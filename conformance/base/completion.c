#include "base/help.h"

#include <string.h>

const char *completion_kind_name(enum value_kind kind) {
  static const char *const names[] = {
      [VALUE_SCHEME] = "scheme", [VALUE_PROFILE] = "profile", [VALUE_VECTOR] = "vector",
      [VALUE_REASON] = "reason", [VALUE_MISTAKE] = "mistake", [VALUE_COMMAND] = NULL};
  return names[kind];
}

void completion_write_quoted(FILE *out, const char *text) {
  fputc('\'', out);
  for (; *text; text++) {
    if (*text == '\'') fputs("'\\'", out);
    fputc(*text, out);
  }
  fputc('\'', out);
}

int completion_group_len(const struct command *command) {
  const char *space = strchr(command->name, ' ');
  return space ? (int)(space - command->name) : 0;
}

bool completion_begins_group(const struct program *program, size_t i) {
  const char *name = program->commands[i]->name;
  int len = completion_group_len(program->commands[i]);
  return len > 0 && (i == 0 || completion_group_len(program->commands[i - 1]) != len ||
                     strncmp(program->commands[i - 1]->name, name, (size_t)len) != 0);
}
