#include "json_scan.h"

#include <string.h>

/* Any character but the two with a meaning and control characters (section 7); here only ASCII. */
static bool is_plain(int c) {
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static bool take_between(rs_json_scan *scan, int low, int high) {
  int c = rs_json_scan_peek(scan);
  if (c < low || c > high) return false;
  scan->at++;
  return true;
}

/* A character of two to four bytes. The second byte's bounds, which depend on the first, keep out overlong
 * forms, surrogates and what lies above U+10FFFF: RFC 3629 section 4. */
static bool take_utf8(rs_json_scan *scan) {
  int lead = rs_json_scan_peek(scan), low = 0x80, high = 0xbf;
  if (lead < 0xc2 || lead > 0xf4) return false;
  if (lead == 0xe0) low = 0xa0;
  if (lead == 0xed) high = 0x9f;
  if (lead == 0xf0) low = 0x90;
  if (lead == 0xf4) high = 0x8f;
  scan->at++;
  if (!take_between(scan, low, high)) return false;
  if (lead >= 0xe0 && !take_between(scan, 0x80, 0xbf)) return false;
  return lead < 0xf0 || take_between(scan, 0x80, 0xbf);
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
