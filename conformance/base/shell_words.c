#include "base/options.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

enum { MAX_PATH = 4096 };

static void add_quoted(struct text *command, const char *word) {
  text_add_string(command, "'");
  for (; *word; word++)
    if (*word == '\'')
      text_add_string(command, "'\\''");
    else
      text_addf(command, "%c", *word);
  text_add_string(command, "'");
}

static void add_word(struct text *command, const char *word) {
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,";
  if (*word != '\0' && word[strspn(word, plain)] == '\0')
    text_add_string(command, word);
  else
    add_quoted(command, word);
}

void shell_words_add(struct text *command, const char *word) {
  text_add_string(command, " ");
  add_word(command, word);
}

/* Whether the directory that path begins with, len bytes, is one of PATH's. */
static bool is_in_path(const char *path, size_t len) {
  const char *rest = getenv("PATH");
  while (rest && *rest) {
    size_t entry = strcspn(rest, ":");
    if (entry == len && memcmp(rest, path, len) == 0) return true;
    rest += entry + (rest[entry] == ':');
  }
  return false;
}

void shell_words_add_self(struct text *command) {
  char path[MAX_PATH], here[MAX_PATH];
  size_t len = sizeof path;
  if (uv_exepath(path, &len) != 0) {
    text_add_string(command, "reqsig");
    return;
  }
  const char *name = strrchr(path, '/');
  size_t here_len = getcwd(here, sizeof here) ? strlen(here) : 0;
  if (name && is_in_path(path, (size_t)(name - path)))
    add_word(command, name + 1);
  else if (here_len > 1 && strncmp(path, here, here_len) == 0 && path[here_len] == '/' &&
           strchr(path + here_len + 1, '/'))
    add_word(command, path + here_len + 1);
  else
    add_word(command, path);
}

void shell_words_write_quoted(FILE *out, const char *word) {
  struct text quoted = {0};
  add_quoted(&quoted, word);
  fputs(text_string(&quoted), out);
  text_free(&quoted);
}

/* Adds what the quotes hold; NULL: they have no end. */
static const char *add_quotation(struct text *word, const char *at) {
  char quote = *at++;
  for (; *at && *at != quote; at++) {
    if (quote == '"' && *at == '\\' && at[1] && strchr("\"\\$`", at[1])) at++;
    text_add_byte(word, *at);
  }
  return *at ? at + 1 : NULL;
}

/* Behind the word; NULL: a quotation has no end. */
static const char *read_word(struct text *word, const char *at) {
  while (at && *at && !strchr(" \t\n", *at)) {
    if (*at == '\'' || *at == '"') {
      at = add_quotation(word, at);
      continue;
    }
    if (*at == '\\' && at[1]) at++;
    text_add_byte(word, *at++);
  }
  return at;
}

char **shell_words_split(struct arena *arena, const char *line, const char **problem) {
  char **words = arena_get_array(arena, strlen(line) / 2 + 2, sizeof *words);
  size_t num_words = 0;
  const char *at = line + strspn(line, " \t\n");
  while (at && *at) {
    struct text word = {0};
    at = read_word(&word, at);
    words[num_words++] = arena_copy(arena, text_slice(&word));
    text_free(&word);
    if (at) at += strspn(at, " \t\n");
  }
  *problem = !at ? "a quotation has no end" : num_words == 0 ? "there is no command" : NULL;
  return *problem ? NULL : words;
}
