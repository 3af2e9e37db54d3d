/* The help of a command, from its table. */
#ifndef REQSIG_HELP_H
#define REQSIG_HELP_H

#include <stdio.h>

#include "base/options.h"
#include "base/text.h"

/* The page that --help prints, as wide as out is. */
void help_print(FILE *out, const struct command *command);

/* "usage: reqsig sign SCHEME --credentials FILE [--now MS] [REQUEST]", in lines as wide as out is. */
void help_print_usage(FILE *out, const struct command *command);

/* "--now MS" */
void help_add_option(struct text *text, const struct option *option);

/* Terms and, beside them, wrapped, what they mean. */
void help_print_rows(FILE *out, const struct help_row *rows);

/* Paragraphs that an empty line parts, wrapped, an empty line before each. */
void help_print_paragraphs(FILE *out, const char *text);

#endif
