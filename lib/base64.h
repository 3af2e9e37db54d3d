/* Base 64 with the standard alphabet and padding, RFC 4648 section 4. */
#ifndef REQSIG_BASE64_H
#define REQSIG_BASE64_H

#include "bytes.h"

/* Appends four characters for each three bytes begun. rs_buffer_status tells whether they fitted. */
void rs_base64_encode(reqsig_slice bytes, reqsig_buffer *text);

/*
 * Appends the bytes that text spells: exactly the texts that rs_base64_encode writes are taken, so two
 * texts never spell the same bytes. No text spells no bytes.
 * REQSIG_ERR_MALFORMED (and bytes->len as it was), whatever the buffer's size: padding that is missing,
 * too much or anywhere but at the end; white space; "-" or "_" of the other alphabet; bits set behind the
 * last byte (section 3.5). REQSIG_ERR_BUFFER_TOO_SMALL: the text is right, but its bytes do not fit.
 */
reqsig_status rs_base64_decode(reqsig_slice text, reqsig_buffer *bytes);

#endif
