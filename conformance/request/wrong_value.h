/* What is wrong with a header's value that must not be shown. */
#ifndef REQSIG_WRONG_VALUE_H
#define REQSIG_WRONG_VALUE_H

#include "request/opened_request.h"

/* Into text, each remark behind "; ", in words that tell one character of the value at most; "" if it has the
 * form that the rule gives it, with these credentials. */
void wrong_value_words(const struct opened_request *opened, const rs_header_rule *rule, reqsig_slice value,
                       char *text, size_t size);

#endif
