#include "base/escape.h"

#include <string.h>
#include <utf8proc.h>

#include "lib/bytes.h"
#include "lib/describe.h"

/* Controls, spaces other than U+0020, what takes no column or is ignored where text is shown, private use,
 * and what is no character at all. */
static bool is_unseen(utf8proc_int32_t c) {
  const utf8proc_property_t *property = utf8proc_get_property(c);
  switch (property->category) {
  case UTF8PROC_CATEGORY_CC:
  case UTF8PROC_CATEGORY_CF:
  case UTF8PROC_CATEGORY_CO:
  case UTF8PROC_CATEGORY_CN:
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP: return c != ' ';
  default: return property->ignorable || utf8proc_charwidth(c) == 0;
  }
}

static void escape_byte(uint8_t byte, escape_unit *unit) {
  char escape[RS_MAX_ESCAPE];
  snprintf(unit->text, sizeof unit->text, "%s", rs_escape_byte(byte, escape));
}

size_t escape_next(reqsig_slice bytes, bool utf8, escape_unit *unit) {
  utf8proc_int32_t c = -1;
  utf8proc_ssize_t len = utf8proc_iterate(bytes.data, (utf8proc_ssize_t)bytes.len, &c);
  uint8_t byte = bytes.data[0];
  bool one = len <= 1 || !utf8;
  if (one) len = 1;
  unit->escaped = one ? byte < ' ' || byte > '~' || byte == '\\' : is_unseen(c);
  if (!unit->escaped) {
    memcpy(unit->text, bytes.data, (size_t)len);
    unit->text[len] = '\0';
    unit->num_columns = one ? 1 : (size_t)utf8proc_charwidth(c);
    return (size_t)len;
  }
  if (one)
    escape_byte(byte, unit);
  else
    snprintf(unit->text, sizeof unit->text, "\\u{%04X}", (unsigned)c);
  unit->num_columns = strlen(unit->text);
  return (size_t)len;
}

void escape_write(FILE *out, reqsig_slice bytes, bool utf8) {
  escape_unit unit;
  while (bytes.len > 0) {
    bytes = rs_slice_after(bytes, escape_next(bytes, utf8, &unit));
    fputs(unit.text, out);
  }
}

void escape_write_string(FILE *out, const char *string, bool utf8) {
  escape_write(out, reqsig_text(string), utf8);
}

bool escape_is_plain(reqsig_slice bytes, bool utf8) {
  escape_unit unit;
  while (bytes.len > 0) {
    bytes = rs_slice_after(bytes, escape_next(bytes, utf8, &unit));
    if (unit.escaped) return false;
  }
  return true;
}

size_t escape_columns(reqsig_slice bytes, size_t len, bool utf8) {
  size_t num_columns = 0;
  escape_unit unit;
  for (size_t at = 0; at < len;) {
    at += escape_next(rs_slice_after(bytes, at), utf8, &unit);
    num_columns += unit.num_columns;
  }
  return num_columns;
}

size_t escape_columns_as_is(reqsig_slice text) {
  size_t num_columns = 0;
  escape_unit unit;
  while (text.len > 0) {
    bool is_backslash = text.data[0] == '\\';
    text = rs_slice_after(text, escape_next(text, true, &unit));
    num_columns += is_backslash ? 1 : unit.num_columns;
  }
  return num_columns;
}
