/* Parameters, "a=1&b=2%20c": of a query or of a form, one by one. */
#ifndef REQSIG_PARAMETERS_H
#define REQSIG_PARAMETERS_H

#include <stdbool.h>

#include "reqsig.h"

/* One parameter as it is written, with its name and its value; a value is empty if there is no "=". */
typedef struct rs_parameter {
  reqsig_slice whole, name, value;
} rs_parameter;

/* Takes the next parameter from *rest, which begins as a query without "?" or as a form; false behind the
 * last. One between two "&" may be empty. */
bool rs_parameter_next(reqsig_slice *rest, rs_parameter *parameter);

/* Appends what is written: "+" is a space, %41 is A, a "%" without two hex digits stays. */
void rs_parameter_decode(reqsig_slice written, reqsig_buffer *to);

/* Whether what is written is the text. In time that depends on the lengths only. */
bool rs_parameter_is(reqsig_slice written, reqsig_slice text);

/* How many parameters have the name, and the value of the first. */
size_t rs_parameter_find(reqsig_slice all, reqsig_slice name, reqsig_slice *value);

/* A text that is read byte by byte: decoded, if it is written as in a query, and encoded then. */
typedef struct rs_octets {
  reqsig_slice rest;
  bool decode, encode, lower, squeeze;
  uint8_t escape[2]; /* what is left of one */
  size_t num_left;
} rs_octets;

/* The next byte, or -1 behind the last. */
int rs_octets_next(rs_octets *text);

#endif
