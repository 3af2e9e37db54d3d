/* A command as a shell reads it. */
#ifndef REQSIG_SHELL_WORDS_H
#define REQSIG_SHELL_WORDS_H

#include <stdio.h>

#include "base/arena.h"
#include "base/text.h"

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
