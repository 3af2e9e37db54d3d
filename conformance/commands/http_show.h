/* One raw request, for a person to read. */
#ifndef REQSIG_HTTP_SHOW_H
#define REQSIG_HTTP_SHOW_H

#include <stdio.h>

#include "vectors/http_vector.h"

void http_show(const struct http_vector *vector, FILE *out);

#endif
