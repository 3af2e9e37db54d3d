/* What a recipe says, in words for people. */
#ifndef REQSIG_DESCRIBE_H
#define REQSIG_DESCRIBE_H

#include "recipe.h"

enum { RS_MAX_ESCAPE = 5 };

/* How a byte is written that can't stand for itself: a line feed "\n", a backslash "\\", others "\x1B". */
const char *rs_escape_byte(uint8_t byte, char text[RS_MAX_ESCAPE]);

/* What follows appends words, without a NUL; what does not fit is only counted. */

/* "path without its leading slash", "credential api_key", "\"Bearer \"". A literal's bytes are printable
 * ASCII, or escapes. */
void rs_part_words(const reqsig_scheme *scheme, const rs_part *part, reqsig_buffer *words);

/* "canonical_request, its SHA-256 in hex" */
void rs_group_words(const rs_group *group, reqsig_buffer *words);

/* "secret_key", "secret_key, base64-decoded" */
void rs_key_words(const reqsig_scheme *scheme, reqsig_buffer *words);

/* "HMAC-SHA-256" */
void rs_mac_words(const reqsig_scheme *scheme, reqsig_buffer *words);

/* "milliseconds since 1970" */
const char *rs_time_format_words(rs_time_format format);

/* ", base64-decoded"; "" of a key as it is. */
const char *rs_key_form_words(rs_key_form form);

/* "hex in lower case" */
const char *rs_encoding_words(rs_encoding encoding);

#endif
