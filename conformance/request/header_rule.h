/* What the recipe says of a header. */
#ifndef REQSIG_HEADER_RULE_H
#define REQSIG_HEADER_RULE_H

#include "lib/recipe.h"

/* The rule of the header of that name, in whatever letter case; NULL if the scheme has none. */
const rs_header_rule *header_rule_of(const reqsig_scheme *recipe, reqsig_slice name);

/* Its first part from that source, or NULL, which it also is of no rule. */
const rs_part *header_rule_part(const rs_header_rule *rule, rs_source source);

#endif
