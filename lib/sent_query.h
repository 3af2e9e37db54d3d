/* The query that is sent: the request's own parameters, and in the place of those of the same names the ones
 * that signing adds. */
#ifndef REQSIG_SENT_QUERY_H
#define REQSIG_SENT_QUERY_H

#include "message_builder.h"

/* Whether signing adds a parameter. */
bool rs_adds_parameters(const reqsig_scheme *recipe);

/* Whether signing writes the parameter of that name, as it is written, anew. */
bool rs_parameter_is_replaced(const rs_builder *builder, reqsig_slice name);

/* Whether signing adds the parameter to this request, and the message may have it. */
bool rs_parameter_is_added(rs_builder *builder, const rs_header_rule *rule);

/* Whether the list is without the parameters of that name; the second takes it as it is written. */
bool rs_list_leaves_out(const rs_list *list, reqsig_slice name);
bool rs_list_leaves_out_written(const rs_list *list, reqsig_slice written);

/* Puts the query as the list in place has it. */
void rs_query_emit(rs_builder *builder, const rs_list *list, rs_sink *to);

/* Signing: puts the target to send. */
void rs_target_emit(rs_builder *builder, rs_sink *to);

#endif
