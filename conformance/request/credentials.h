/* A credentials file: one JSON object of the scheme's names to strings. Values are never shown. */
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
 * Reads exactly the credentials that the scheme names. False, said on standard error, if the file
 * is not that; credentials then needs no credentials_free.
 */
bool credentials_read(const char *path, const reqsig_scheme *scheme, struct credentials *credentials);

/* What the scheme's credentials file looks like, as a line on standard error. */
void credentials_show_form(const reqsig_scheme *scheme);

/* Wipes every value, then frees. */
void credentials_free(struct credentials *credentials);

#endif
