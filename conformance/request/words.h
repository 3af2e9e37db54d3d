/* Recipes and texts in words for people, beyond what lib/describe.h has. */
#ifndef REQSIG_WORDS_H
#define REQSIG_WORDS_H

#include <stddef.h>

#include "base/terminal.h"
#include "base/text.h"

#include "lib/recipe.h"

/* "every request", "POST, PATCH and PUT requests with a body" */
void words_signed_requests(const rs_signed_requests *signs, char *text, size_t size);

/* Where the timestamp stands, its unit, the document's window. */
void words_time(const reqsig_scheme *recipe, char *text, size_t size);

/* "joined by \",\"", or "joined" of parts without a separator. */
void words_joined(const reqsig_scheme *recipe, char *text, size_t size);

/* "Bearer {token}" */
void words_header_value(const reqsig_scheme *recipe, const rs_header_rule *rule, char *text, size_t size);

/* The name of the header that the timestamp travels in; empty if there is none. */
reqsig_slice words_timestamp_header(const reqsig_scheme *recipe);

#endif
