/* A credentials file: one JSON object with a string, or an array of strings, for each name that the scheme
 * gives its credentials. The first of an array signs, any of them verifies. Values are never shown. */
#ifndef REQSIG_CREDENTIALS_H
#define REQSIG_CREDENTIALS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/text.h"
#include "lib/recipe.h"
#include "reqsig.h"

struct credentials {
  reqsig_credential items[RS_MAX_CREDENTIALS]; /* the values are cJSON's */
  size_t num_items;
  size_t num_choices; /* of one value from each array; 1 without arrays */
  cJSON *json;        /* NULL of credentials that come from no file */
};

enum { CREDENTIALS_MAX_CHOICES = 64 };

/*
 * Reads the credentials that the scheme names, and no others. False, after a message on standard error, if
 * the file has not just these; credentials then needs no credentials_free.
 */
bool credentials_read(const char *path, const reqsig_scheme *scheme, struct credentials *credentials);

/* Takes the values of that choice, which is less than num_choices; 0 is the first of each array. */
void credentials_choose(struct credentials *credentials, size_t choice);

/* Adds "secret_key number 2 of 3", of each array; nothing if there is none. */
void credentials_add_choice(struct text *text, const struct credentials *credentials, size_t choice);

/* What the scheme's credentials file looks like, as a line on standard error. */
void credentials_show_form(const reqsig_scheme *scheme);

/* Wipes every value, then frees. */
void credentials_free(struct credentials *credentials);

#endif
