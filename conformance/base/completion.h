/*
 * Completion scripts of shells, from the tables of the commands. What only a run knows, as the names of
 * schemes, a script asks of the program: "reqsig complete KIND [SCHEME]" prints the values of a kind, a line
 * each.
 */
#ifndef REQSIG_COMPLETION_H
#define REQSIG_COMPLETION_H

#include <stdio.h>

#include "base/options.h"

void completion_write_bash(FILE *out, const struct program *program);
void completion_write_zsh(FILE *out, const struct program *program);
void completion_write_fish(FILE *out, const struct program *program);

/* "scheme", as a script names the kind; NULL if the program is not asked for its values. */
const char *completion_kind_name(enum value_kind kind);

/* For the scripts' writers. In single quotes, as each of the shells reads them. */
void completion_write_quoted(FILE *out, const char *text);

/* How long the name of the group is that the command is an action of; 0 of other commands. */
int completion_group_len(const struct command *command);

/* Whether the i-th command is the first of its group. */
bool completion_begins_group(const struct program *program, size_t i);

#endif
