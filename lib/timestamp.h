/* A count of seconds or milliseconds as decimal text. The scheme knows the unit. */
#ifndef REQSIG_TIMESTAMP_H
#define REQSIG_TIMESTAMP_H

#include "bytes.h"

/* Appends value in decimal. REQSIG_ERR_OUT_OF_RANGE: it is negative. REQSIG_ERR_BUFFER_TOO_SMALL. */
reqsig_status rs_timestamp_write(int64_t value, reqsig_buffer *text);

/*
 * Accepts exactly what rs_timestamp_write writes, so that each number has one spelling.
 * REQSIG_ERR_MALFORMED: no text, or anything but digits (a sign, a space, a fraction), or a zero before
 * another digit. REQSIG_ERR_OUT_OF_RANGE: digits, but the number is past INT64_MAX.
 */
reqsig_status rs_timestamp_parse(reqsig_slice text, int64_t *value);

#endif
