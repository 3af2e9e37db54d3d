/* Base 16, RFC 4648 section 8, without anything between the digits. */
#ifndef REQSIG_HEX_H
#define REQSIG_HEX_H

#include "bytes.h"

/* Which letters a decoder accepts as digits. */
typedef enum rs_hex_case {
  RS_HEX_LOWER_ONLY = 0, /* a-f */
  RS_HEX_ANY_CASE = 1    /* a-f and A-F, also mixed */
} rs_hex_case;

/* Appends two lower-case digits for each byte. rs_buffer_status tells whether they fit. */
void rs_hex_encode(reqsig_slice bytes, reqsig_buffer *text);

/*
 * Appends the bytes that text spells. The empty text spells no bytes.
 * REQSIG_ERR_MALFORMED (and bytes->len as it was): an odd length, or any other character, whatever the
 * buffer's size. REQSIG_ERR_BUFFER_TOO_SMALL: the text is right, but its bytes do not fit.
 */
reqsig_status rs_hex_decode(reqsig_slice text, rs_hex_case cases, reqsig_buffer *bytes);

#endif
