/* What is made from the tables of the commands: help, manual pages, completion scripts. */
#ifndef REQSIG_HELP_H
#define REQSIG_HELP_H

#include <stdio.h>

#include "base/options.h"
#include "base/text.h"

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

#endif
