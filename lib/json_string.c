#include "json_scan.h"

#include <string.h>

#include "utf8.h"

/* An ASCII character that stands for itself: no quote, no backslash, no control character (section 7). */
static bool is_plain(int c) {
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* A character that is not ASCII. */
static bool take_utf8(rs_json_scan *scan) {
  return rs_json_scan_peek(scan) >= 0x80 && rs_utf8_next(scan->text, &scan->at) != RS_UTF8_INVALID;
}

static bool take_escape(rs_json_scan *scan) {
  scan->at++; /* the backslash */
  int c = rs_json_scan_peek(scan);
  if (c <= 0 || !strchr("\"\\/bfnrtu", c)) return false;
  scan->at++;
  if (c != 'u') return true;
  for (int i = 0; i < 4; i++, scan->at++)
    if (rs_hex_value(rs_json_scan_peek(scan)) < 0) return false;
  return true;
}

bool rs_json_scan_string(rs_json_scan *scan) {
  if (!rs_json_scan_take(scan, '"')) return false;
  for (;;) {
    int c = rs_json_scan_peek(scan);
    if (is_plain(c)) {
      scan->at++;
    } else if (c == '"') {
      scan->at++;
      return true;
    } else if (c == '\\' ? !take_escape(scan) : !take_utf8(scan)) {
      return false;
    }
  }
}
