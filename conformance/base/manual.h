/* Manual pages, roff with the macros of man(7), from the tables of the commands. */
#ifndef REQSIG_MANUAL_H
#define REQSIG_MANUAL_H

#include <stdio.h>

#include "base/options.h"
#include "base/text.h"

/* "reqsig-vectors-list" */
void manual_add_name(struct text *text, const struct program *program, const struct command *command);

/* The page of that command; of the program and all its commands if command is NULL. */
void manual_write(FILE *out, const struct program *program, const struct command *command);

#endif
