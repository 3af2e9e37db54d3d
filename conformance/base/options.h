/*
 * The table of a command: its operands, its options and all that is told of them. The parser, usage, help,
 * "did you mean", the manual page and the completion of shells are made from it, so that none can fall
 * behind.
 *
 * Arguments go by GNU habit: --name VALUE or --name=VALUE, in any place among the operands; an unambiguous
 * beginning of a name will do; "--" ends the options; "-" is an operand; -h and --help print the help.
 */
#ifndef REQSIG_OPTIONS_H
#define REQSIG_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/text.h"

/* What a value is, for the completion of shells; of VALUE_CHOICE nothing but the choices is taken. */
enum value_kind {
  VALUE_TEXT,
  VALUE_CHOICE,
  VALUE_FILE,
  VALUE_DIRECTORY,
  VALUE_SCHEME,
  VALUE_PROFILE,
  VALUE_VECTOR,
  VALUE_CLASS,
  VALUE_REASON,
  VALUE_MISTAKE,
  VALUE_REPORT,
  VALUE_COMMAND /* a program and its arguments */
};

struct option {
  int id;            /* what options_next tells of it; not negative */
  const char *name;  /* "--now"; NULL ends a table */
  const char *value; /* what the help calls its value, "MS"; NULL if it has none */
  const char *text;  /* what it is for, as a phrase */
  enum value_kind kind;
  const char *const *choices; /* of VALUE_CHOICE, and what VALUE_REPORT begins with; NULL ends them */
  bool required;
  bool repeats;       /* may be given more than once */
  const char *letter; /* "-o", a short form of the name; NULL: it has none */
};

struct operand {
  const char *name; /* "SCHEME"; NULL ends a table */
  const char *text;
  enum value_kind kind;
  bool optional;
  bool repeats; /* the last: as many as there are. Of VALUE_COMMAND, all that follows, options too; where
                   others stand before it, "--" must */
};

/* A term and what it means; a paragraph if term is NULL; text NULL ends a table. */
struct help_row {
  const char *term, *text;
};

struct help_section {
  const char *title; /* in lower case; NULL ends a table */
  const struct help_row *rows;
};

struct example {
  const char *text;    /* what the command lines do, as sentences; NULL: nothing */
  const char *command; /* as they are typed, lines of at most 77 columns; NULL ends a table */
};

struct command {
  const char *name;        /* as it is typed behind reqsig: "sign", "vectors list" */
  const char *summary;     /* a phrase; NULL: not for people, so no help lists it */
  const char *description; /* paragraphs, parted by an empty line */
  const struct operand *operands;
  const struct option *options;
  const struct help_section *sections;
  const struct help_row *exit_codes;
  const struct example *examples;
  int (*run)(int argc, char **argv);
};

/* The whole program: what its help, manual pages and completions tell. */
struct program {
  const char *name;
  const char *summary;                   /* a phrase */
  const char *description;               /* paragraphs, parted by an empty line */
  const struct command *const *commands; /* NULL ends them */
  const struct help_row *exit_codes;
  const struct help_row *environment;
};

/* What is told of --help, which every command takes. */
#define OPTIONS_HELP_TEXT "print this page"

enum {
  OPTIONS_END = -1,     /* no argument is left */
  OPTIONS_OPERAND = -2, /* value is the operand */
  OPTIONS_STOP = -3 /* end with exit_code: help was printed, or what is wrong was said on standard error */
};

struct options {
  const struct command *command;
  int argc;
  char **argv;
  int at;                         /* the next argument */
  size_t num_operands, num_words; /* of the operands: words of a program to be run */
  const char *last_operand;
  uint64_t given; /* a bit for each row of the table of options */
  bool operands_only;
  int exit_code; /* of OPTIONS_STOP */
};

/* argv[0] is not looked at. */
struct options options_begin(const struct command *command, int argc, char **argv);

/* The next argument: the id of its option and its value, or one of the above. Options that are given twice
 * and do not repeat, values out of the choices and operands too many end with OPTIONS_STOP. */
int options_next(struct options *options, const char **value);

/* Says on standard error what is wrong, as printf formats it, then where the command's help is; the answer is
 * the exit code. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
int options_complain(const struct command *command, const char *format, ...);

/* The number from min to max that an option is given. False: what is wrong was said as above, with what helps
 * (", such as 100") behind what was expected. */
bool options_number(const struct command *command, const char *option, const char *value, uint64_t min,
                    uint64_t max, const char *help, uint64_t *number);

/* "scheme": a kind whose values "reqsig complete" prints; NULL of any other. */
const char *value_kind_name(enum value_kind kind);

/* How long the name of the group is that the command is an action of ("vectors" of "vectors list"); 0 of
 * other commands. */
int command_group_len(const struct command *command);

/* Whether the i-th command is the first of its group. */
bool command_begins_group(const struct program *program, size_t i);

/* What is made from the tables of the commands: help, manual pages, completion scripts. */

/* help.c */

/* The page that --help prints, as wide as out is. */
void help_print(FILE *out, const struct command *command);

/* "usage: reqsig sign SCHEME --credentials FILE [--now MS] [REQUEST]", in lines as wide as out is. */
void help_print_usage(FILE *out, const struct command *command);

/* Terms and, beside them, wrapped, what they mean. */
void help_print_rows(FILE *out, const struct help_row *rows);

/* Paragraphs that an empty line parts, wrapped, an empty line before each. */
void help_print_paragraphs(FILE *out, const char *text);

/* manual.c: pages in roff, with the macros of man(7) */

/* "reqsig-vectors-list" */
void manual_add_name(struct text *text, const struct program *program, const struct command *command);

/* The page of that command; of the program and all its commands if command is NULL. */
void manual_write(FILE *out, const struct program *program, const struct command *command);

/* completion_*.c: scripts of shells. What only a run knows, as the names of schemes, a script asks of the
 * program: "reqsig complete KIND -- WORD..." prints the values of a kind, a line each. */

void completion_write_bash(FILE *out, const struct program *program);
void completion_write_zsh(FILE *out, const struct program *program);
void completion_write_fish(FILE *out, const struct program *program);

/* A command as a shell reads it. */

/* Adds a blank and the word, quoted where a shell would read it otherwise. */
void shell_words_add(struct text *command, const char *word);

/* Adds the command that is running, as it is best typed here: "reqsig", "build/reqsig". */
void shell_words_add_self(struct text *command);

/* The words of a command line, a NULL at their end, its quotes and backslashes read as a shell reads them;
 * nothing is expanded. NULL: *problem says what is wrong. */
char **shell_words_split(struct arena *arena, const char *line, const char **problem);

/* The word in single quotes, as bash, zsh and fish read it. */
void shell_words_write_quoted(FILE *out, const char *word);

#endif
