/* A command as a shell reads it. */
#ifndef REQSIG_SHELL_WORDS_H
#define REQSIG_SHELL_WORDS_H

#include <stdio.h>

#include "base/text.h"

/* Adds a blank and the word, quoted where a shell would read it otherwise. */
void shell_words_add(struct text *command, const char *word);

/* Adds the command that is running, as it is best typed here: "reqsig", "build/reqsig". */
void shell_words_add_self(struct text *command);

/* The word in single quotes, as bash, zsh and fish read it. */
void shell_words_write_quoted(FILE *out, const char *word);

#endif
