/* A credentials file: one JSON object with a string for each name that the scheme gives its credentials.
 * Values are never shown. */
#ifndef REQSIG_CREDENTIALS_H
#define REQSIG_CREDENTIALS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "lib/recipe.h"
#include "reqsig.h"

struct credentials {
  reqsig_credential items[RS_MAX_CREDENTIALS]; /* the values are cJSON's */
  size_t num_items;
  cJSON *json;
};

/*
 * Reads the credentials that the scheme names, and no others. False, after a message on standard error, if
 * the file has not just these; credentials then needs no credentials_free.
 */
bool credentials_read(const char *path, const reqsig_scheme *scheme, struct credentials *credentials);

/* What the scheme's credentials file looks like, as a line on standard error. */
void credentials_show_form(const reqsig_scheme *scheme);

/* Wipes every value, then frees. */
void credentials_free(struct credentials *credentials);

#endif
