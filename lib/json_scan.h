/* The JSON scanner that json.c and json_member.c share. */
#ifndef REQSIG_JSON_SCAN_H
#define REQSIG_JSON_SCAN_H

#include "json.h"

/* The text, and how far it was read. Where a function below fails, at is the offset of the error. */
typedef struct rs_json_scan {
  reqsig_slice text;
  size_t at;
} rs_json_scan;

/* The byte to be read next, or -1 at the end. */
static inline int rs_json_scan_peek(const rs_json_scan *scan) {
  return scan->at < scan->text.len ? scan->text.data[scan->at] : -1;
}

/* Reads the byte c if it is next. */
static inline bool rs_json_scan_take(rs_json_scan *scan, int c) {
  if (rs_json_scan_peek(scan) != c) return false;
  scan->at++;
  return true;
}

/* Reads white space, which may be none: section 2. */
void rs_json_scan_space(rs_json_scan *scan);

/* Reads a string, its quotes included: section 7. */
bool rs_json_scan_string(rs_json_scan *scan);
/* The same of a string that is ASCII without escapes. False: reads nothing, as there is none. */
bool rs_json_scan_plain_string(rs_json_scan *scan);

/* Takes the byte or the escape at the beginning of *rest, which is what is left of a valid string, and
 * returns how many bytes it stands for; 0 for a lone surrogate, which has no UTF-8 form. */
size_t rs_json_string_next(reqsig_slice *rest, uint8_t to[4]);

/* Reads a member's name and the colon behind it, with white space before each. *escaped is the text between
 * the name's quotes. */
bool rs_json_scan_name(rs_json_scan *scan, reqsig_slice *escaped);

/* Reads white space and a value of any kind, which stands inside depth arrays or objects. */
reqsig_status rs_json_scan_value(rs_json_scan *scan, size_t depth);

#endif
