/* Parameters, "a=1&b=2%20c": of a query or of a form, one by one, and the lists of them that a recipe signs.
 */
#ifndef REQSIG_PARAMETERS_H
#define REQSIG_PARAMETERS_H

#include "message_builder.h"

/* More than that are not sorted. */
enum { RS_MAX_PAIRS = 256 };

/* One parameter as it is written, with its name and its value; a value is empty if there is no "=". */
typedef struct rs_parameter {
  reqsig_slice whole, name, value;
} rs_parameter;

/* Takes the next parameter from *rest, which begins as a query without "?" or as a form; false behind the
 * last. One between two "&" may be empty. */
bool rs_parameter_next(reqsig_slice *rest, rs_parameter *parameter);

/* Appends what is written: "+" is a space, %41 is A, a "%" without two hex digits stays. */
void rs_parameter_decode(reqsig_slice written, reqsig_buffer *to);

/* Whether what is written is the text. In time that depends on the lengths only. */
bool rs_parameter_is(reqsig_slice written, reqsig_slice text);

/* How many parameters have the name, and the value of the first. */
size_t rs_parameter_find(reqsig_slice all, reqsig_slice name, reqsig_slice *value);

/* Puts the list. If it is to be sorted and is too long, nothing, and builder->too_many is set. */
void rs_list_emit(rs_builder *builder, const rs_list *list, rs_sink *to);

/* How many values a list of one has, and the first of them, as it is written. */
size_t rs_list_find_single(const reqsig_request *request, const rs_list *list, reqsig_slice *value);

/* Whether the list has at most RS_MAX_PAIRS parameters, if it is sorted. */
bool rs_list_fits(rs_builder *builder, const rs_list *list);

/* Signing: puts the target to send, with the parameters that the scheme adds in the place of any of the same
 * names. */
void rs_target_emit(rs_builder *builder, rs_sink *to);

/* Whether signing adds a parameter. */
bool rs_adds_parameters(const reqsig_scheme *recipe);

#endif
