/* Recipes in words, for people. */
#ifndef REQSIG_DESCRIBE_H
#define REQSIG_DESCRIBE_H

#include "recipe.h"

enum { RS_MAX_DESCRIPTION = 128 };

/* "path without its leading slash", "credential api_key", "\"Bearer \"". Longer text is cut. */
void rs_part_words(const reqsig_scheme *scheme, const rs_part *part, char words[RS_MAX_DESCRIPTION]);

/* "secret_key", "secret_key, base64-decoded" */
void rs_key_words(const reqsig_scheme *scheme, char words[RS_MAX_DESCRIPTION]);

/* "HMAC-SHA-256" */
void rs_mac_words(const reqsig_scheme *scheme, char words[RS_MAX_DESCRIPTION]);

/* "milliseconds since 1970" */
const char *rs_time_format_words(rs_time_format format);

/* "hex in lower case" */
const char *rs_encoding_words(rs_encoding encoding);

#endif
