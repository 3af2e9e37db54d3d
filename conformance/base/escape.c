#include "base/escape.h"

#include <string.h>

#include "lib/bytes.h"
#include "lib/describe.h"

typedef struct code_point {
  uint32_t value;
  size_t len; /* 0: not UTF-8 */
} code_point;

static bool is_continuation(reqsig_slice bytes, size_t i) {
  return i < bytes.len && (bytes.data[i] & 0xC0) == 0x80;
}

/* RFC 3629 section 3: no overlong forms, no surrogates, nothing past U+10FFFF. */
static code_point decode(reqsig_slice bytes) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  uint8_t lead = bytes.data[0];
  size_t len = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0;
  if (len <= 1) return (code_point){lead, len};
  uint32_t value = lead & (0x7Fu >> len);
  for (size_t i = 1; i < len; i++) {
    if (!is_continuation(bytes, i)) return (code_point){0, 0};
    value = value << 6 | (bytes.data[i] & 0x3Fu);
  }
  bool valid = value >= least[len] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  return (code_point){value, valid ? len : 0};
}

/* Controls, spaces other than U+0020, format characters, combining marks, fillers, variation
 * selectors, private use and what is no character at all: by block where blocks hold nothing else. */
static bool is_unseen(uint32_t c) {
  static const struct {
    uint32_t first, last;
  } ranges[] = {
      {0x80, 0xA0},       {0xAD, 0xAD},        {0x300, 0x36F},   {0x61C, 0x61C},     {0x115F, 0x1160},
      {0x1680, 0x1680},   {0x17B4, 0x17B5},    {0x180B, 0x180F}, {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF},
      {0x2000, 0x200F},   {0x2028, 0x202F},    {0x205F, 0x206F}, {0x20D0, 0x20FF},   {0x3000, 0x3000},
      {0x3164, 0x3164},   {0xE000, 0xF8FF},    {0xFDD0, 0xFDEF}, {0xFE00, 0xFE0F},   {0xFE20, 0xFE2F},
      {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},    {0xFFF0, 0xFFFF}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
      {0x1FFFE, 0x1FFFF}, {0xE0000, 0x10FFFF},
  };
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (c >= ranges[i].first && c <= ranges[i].last) return true;
  return false;
}

static void escape_byte(uint8_t byte, escape_unit *unit) {
  char escape[RS_MAX_ESCAPE];
  snprintf(unit->text, sizeof unit->text, "%s", rs_escape_byte(byte, escape));
}

size_t escape_next(reqsig_slice bytes, bool utf8, escape_unit *unit) {
  code_point c = decode(bytes);
  uint8_t byte = bytes.data[0];
  bool one = c.len <= 1 || !utf8;
  unit->escaped = one ? byte < ' ' || byte > '~' || byte == '\\' : is_unseen(c.value);
  if (!unit->escaped) {
    size_t len = one ? 1 : c.len;
    memcpy(unit->text, bytes.data, len);
    unit->text[len] = '\0';
    unit->num_columns = 1;
    return len;
  }
  if (one)
    escape_byte(byte, unit);
  else
    snprintf(unit->text, sizeof unit->text, "\\u{%04X}", (unsigned)c.value);
  unit->num_columns = strlen(unit->text);
  return one ? 1 : c.len;
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

char *escape_text(reqsig_slice bytes, bool utf8, char *text, size_t size) {
  size_t at = 0;
  escape_unit unit;
  while (bytes.len > 0) {
    bytes = rs_slice_after(bytes, escape_next(bytes, utf8, &unit));
    size_t len = strlen(unit.text);
    if (len + at + 1 > size) break;
    memcpy(text + at, unit.text, len);
    at += len;
  }
  text[at] = '\0';
  return text;
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
