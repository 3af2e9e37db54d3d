/* application/x-www-form-urlencoded text, read back: the strict inverse of reqsig_form_encode, to test that
 * by. */
#ifndef REQSIG_TESTS_FORM_DECODE_H
#define REQSIG_TESTS_FORM_DECODE_H

#include "bytes.h"

/*
 * Reads the first pair of *rest, and the "&" behind it. Start with the whole text and go on while rest->len
 * is not 0; no text is no pairs. The name and the value are appended to *bytes (as many as the text is long
 * always suffice), and the parts of *pair are slices of it.
 *
 * Where the WHATWG parser (section 5.1) takes any bytes at all, this takes only what the serializer of
 * section 5.2 can have written, so that no two texts give the same pairs. REQSIG_ERR_MALFORMED: a pair
 * without "=" or with more than one, an "&" without a pair on each side of it, a "%" without two digits, an
 * escape in lower case, an escape of a space or of a character that stands for itself, or any other byte.
 * REQSIG_ERR_BUFFER_TOO_SMALL. Both leave *rest as it was.
 */
reqsig_status form_decode_next(reqsig_slice *rest, reqsig_buffer *bytes, reqsig_form_pair *pair);

#endif
