#include "mutants/transforms.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "lib/hex.h"
#include "lib/json.h"
#include "lib/utf8.h"

enum { MAX_DIGITS = 17, MAX_SHORT = 24 };

/* How a language lays out a double. */
struct number_layout {
  int least, most;       /* exponents of ten of numbers that are written without one */
  bool whole_has_point;  /* 1.0 */
  bool single_has_point; /* 1.0e-07 */
  int exponent_digits;
  const char *infinite;
  const char *negative_zero;
};

static const struct number_layout layouts[] = {
    [JSON_JAVASCRIPT] = {-6, 20, false, false, 1, "null", "0"},
    [JSON_PYTHON] = {-4, 15, true, false, 2, "Infinity", "-0.0"},
    [JSON_PHP] = {-4, 16, false, true, 1, "null", "-0"},
    [JSON_RUBY] = {-4, 14, true, true, 2, "null", "-0.0"},
};

/* A double as d.ddd times ten to the exponent, with no more digits than it takes to read it back. */
struct decimal {
  bool negative;
  char digits[MAX_DIGITS + 1];
  int num_digits;
  int exponent;
};

/* A double that is not subnormal keeps any decimal of 15 digits, so the one that it is printed as in 15 ends
 * in zeros where fewer do. */
static int least_precision(double value) {
  return fabs(value) < DBL_MIN ? 0 : DBL_DIG - 1;
}

static void drop_last_zeros(struct decimal *decimal) {
  while (decimal->num_digits > 1 && decimal->digits[decimal->num_digits - 1] == '0')
    decimal->digits[--decimal->num_digits] = '\0';
}

/* A number of few digits and no exponent reads back as it stands. False: it is none, or zero. */
static bool read_short(reqsig_slice token, struct decimal *decimal) {
  bool behind_point = false;
  *decimal = (struct decimal){.negative = token.data[0] == '-', .exponent = -1};
  if (token.len > MAX_SHORT) return false;
  for (size_t i = decimal->negative; i < token.len; i++) {
    uint8_t c = token.data[i];
    bool leads = c == '0' && decimal->num_digits == 0;
    if (c == '.') {
      behind_point = true;
      continue;
    }
    if (!rs_is_digit(c) || decimal->num_digits == DBL_DIG) return false;
    if (!leads) decimal->digits[decimal->num_digits++] = (char)c;
    if (leads == behind_point) decimal->exponent += leads ? -1 : 1;
  }
  drop_last_zeros(decimal);
  return decimal->num_digits > 0;
}

static struct decimal shortest(double value) {
  struct decimal decimal = {.negative = signbit(value) != 0};
  char text[64];
  for (int precision = least_precision(value); precision < MAX_DIGITS; precision++) {
    snprintf(text, sizeof text, "%.*e", precision, fabs(value));
    if (strtod(text, NULL) == fabs(value)) break;
  }
  for (const char *c = text; *c && *c != 'e'; c++)
    if (*c != '.' && decimal.num_digits < MAX_DIGITS) decimal.digits[decimal.num_digits++] = *c;
  drop_last_zeros(&decimal);
  decimal.exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
  return decimal;
}

static void add_plain(const struct number_layout *layout, const struct decimal *decimal, struct text *to) {
  int point = decimal->exponent + 1; /* digits before it */
  if (point <= 0) text_add_string(to, "0.");
  for (int i = point; i < 0; i++) text_add_string(to, "0");
  for (int i = 0; i < decimal->num_digits; i++) {
    if (i == point && i > 0) text_add_string(to, ".");
    text_add_byte(to, decimal->digits[i]);
  }
  for (int i = decimal->num_digits; i < point; i++) text_add_string(to, "0");
  if (decimal->num_digits <= point && layout->whole_has_point) text_add_string(to, ".0");
}

static void add_scientific(const struct number_layout *layout, const struct decimal *decimal,
                           struct text *to) {
  text_add_byte(to, decimal->digits[0]);
  if (decimal->num_digits > 1)
    text_addf(to, ".%s", decimal->digits + 1);
  else if (layout->single_has_point)
    text_add_string(to, ".0");
  text_addf(to, "e%c%0*d", decimal->exponent < 0 ? '-' : '+', layout->exponent_digits,
            abs(decimal->exponent));
}

static void add_decimal(const struct number_layout *layout, const struct decimal *decimal, struct text *to) {
  if (decimal->negative) text_add_byte(to, '-');
  if (decimal->exponent < layout->least || decimal->exponent > layout->most)
    add_scientific(layout, decimal, to);
  else
    add_plain(layout, decimal, to);
}

static void add_double(const struct number_layout *layout, double value, struct text *to) {
  if (isinf(value)) {
    text_addf(to, "%s%s", value < 0 && layout->infinite[0] == 'I' ? "-" : "", layout->infinite);
    return;
  }
  if (value == 0 && signbit(value)) {
    text_add_string(to, layout->negative_zero);
    return;
  }
  struct decimal decimal = shortest(value);
  add_decimal(layout, &decimal, to);
}

static bool stays_integer(enum json_numbers numbers, reqsig_slice token) {
  int64_t value;
  reqsig_status status = rs_json_int64(token, &value);
  if (numbers == JSON_JAVASCRIPT || status == REQSIG_ERR_MALFORMED) return false;
  return status == REQSIG_OK || numbers != JSON_PHP;
}

void json_write_number(enum json_numbers numbers, reqsig_slice token, struct text *to) {
  struct decimal decimal;
  if (numbers == JSON_NUMBERS_KEPT) {
    text_add(to, token);
  } else if (stays_integer(numbers, token)) {
    text_add(to, rs_slice_equal(token, RS_LITERAL("-0")) ? RS_LITERAL("0") : token);
  } else if (read_short(token, &decimal)) {
    add_decimal(&layouts[numbers], &decimal, to);
  } else {
    struct text terminated = {0};
    text_add(&terminated, token);
    add_double(&layouts[numbers], strtod(text_string(&terminated), NULL), to);
    text_free(&terminated);
  }
}

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
