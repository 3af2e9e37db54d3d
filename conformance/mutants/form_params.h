/* Form text: parameters between "&", each a name, and a value behind its first "=". */
#ifndef REQSIG_FORM_PARAMS_H
#define REQSIG_FORM_PARAMS_H

#include <stdbool.h>

#include "base/text.h"

struct params {
  reqsig_slice *items;
  size_t count;
};

/* Free the items with params_free. No text is no parameters. */
struct params params_split(reqsig_slice text);
void params_free(struct params *params);

void params_sort(struct params *params);
void params_reverse(struct params *params);
void params_add(const struct params *params, struct text *to);

/* The value of a parameter: empty if it has none. */
reqsig_slice params_value(reqsig_slice param);

/* Adds text with its escapes read, and with each "+" as a space if that is so. */
void params_decode(reqsig_slice text, bool plus_is_space, struct text *to);

#endif
