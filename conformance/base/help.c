#include "base/options.h"

#include <string.h>

#include "base/arena.h"
#include "base/terminal.h"

enum { INDENT = 2, GAP = 2, MAX_TERM = 24 };

static void add_option(struct text *text, const struct option *option) {
  if (option->letter) text_addf(text, "%s, ", option->letter);
  text_add_string(text, option->name);
  if (option->value) text_addf(text, " %s", option->value);
}

/* Usage being written: its width and where its line ends. */
struct usage {
  FILE *out;
  int columns, column, indent;
};

/* A word, on a new line where the line would become too long. */
static void add_word(struct usage *usage, const struct text *word) {
  int len = (int)word->len;
  if (usage->column + 1 + len > usage->columns) {
    fprintf(usage->out, "\n%*s", usage->indent, "");
    usage->column = usage->indent;
  }
  fprintf(usage->out, " %s", text_string(word));
  usage->column += 1 + len;
}

static void format_option(struct text *word, const struct option *option) {
  text_clear(word);
  text_add_string(word, option->required ? "" : "[");
  add_option(word, option);
  text_addf(word, "%s%s", option->required ? "" : "]", option->repeats ? "..." : "");
}

static void format_operand(struct text *word, const struct command *command, const struct operand *operand) {
  text_clear(word);
  if (operand->kind == VALUE_COMMAND)
    text_addf(word, "%s %s [ARG]...", operand == command->operands ? "[--]" : "--", operand->name);
  else
    text_addf(word, "%s%s%s%s", operand->optional ? "[" : "", operand->name, operand->optional ? "]" : "",
              operand->repeats ? "..." : "");
}

/* What must be given comes first; a program to be run comes last. */
void help_print_usage(FILE *out, const struct command *command) {
  struct text word = {0};
  int column = fprintf(out, "usage: reqsig %s", command->name);
  struct usage usage = {out, terminal_columns(out), column, column};
  const struct operand *operand = command->operands;
  for (; operand->name && !operand->optional && operand->kind != VALUE_COMMAND; operand++) {
    format_operand(&word, command, operand);
    add_word(&usage, &word);
  }
  for (int required = 1; required >= 0; required--)
    for (const struct option *option = command->options; option->name; option++) {
      if (option->required != required) continue;
      format_option(&word, option);
      add_word(&usage, &word);
    }
  for (; operand->name; operand++) {
    format_operand(&word, command, operand);
    add_word(&usage, &word);
  }
  fputc('\n', out);
  text_free(&word);
}

static int term_columns(const struct help_row *rows) {
  size_t columns = 0;
  for (; rows->text; rows++) {
    size_t len = rows->term ? strlen(rows->term) : 0;
    if (len > columns && len <= MAX_TERM) columns = len;
  }
  return (int)columns;
}

void help_print_rows(FILE *out, const struct help_row *rows) {
  int columns = term_columns(rows), second = INDENT + columns + GAP;
  for (; rows->text; rows++) {
    if (!rows->term) {
      fprintf(out, "%*s", INDENT, "");
      terminal_wrap(out, INDENT, INDENT, rows->text);
      continue;
    }
    bool fits = strlen(rows->term) <= (size_t)columns;
    fprintf(out, "%*s%-*s%*s", INDENT, "", fits ? columns : 0, rows->term, fits ? GAP : 0, "");
    if (!fits) fprintf(out, "\n%*s", second, "");
    terminal_wrap(out, second, second, rows->text);
  }
}

/* Operands, then options, as rows that the arena owns. */
static const struct help_row *collect_rows(struct arena *arena, const struct command *command) {
  size_t count = 2, at = 0;
  struct text term = {0};
  for (size_t i = 0; command->operands[i].name; i++) count++;
  for (size_t i = 0; command->options[i].name; i++) count++;
  struct help_row *rows = arena_get_array(arena, count, sizeof *rows);
  for (const struct operand *operand = command->operands; operand->name; operand++)
    rows[at++] = (struct help_row){operand->name, operand->text};
  for (const struct option *option = command->options; option->name; option++) {
    text_clear(&term);
    add_option(&term, option);
    rows[at++] = (struct help_row){arena_copy(arena, text_slice(&term)), option->text};
  }
  rows[at] = (struct help_row){"--help", OPTIONS_HELP_TEXT};
  text_free(&term);
  return rows;
}

void help_print_paragraphs(FILE *out, const char *text) {
  struct arena arena = {0};
  while (*text) {
    const char *end = strstr(text, "\n\n");
    size_t len = end ? (size_t)(end - text) : strlen(text);
    fputc('\n', out);
    terminal_wrap(out, 0, 0, arena_copy(&arena, (reqsig_slice){(const uint8_t *)text, len}));
    text += len + (end ? 2 : 0);
  }
  arena_free(&arena);
}

static void print_lines(FILE *out, const char *text) {
  while (*text) {
    size_t len = strcspn(text, "\n");
    if (len > 0) fprintf(out, "%*s%.*s", INDENT, "", (int)len, text);
    fputc('\n', out);
    text += len + (text[len] == '\n');
  }
}

static void print_examples(FILE *out, const struct example *example) {
  fprintf(out, "\nexample%s:\n", example[0].command && example[1].command ? "s" : "");
  for (; example->command; example++) {
    if (example->text) {
      fprintf(out, "%*s", INDENT, "");
      terminal_wrap(out, INDENT, INDENT, example->text);
      fputc('\n', out);
    }
    print_lines(out, example->command);
  }
}

void help_print(FILE *out, const struct command *command) {
  struct arena arena = {0};
  help_print_usage(out, command);
  help_print_paragraphs(out, command->description);
  fputc('\n', out);
  help_print_rows(out, collect_rows(&arena, command));
  for (const struct help_section *section = command->sections; section && section->title; section++) {
    fprintf(out, "\n%s:\n", section->title);
    help_print_rows(out, section->rows);
  }
  fputs("\nexit codes:\n", out);
  help_print_rows(out, command->exit_codes);
  print_examples(out, command->examples);
  arena_free(&arena);
}
