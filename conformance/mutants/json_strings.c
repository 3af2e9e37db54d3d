#include <string.h>

#include "lib/bytes.h"
#include "lib/hex.h"
#include "lib/utf8.h"
#include "mutants/transforms.h"

/* A character of a string, or an escape. */
struct unit {
  uint32_t code;
  bool escaped;
  reqsig_slice raw;
};

static bool is_surrogate(uint32_t code) {
  return code >= 0xd800 && code <= 0xdfff;
}

static uint32_t read_hex4(reqsig_slice token, size_t at) {
  uint8_t bytes[2];
  reqsig_buffer room = {bytes, sizeof bytes, 0};
  rs_hex_decode(rs_slice(token.data + at, 4), RS_HEX_ANY_CASE, &room);
  return (uint32_t)bytes[0] << 8 | bytes[1];
}

static bool is_low_surrogate_at(reqsig_slice token, size_t at) {
  return rs_slice_starts_with(rs_slice_after(token, at), RS_LITERAL("\\u")) &&
         read_hex4(token, at + 2) >> 10 == 0xdc00 >> 10;
}

static uint32_t read_escape(reqsig_slice token, size_t *at) {
  static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
  uint8_t letter = token.data[*at + 1];
  *at += 2;
  const char *found = strchr(letters, letter);
  if (found) return (uint8_t)meanings[found - letters];
  if (letter != 'u') return letter;
  uint32_t code = read_hex4(token, *at);
  *at += 4;
  if (code >> 10 != 0xd800 >> 10 || !is_low_surrogate_at(token, *at)) return code;
  code = rs_utf16_character(code, read_hex4(token, *at + 2));
  *at += 6;
  return code;
}

static struct unit next_unit(reqsig_slice token, size_t *at) {
  size_t start = *at;
  struct unit unit = {.escaped = token.data[start] == '\\'};
  unit.code = unit.escaped ? read_escape(token, at) : rs_utf8_next(token, at);
  unit.raw = rs_slice(token.data + start, *at - start);
  return unit;
}

static void add_escape(const struct json_style *style, uint32_t code, struct text *to) {
  const char *format = style->strings & JSON_UPPER_HEX ? "\\u%04X" : "\\u%04x";
  if (code > 0xffff) text_addf(to, format, (unsigned)rs_utf16_high(code));
  text_addf(to, format, (unsigned)(code > 0xffff ? rs_utf16_low(code) : code));
}

static void add_plainest(const struct json_style *style, uint32_t code, struct text *to) {
  static const char codes[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
  const char *found = code > 0 && code < 0x80 ? strchr(codes, (int)code) : NULL;
  if (found)
    text_addf(to, "\\%c", letters[found - codes]);
  else if (code < 0x20 || is_surrogate(code))
    add_escape(style, code, to);
  else
    text_add_utf8(to, code);
}

/* \u00e9 and \u00E9 are one character. */
static void add_raw(const struct json_style *style, struct unit unit, struct text *to) {
  bool recased = unit.raw.len >= 6 && unit.escaped && style->strings & (JSON_UPPER_HEX | JSON_LOWER_HEX);
  if (recased)
    add_escape(style, unit.code, to);
  else
    text_add(to, unit.raw);
}

static bool is_escaped_too(const struct json_style *style, uint32_t code) {
  for (const char *c = style->escaped_too; c && *c; c++)
    if ((uint8_t)*c == code) return true;
  return false;
}

static bool is_escaped_by(const struct json_style *style, uint32_t code) {
  if (is_escaped_too(style, code)) return true;
  if (code == 0x7f) return style->strings & JSON_DEL_ESCAPED;
  return code > 0x7f && style->strings & JSON_NON_ASCII_ESCAPED;
}

static bool is_plain_by(const struct json_style *style, struct unit unit) {
  if (!unit.escaped) return false;
  if (style->strings & JSON_NO_NEEDLESS_ESCAPES) return true;
  if (unit.code == '/') return style->strings & JSON_SLASH_PLAIN;
  return unit.code > 0x7f && !is_surrogate(unit.code) && style->strings & JSON_NON_ASCII_PLAIN;
}

static void write_unit(const struct json_style *style, struct unit unit, struct text *to) {
  if (unit.code == '/' && style->strings & JSON_SLASH_ESCAPED)
    text_add_string(to, "\\/");
  else if (is_escaped_by(style, unit.code))
    add_escape(style, unit.code, to);
  else if (is_plain_by(style, unit))
    add_plainest(style, unit.code, to);
  else
    add_raw(style, unit, to);
}

static bool has_unit(reqsig_slice token, uint32_t code) {
  for (size_t at = 1; at < token.len - 1;)
    if (next_unit(token, &at).code == code) return true;
  return false;
}

/* Python's repr() of a string: in single quotes unless it holds one and no double quote. */
static void write_repr(reqsig_slice token, struct text *to) {
  char quote = has_unit(token, '\'') && !has_unit(token, '"') ? '"' : '\'';
  text_add_byte(to, quote);
  for (size_t at = 1; at < token.len - 1;) {
    uint32_t code = next_unit(token, &at).code;
    static const char codes[] = "\n\r\t", letters[] = "nrt";
    const char *found = code > 0 && code < 0x80 ? strchr(codes, (int)code) : NULL;
    if (found)
      text_addf(to, "\\%c", letters[found - codes]);
    else if (code == '\\' || code == (uint8_t)quote)
      text_addf(to, "\\%c", (char)code);
    else if (code < 0x20 || (code >= 0x7f && code <= 0xa0) || code == 0xad)
      text_addf(to, "\\x%02x", (unsigned)code);
    else if (is_surrogate(code))
      text_addf(to, "\\u%04x", (unsigned)code);
    else
      text_add_utf8(to, code);
  }
  text_add_byte(to, quote);
}

/* How many characters at the beginning stay as they are. */
static size_t count_plain(const struct json_style *style, reqsig_slice text) {
  size_t len = 0;
  while (len < text.len && text.data[len] >= 0x20 && text.data[len] < 0x7f && text.data[len] != '\\' &&
         text.data[len] != '/' && !is_escaped_too(style, text.data[len]))
    len++;
  return len;
}

void json_write_string(const struct json_style *style, reqsig_slice token, struct text *to) {
  if (style->python_quotes) {
    write_repr(token, to);
    return;
  }
  if (!style->strings && !style->escaped_too) {
    text_add(to, token);
    return;
  }
  text_add_byte(to, '"');
  for (size_t at = 1; at < token.len - 1;) {
    size_t len = count_plain(style, rs_slice(token.data + at, token.len - 1 - at));
    text_add(to, rs_slice(token.data + at, len));
    at += len;
    if (at < token.len - 1) write_unit(style, next_unit(token, &at), to);
  }
  text_add_byte(to, '"');
}
