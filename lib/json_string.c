#include "json_scan.h"

#include <string.h>

#include "utf8.h"

/* Reads ASCII characters that stand for themselves: no quote, no backslash, no control character (section 7).
 */
static void skip_plain(rs_json_scan *scan) {
  const uint8_t *at = scan->text.data + scan->at, *end = scan->text.data + scan->text.len;
  uint64_t marks = 0;
  for (uint64_t word; marks == 0 && (size_t)(end - at) >= sizeof word;) {
    word = rs_word_read(at);
    marks = rs_word_mark_high(word) | rs_word_mark_escaped(word);
    at += marks ? rs_word_first(marks) : sizeof word;
  }
  if (marks == 0)
    while (at < end && *at >= 0x20 && *at < 0x80 && *at != '"' && *at != '\\') at++;
  scan->at = (size_t)(at - scan->text.data);
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

bool rs_json_scan_plain_string(rs_json_scan *scan) {
  rs_json_scan ahead = *scan;
  if (!rs_json_scan_take(&ahead, '"')) return false;
  skip_plain(&ahead);
  if (!rs_json_scan_take(&ahead, '"')) return false;
  scan->at = ahead.at;
  return true;
}

bool rs_json_scan_string(rs_json_scan *scan) {
  if (!rs_json_scan_take(scan, '"')) return false;
  for (;;) {
    skip_plain(scan);
    if (rs_json_scan_take(scan, '"')) return true;
    if (rs_json_scan_peek(scan) == '\\' ? !take_escape(scan) : !take_utf8(scan)) return false;
  }
}

/* The four digits of an escape that is known to be right. */
static uint32_t hex_digits(const uint8_t *at) {
  uint32_t unit = 0;
  for (size_t i = 0; i < 4; i++) {
    int value = rs_is_digit(at[i]) ? at[i] - '0' : rs_upper(at[i]) - 'A' + 10;
    unit = unit << 4 | (uint32_t)value;
  }
  return unit;
}

static uint8_t read_short_escape(uint8_t c) {
  switch (c) {
  case 'b': return '\b';
  case 'f': return '\f';
  case 'n': return '\n';
  case 'r': return '\r';
  case 't': return '\t';
  default: return c; /* a quote, a backslash, a slash */
  }
}

/* Reads "\uXXXX" at the beginning of *rest, with its second half where it is a surrogate: section 7. Gives
 * the number of bytes written, 0 for a lone surrogate. */
static size_t read_unicode_escape(reqsig_slice *rest, uint8_t to[4]) {
  uint32_t unit = hex_digits(rest->data + 2);
  *rest = rs_slice_after(*rest, 6);
  if (unit < 0xd800 || unit > 0xdfff) return rs_utf8_write(unit, to);
  if (unit > 0xdbff || !rs_slice_starts_with(*rest, RS_LITERAL("\\u"))) return 0;
  uint32_t second = hex_digits(rest->data + 2);
  if (second < 0xdc00 || second > 0xdfff) return 0;
  *rest = rs_slice_after(*rest, 6);
  return rs_utf8_write(rs_utf16_character(unit, second), to);
}

size_t rs_json_string_next(reqsig_slice *rest, uint8_t to[4]) {
  if (rest->data[0] != '\\') {
    to[0] = rest->data[0];
    *rest = rs_slice_after(*rest, 1);
    return 1;
  }
  if (rest->data[1] == 'u') return read_unicode_escape(rest, to);
  to[0] = read_short_escape(rest->data[1]);
  *rest = rs_slice_after(*rest, 2);
  return 1;
}
