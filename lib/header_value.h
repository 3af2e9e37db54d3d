/* Which bytes of a header's value belong to which part of its rule. */
#ifndef REQSIG_HEADER_VALUE_H
#define REQSIG_HEADER_VALUE_H

#include "recipe.h"

/*
 * Splits the value of a header. pieces[i] becomes what belongs to rule->value[i]; nothing, if that is a
 * prefix that may be missing and is. Returns NULL, or the literal that is not where the rule wants it; only
 * the pieces before the first part that is no literal are set then.
 *
 * A MAC is as long as its encoding says, so that the part before it may hold the literal between the two,
 * and end in it. Any other part begins behind the last occurrence of the literal before it; the first takes
 * the rest. Where all parts are literals, what follows them belongs to none. Of a list, pieces are of the
 * first item of each kind.
 */
const rs_part *rs_header_value_split(const reqsig_scheme *recipe, const rs_header_rule *rule,
                                     reqsig_slice value, reqsig_slice pieces[RS_MAX_VALUE_PARTS]);

/* Of a list: what tells the item of the part at index i, which stands behind a literal. */
reqsig_slice rs_header_value_tag(const rs_header_rule *rule, size_t i);

/* Of a list: the text of the next MAC in *rest, which begins as the header's value; false behind the last. */
bool rs_header_value_next_mac(const rs_header_rule *rule, reqsig_slice *rest, reqsig_slice *mac);

/* Whether a text in the place of rule->value[at] is read back as it is: it holds neither the separator of
 * items nor, behind another part, the literal before it. */
bool rs_header_value_holds(const rs_header_rule *rule, size_t at, reqsig_slice text);

#endif
