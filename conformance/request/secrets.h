/*
 * What of a request must not be shown. Secrets of eight bytes and more are looked for wherever they may
 * stand, as they are or in another notation; shorter ones stand in too much by accident, and are hidden where
 * the recipe puts them.
 */
#ifndef REQSIG_SECRETS_H
#define REQSIG_SECRETS_H

#include "request/opened_request.h"

enum { SECRETS_MIN_LEN = 8 };

/* The name of a secret credential that stands in bytes, or NULL: all of it, whatever the letter case; plain,
 * in hex, in base64 of either alphabet, percent-encoded, or with the escapes of JSON. */
const char *secrets_find(const struct opened_request *opened, reqsig_slice bytes);

/* The name of a secret that bytes end in: with at least the first three bytes of it, as they are. Or NULL. */
const char *secrets_find_cut_off(const struct opened_request *opened, reqsig_slice bytes);

/* The name of a secret that begins in the first text and ends in the second, or NULL. */
const char *secrets_find_across(const struct opened_request *opened, reqsig_slice first, reqsig_slice second);

/* The name of the secret credential that the scheme sends in the header of that name, or NULL. Whatever
 * stands there may be somebody's secret. */
const char *secrets_in_header(const struct opened_request *opened, reqsig_slice header_name);

/* Whether the scheme sends a signature or a secret credential in the header of that name. A wrong value there
 * may be somebody's secret. */
bool secrets_withhold(const struct opened_request *opened, reqsig_slice header_name);

#endif
