/* Why the bytes that a person named are no HTTP request, and where. */
#ifndef REQSIG_REQUEST_FAULT_H
#define REQSIG_REQUEST_FAULT_H

#include <stdio.h>

#include "request/opened_request.h"

/* What was expected and what to do: that of the error, or of what the bytes show to be a capture or a chunk.
 */
const char *request_fault_advice(const request_input *input);

/* "at line 3, byte 2 of the line (offset 27 of 40):" into text; "" if there are no bytes. */
void request_fault_place(const request_input *input, char *text, size_t size);

/* The line at fault, or what of it is near the fault, and a caret below the first byte at fault, indented by
 * that many columns. In place of a line that holds a secret, or may, it says so. */
void request_fault_show(FILE *out, const struct opened_request *opened, int indent);

/* All of it on standard error. */
void request_fault_complain(const struct opened_request *opened);

#endif
