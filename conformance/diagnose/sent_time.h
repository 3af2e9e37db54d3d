/* The timestamp that was sent, read as a person reads it: in whatever unit, form or language. */
#ifndef REQSIG_SENT_TIME_H
#define REQSIG_SENT_TIME_H

#include "base/text.h"
#include "lib/recipe.h"

enum time_unit { UNIT_NONE, UNIT_SECONDS, UNIT_MILLISECONDS, UNIT_MICROSECONDS, UNIT_NANOSECONDS, UNIT_DATE };

/* The unit that makes the number a time within fifty years of now_ms, and that time; UNIT_DATE of a date in
 * any language's form; UNIT_NONE of anything else. */
enum time_unit sent_time_guess(reqsig_slice text, int64_t now_ms, int64_t *time_ms);

/* "seconds" */
const char *sent_time_unit_name(enum time_unit unit);
/* The unit that the scheme wants. */
enum time_unit sent_time_unit_of(const reqsig_scheme *recipe);

/* Adds the time as the scheme writes it; false if it can't be written so. */
bool sent_time_add(struct text *text, const reqsig_scheme *recipe, int64_t time_ms);

#endif
