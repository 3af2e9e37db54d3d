#include "base/options.h"

#include <ctype.h>
#include <string.h>

#include "reqsig.h"

/* Text of a page: a hyphen as it is typed, and no line that roff would take for a request. */
static void write_text(FILE *out, const char *text) {
  for (bool at_start = true; *text; text++) {
    if (at_start && (*text == '.' || *text == '\'')) fputs("\\&", out);
    if (*text == '-' || *text == '\\') fputs(*text == '-' ? "\\-" : "\\e", out);
    if (*text != '-' && *text != '\\') fputc(*text, out);
    at_start = *text == '\n';
  }
}

static void write_bold(FILE *out, const char *text) {
  fputs("\\fB", out);
  write_text(out, text);
  fputs("\\fR", out);
}

static void write_italic(FILE *out, const char *text) {
  fputs("\\fI", out);
  write_text(out, text);
  fputs("\\fR", out);
}

static void write_line(FILE *out, const char *text) {
  write_text(out, text);
  fputc('\n', out);
}

static void write_section(FILE *out, const char *title) {
  fputs(".SH \"", out);
  for (; *title; title++) fputc(toupper((unsigned char)*title), out);
  fputs("\"\n", out);
}

void manual_add_name(struct text *text, const struct program *program, const struct command *command) {
  text_add_string(text, program->name);
  if (!command) return;
  text_addf(text, "-%s", command->name);
  for (size_t i = 0; i < text->len; i++)
    if (text->data[i] == ' ') text->data[i] = '-';
}

static void write_title(FILE *out, const struct program *program, const struct command *command) {
  struct text name = {0};
  manual_add_name(&name, program, command);
  fputs(".TH \"", out);
  for (const char *c = text_string(&name); *c; c++) {
    if (*c == '-') fputc('\\', out);
    fputc(toupper((unsigned char)*c), out);
  }
  fprintf(out, "\" \"1\" \"\" \"%s %s\" \"User Commands\"\n.nh\n.ad l\n", program->name, reqsig_version());
  write_section(out, "name");
  write_text(out, text_string(&name));
  fputs(" \\- ", out);
  write_line(out, command ? command->summary : program->summary);
  text_free(&name);
}

static void write_option(FILE *out, const struct option *option) {
  if (option->letter) write_bold(out, option->letter);
  if (option->letter) fputs(", ", out);
  write_bold(out, option->name);
  if (!option->value) return;
  fputc(' ', out);
  write_italic(out, option->value);
}

static void write_synopsis_operand(FILE *out, const struct command *command, const struct operand *operand) {
  fputs(operand->kind != VALUE_COMMAND ? operand->optional ? " [" : " "
        : operand == command->operands ? " [\\fB\\-\\-\\fR] "
                                       : " \\fB\\-\\-\\fR ",
        out);
  write_italic(out, operand->name);
  if (operand->optional) fputc(']', out);
  if (operand->kind == VALUE_COMMAND) fputs(" [\\fIARG\\fR]", out);
  if (operand->repeats) fputs("...", out);
}

static void write_synopsis(FILE *out, const struct program *program, const struct command *command) {
  write_section(out, "synopsis");
  write_bold(out, program->name);
  fputc(' ', out);
  write_bold(out, command->name);
  const struct operand *operand = command->operands;
  for (; operand->name && !operand->optional && operand->kind != VALUE_COMMAND; operand++)
    write_synopsis_operand(out, command, operand);
  for (int required = 1; required >= 0; required--)
    for (const struct option *option = command->options; option->name; option++) {
      if (option->required != required) continue;
      fputs(required ? " " : " [", out);
      write_option(out, option);
      fprintf(out, "%s%s", required ? "" : "]", option->repeats ? "..." : "");
    }
  for (; operand->name; operand++) write_synopsis_operand(out, command, operand);
  fputc('\n', out);
}

static void write_paragraphs(FILE *out, const char *text) {
  while (*text) {
    const char *end = strstr(text, "\n\n");
    int len = end ? (int)(end - text) : (int)strlen(text);
    struct text paragraph = {0};
    text_addf(&paragraph, "%.*s", len, text);
    write_line(out, text_string(&paragraph));
    text_free(&paragraph);
    text += len + (end ? 2 : 0);
    if (*text) fputs(".PP\n", out);
  }
}

static void write_rows(FILE *out, const struct help_row *rows) {
  for (bool first = true; rows->text; rows++, first = false) {
    if (rows->term)
      fputs(".TP\n", out);
    else if (!first)
      fputs(".PP\n", out);
    if (rows->term) write_bold(out, rows->term);
    if (rows->term) fputc('\n', out);
    write_line(out, rows->text);
  }
}

static void write_options(FILE *out, const struct command *command) {
  write_section(out, "options");
  for (const struct operand *operand = command->operands; operand->name; operand++) {
    fputs(".TP\n", out);
    write_italic(out, operand->name);
    fputc('\n', out);
    write_line(out, operand->text);
  }
  for (const struct option *option = command->options; option->name; option++) {
    fputs(".TP\n", out);
    write_option(out, option);
    fputc('\n', out);
    write_line(out, option->text);
  }
  fputs(".TP\n\\fB\\-\\-help\\fR\n", out);
  write_line(out, OPTIONS_HELP_TEXT);
}

static void write_examples(FILE *out, const struct example *example) {
  write_section(out, "examples");
  for (bool first = true; example->command; example++, first = false) {
    if (!first) fputs(".PP\n", out);
    if (example->text) write_line(out, example->text);
    fputs(".RS 4\n.nf\n", out);
    write_line(out, example->command);
    fputs(".fi\n.RE\n", out);
  }
}

static void write_see_also(FILE *out, const struct program *program, const struct command *self) {
  struct text name = {0};
  write_section(out, "see also");
  if (self) fprintf(out, ".BR %s (1)", program->name);
  bool begun = self;
  for (size_t i = 0; program->commands[i]; i++) {
    const struct command *command = program->commands[i];
    if (command == self || !command->summary) continue;
    text_clear(&name);
    manual_add_name(&name, program, command);
    fputs(begun ? ",\n.BR " : ".BR ", out);
    write_text(out, text_string(&name));
    fputs(" (1)", out);
    begun = true;
  }
  fputc('\n', out);
  text_free(&name);
}

static void write_command(FILE *out, const struct program *program, const struct command *command) {
  write_title(out, program, command);
  write_synopsis(out, program, command);
  write_section(out, "description");
  write_paragraphs(out, command->description);
  write_options(out, command);
  for (const struct help_section *section = command->sections; section && section->title; section++) {
    write_section(out, section->title);
    write_rows(out, section->rows);
  }
  write_section(out, "exit status");
  write_rows(out, command->exit_codes);
  write_examples(out, command->examples);
  write_see_also(out, program, command);
}

static void write_program(FILE *out, const struct program *program) {
  write_title(out, program, NULL);
  write_section(out, "synopsis");
  write_bold(out, program->name);
  fputs(" \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...\n", out);
  write_section(out, "description");
  write_paragraphs(out, program->description);
  write_section(out, "commands");
  for (size_t i = 0; program->commands[i]; i++)
    if (program->commands[i]->summary)
      write_rows(out, (const struct help_row[]){{program->commands[i]->name, program->commands[i]->summary},
                                                {NULL, NULL}});
  write_section(out, "exit status");
  write_rows(out, program->exit_codes);
  write_section(out, "environment");
  write_rows(out, program->environment);
  write_see_also(out, program, NULL);
}

void manual_write(FILE *out, const struct program *program, const struct command *command) {
  if (command)
    write_command(out, program, command);
  else
    write_program(out, program);
}
