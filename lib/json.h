/*
 * JSON by RFC 8259, read strictly and in place: a check, the look-up of one member, and integers.
 * One pass over the text, no recursion, no allocation; the time is linear in the text's length.
 */
#ifndef REQSIG_JSON_H
#define REQSIG_JSON_H

#include "bytes.h"

/* Arrays and objects may be nested this deep; section 9 lets a parser set such a limit. */
#define RS_JSON_MAX_DEPTH 512

/*
 * Whether text is one JSON value with nothing but white space around it. Strings must be valid UTF-8: no
 * overlong forms, no surrogates, nothing above U+10FFFF. A byte order mark is rejected (section 8.1). An
 * escape of a lone surrogate, "\ud800", follows the grammar (section 8.2) and is accepted. Names may repeat.
 *
 * REQSIG_ERR_MALFORMED: *offset is that of the first byte with which no JSON text could go on, or
 * text.len if the text ends too early. REQSIG_ERR_OUT_OF_RANGE: *offset is that of the first bracket too
 * deep. Neither says anything of what follows the offset.
 */
reqsig_status rs_json_check(reqsig_slice text, size_t *offset);

typedef enum rs_json_result {
  RS_JSON_FOUND = 0,
  RS_JSON_ABSENT = 1,
  RS_JSON_DUPLICATE = 2, /* more than one member has the name; RFC 8259 leaves open which one counts */
  RS_JSON_MALFORMED = 3  /* not JSON, nested too deep, or not an object at the top */
} rs_json_result;

/*
 * The value of the member of the object at the top of text that has the given name, byte for byte after
 * its escapes are read: "\u0074imestamp" is timestamp, Timestamp is not. *value is the value as it
 * stands in text, a string with its quotes, without the white space around it; it is set only if FOUND.
 * All of text is checked first, so MALFORMED wins over every other answer. A name with an escaped lone
 * surrogate has no UTF-8 form and never matches.
 */
rs_json_result rs_json_member(reqsig_slice text, reqsig_slice name, reqsig_slice *value);

/*
 * The integer that a JSON number is written as: a minus or none, and digits. "-0" is 0, as readers of
 * JSON agree that the two are equal.
 * REQSIG_ERR_MALFORMED: all else, white space too. A fraction or an exponent is rejected even where the
 * value is whole, "1.0" or "1e3": senders who write so have gone through a binary float, and what that
 * left of a large number can't be seen here. REQSIG_ERR_OUT_OF_RANGE: an integer past int64.
 */
reqsig_status rs_json_int64(reqsig_slice number_text, int64_t *value);

#endif
