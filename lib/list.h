/* The lists that a recipe signs: parameters or headers, chosen and written anew. */
#ifndef REQSIG_LIST_H
#define REQSIG_LIST_H

#include "message_builder.h"

/* More than that are not sorted. */
enum { RS_MAX_PAIRS = 256 };

/* Puts the list. If it is to be sorted and is too long, nothing, and builder->too_many is set. */
void rs_list_emit(rs_builder *builder, const rs_list *list, rs_sink *to);

/* How many values a list of one has, and the first of them, as it is written. */
size_t rs_list_find_single(const reqsig_request *request, const rs_list *list, reqsig_slice *value);

/* Whether the list has at most RS_MAX_PAIRS parameters, if it is sorted. */
bool rs_list_fits(rs_builder *builder, const rs_list *list);

#endif
