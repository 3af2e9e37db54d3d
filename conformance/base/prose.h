/* Sentences laid out for a page. */
#ifndef REQSIG_PROSE_H
#define REQSIG_PROSE_H

#include <stddef.h>
#include <stdio.h>

enum { PROSE_COLUMNS = 100 };

/* Text broken between words at PROSE_COLUMNS. It begins at column first, wherever that is; further
 * lines are indented by rest columns. Ends with a line end. */
void prose_wrap(FILE *out, int first, int rest, const char *text);

/* "" of one, "s" of any other number. */
const char *prose_plural(size_t number);

#endif
