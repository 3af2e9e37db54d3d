/* What a request has for a rule of its scheme: headers, or parameters of the query. */
#ifndef REQSIG_SENT_FIELDS_H
#define REQSIG_SENT_FIELDS_H

#include "base/arena.h"
#include "lib/recipe.h"

/* All headers of the rule's name, in base64 or not; of a rule for a parameter all of its name, as headers
 * with their values decoded. */
reqsig_header *sent_fields(struct arena *arena, const reqsig_request *request, const rs_header_rule *rule,
                           size_t *count);

/* The first of them; NULL if there is none. */
const reqsig_header *sent_field(struct arena *arena, const reqsig_request *request,
                                const rs_header_rule *rule);

/* The values of parameters of that name in a target, decoded, as headers. */
reqsig_header *sent_parameters(struct arena *arena, reqsig_slice target, reqsig_slice name, size_t *count);

/* A value in base64 as plain text, itself if it is none; and back. */
reqsig_slice sent_coded_value(struct arena *arena, const rs_header_rule *rule, reqsig_slice sent);
reqsig_slice sent_code_value(struct arena *arena, const rs_header_rule *rule, reqsig_slice plain);

#endif
