/*
 * Bytes made visible, so that two texts look alike only if they are the same bytes.
 *
 * Printable ASCII stands for itself, and so does printable UTF-8 where the reader's terminal can
 * show it. A backslash is written \\, the usual controls \n \r \t and \0, any other byte \xNN, and a
 * character that nobody would see or that joins itself to its neighbour (a no-break space, a zero
 * width space, a byte order mark, a combining accent) by its code point: \u{FEFF}.
 */
#ifndef REQSIG_ESCAPE_H
#define REQSIG_ESCAPE_H

#include <stdbool.h>
#include <stdio.h>

#include "reqsig.h"

/* One byte or character, as it is shown. */
typedef struct escape_unit {
  char text[12]; /* with a NUL at its end */
  size_t num_columns;
  bool escaped;
} escape_unit;

/* Shows what bytes begin with, and returns how many bytes that was: 1 to 4. bytes are not empty. */
size_t escape_next(reqsig_slice bytes, bool utf8, escape_unit *unit);

void escape_write(FILE *out, reqsig_slice bytes, bool utf8);
void escape_write_string(FILE *out, const char *string, bool utf8);

/* True if each byte stands for itself. */
bool escape_is_plain(reqsig_slice bytes, bool utf8);

/* How many columns the first len bytes take when they are shown so. */
size_t escape_columns(reqsig_slice bytes, size_t len, bool utf8);

/* How many columns a text takes that is printed as it is. */
size_t escape_columns_as_is(reqsig_slice text);

#endif
