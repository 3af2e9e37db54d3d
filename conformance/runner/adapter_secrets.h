/*
 * What is secret of an adapter: the values of the environment whose names say so (API_TOKEN, DB_PASSWORD),
 * and arguments behind such an option (--token X, --token=X). A report is shown to others, and an adapter may
 * print its environment when it breaks.
 */
#ifndef REQSIG_ADAPTER_SECRETS_H
#define REQSIG_ADAPTER_SECRETS_H

#include "base/text.h"
#include "runner/run.h"

/* Puts *** in the place of each in all that the adapter said: its names, words, answers and standard error.
 * What is cut off at an end of these counts too, from 4 bytes on. */
void adapter_secrets_hide(struct run *run);

/* A word of the adapter's command line, for a shell; the one before it may be NULL. */
void adapter_secrets_add_word(struct text *text, const char *before, const char *word);

#endif
