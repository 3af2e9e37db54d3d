/* Numbers, times and spans of time, as people type and read them. */
#ifndef REQSIG_QUANTITY_H
#define REQSIG_QUANTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* The largest that number_read reads. */
#define NUMBER_MAX UINT64_C(999999999999999)

/* False if text is anything but digits, or the number is not from min to max. */
bool number_read(const char *text, uint64_t min, uint64_t max, uint64_t *number);

/* 2^53 - 1: every language reads it from JSON without loss. */
#define TIME_MAX INT64_C(9007199254740991)

/* Digits alone, 0 to TIME_MAX; false, said on standard error, of anything else. */
bool time_parse(const char *text, int64_t *now_ms);

/* The same of a number of milliseconds that option is given. */
bool time_parse_span(const char *option, const char *text, int64_t *span_ms);

/* The system's clock. */
int64_t time_from_clock(void);

/* Adds "2017-04-10 04:43:12.000 UTC"; nothing if the platform can't tell such a date. */
void text_add_time(struct text *text, int64_t time_ms);

/* Adds "2 days 3 min 0.001 s", or "about 3 years (1100 days)" from two years on. */
void text_add_span(struct text *text, int64_t span_ms);

#endif
