/* Headers of which what stands behind the first text is written in base64: "Basic " and the rest. As plain
 * text they are as their rule has them. */
#ifndef REQSIG_CODED_VALUE_H
#define REQSIG_CODED_VALUE_H

#include "message_builder.h"

/* All parts of the header's value, as it is sent. */
void rs_coded_value_emit(rs_builder *builder, const rs_header_rule *rule, rs_sink *to);

/* Appends what a sent value is as plain text. False: the text before the base64 is another one, or this is
 * not as an encoder writes it, or there is no room. */
bool rs_coded_value_read(const rs_header_rule *rule, reqsig_slice sent, reqsig_buffer *plain);

/* Appends a plain text as it is sent. What does not begin with the rule's text is in base64 as a whole. */
void rs_coded_value_write(const rs_header_rule *rule, reqsig_slice plain, reqsig_buffer *sent);

#endif
