/* A count of seconds or milliseconds as decimal text. The scheme knows the unit. */
#ifndef REQSIG_TIMESTAMP_H
#define REQSIG_TIMESTAMP_H

#include "recipe.h"

/* Appends value in decimal. REQSIG_ERR_OUT_OF_RANGE: it is negative. REQSIG_ERR_BUFFER_TOO_SMALL. */
reqsig_status rs_timestamp_write(int64_t value, reqsig_buffer *text);

/*
 * Accepts exactly what rs_timestamp_write writes, so that each number has one spelling.
 * REQSIG_ERR_MALFORMED: no text, or anything but digits (a sign, a space, a fraction), or a zero before
 * another digit. REQSIG_ERR_OUT_OF_RANGE: digits, but the number is past INT64_MAX.
 */
reqsig_status rs_timestamp_parse(reqsig_slice text, int64_t *value);

/* A time that is not negative, in any format of a recipe. REQSIG_ERR_OUT_OF_RANGE: the format can't write it.
 */
reqsig_status rs_time_write(rs_time_format format, int64_t time_ms, reqsig_buffer *text);

/* Milliseconds of a timestamp as text; false if it is none, or too late for an int64. */
bool rs_time_read(rs_time_format format, reqsig_slice text, int64_t *ms);

#endif
