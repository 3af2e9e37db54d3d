/* IMF-fixdate, the one form of HTTP-date that may be sent: RFC 9110 section 5.6.7. */
#ifndef REQSIG_DATE_H
#define REQSIG_DATE_H

#include "bytes.h"

#define RS_DATE_LEN 29                    /* "Sun, 06 Nov 1994 08:49:37 GMT" */
#define RS_DATE_MIN INT64_C(-62135596800) /* 0001-01-01T00:00:00Z, a Monday */
#define RS_DATE_MAX INT64_C(253402300799) /* 9999-12-31T23:59:59Z, a Friday */

/*
 * Appends the date of a time in seconds since 1970-01-01T00:00:00Z, by the Gregorian calendar on both
 * sides of its introduction. REQSIG_ERR_OUT_OF_RANGE: the year would not be 0001 to 9999, which is what
 * four digits can say. REQSIG_ERR_BUFFER_TOO_SMALL.
 */
reqsig_status rs_date_write(int64_t unix_seconds, reqsig_buffer *text);

/*
 * Accepts exactly the 29 bytes that rs_date_write writes for some time. All else is REQSIG_ERR_MALFORMED:
 * the obsolete forms, names in another letter case, a zone other than GMT, a day of one digit, a wrong
 * weekday, 31 April, hour 24. So is second 60: the grammar has it for leap seconds,
 * but POSIX time does not count them, so no number of seconds stands for it alone.
 */
reqsig_status rs_date_parse(reqsig_slice text, int64_t *unix_seconds);

/*
 * The same in digits, in UTC, by a pattern such as "YYYY-MM-DDThh:mm:ss.sssZ": Y, M, D, h, m and s stand for
 * digits, three s for milliseconds, anything else for itself. Times are in milliseconds, from 1970 to 9999.
 * What is read is exactly what is written for some time.
 */
reqsig_status rs_date_write_by(const char *pattern, int64_t unix_ms, reqsig_buffer *text);
reqsig_status rs_date_parse_by(const char *pattern, reqsig_slice text, int64_t *unix_ms);

#endif
