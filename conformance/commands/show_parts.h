/* Lines that vectors of either kind are shown in: a label, and what it says behind it. */
#ifndef REQSIG_SHOW_PARTS_H
#define REQSIG_SHOW_PARTS_H

#include <stdio.h>

#include "base/terminal.h"
#include "vectors/vector.h"

/* An empty line, and a line that names what follows. */
void show_head(FILE *out, const char *head, terminal t);
/* Bytes made visible, and how many there are. */
void show_bytes(FILE *out, const char *label, reqsig_slice bytes, terminal t);
void show_string(FILE *out, const char *label, const char *string, terminal t);
void show_headers(FILE *out, const char *label, const reqsig_header *headers, size_t count, terminal t);
/* Nothing if there are none. */
void show_rows(FILE *out, const char *label, const struct row_list *rows);

#endif
