/* Numbers of a command line. */
#ifndef REQSIG_NUMBER_H
#define REQSIG_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* The largest that number_read reads. */
#define NUMBER_MAX UINT64_C(999999999999999)

/* False if text is anything but digits, or the number is not from min to max. */
bool number_read(const char *text, uint64_t min, uint64_t max, uint64_t *number);

#endif
