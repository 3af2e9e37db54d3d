/* Base 64 with padding: with the standard alphabet, RFC 4648 section 4, and with the one for URLs, section 5.
 */
#ifndef REQSIG_BASE64_H
#define REQSIG_BASE64_H

#include "bytes.h"

/* Appends four characters for every three bytes or part of three. rs_buffer_status tells whether they fit. */
void rs_base64_encode(reqsig_slice bytes, reqsig_buffer *text);

/*
 * Appends the bytes that text spells: it accepts exactly the texts that rs_base64_encode writes, so that no
 * two texts spell the same bytes. The empty text spells no bytes. REQSIG_ERR_MALFORMED (and bytes->len as it
 * was), whatever the buffer's size: padding that is missing, too long or not at the end; white space; "-" or
 * "_" of the other alphabet; bits set behind the last byte (section 3.5). REQSIG_ERR_BUFFER_TOO_SMALL: the
 * text is right, but its bytes do not fit.
 */
reqsig_status rs_base64_decode(reqsig_slice text, reqsig_buffer *bytes);

/* The same with "-" and "_" in place of "+" and "/", which are refused. */
void rs_base64url_encode(reqsig_slice bytes, reqsig_buffer *text);
reqsig_status rs_base64url_decode(reqsig_slice text, reqsig_buffer *bytes);

#endif
