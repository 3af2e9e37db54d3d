/* Which headers a list takes: by the recipe, or by the names that the request itself gives. */
#ifndef REQSIG_HEADER_LIST_H
#define REQSIG_HEADER_LIST_H

#include "message_builder.h"

enum { RS_MAX_SENT_NAMES = 4096 };

/* Whether the recipe's own choice has the header. */
bool rs_list_names_header(const rs_list *list, reqsig_slice name);

/* Whether a header that the list must have is neither in the request nor added to it: *name. */
bool rs_list_lacks(const rs_builder *builder, const rs_list *list, reqsig_slice *name);

/* Whether the list takes the header: if the request says which ones are signed, those. */
bool rs_list_takes(const rs_builder *builder, const rs_list *list, reqsig_slice name);

/* Whether signing writes the header anew. */
bool rs_header_is_replaced(const rs_builder *builder, reqsig_slice name);

/* What is wrong with the names that the request gives: *field is left as it is if it is the header that has
 * them. */
reqsig_reason rs_check_sent_names(rs_builder *builder, reqsig_slice *field, const char **expected);

#endif
