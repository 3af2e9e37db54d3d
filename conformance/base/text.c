#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/describe.h"
#include "lib/utf8.h"

enum { FIRST_CAPACITY = 256 };

void text_reserve(struct text *text, size_t len) {
  size_t capacity = text->capacity ? text->capacity : FIRST_CAPACITY;
  while (capacity - text->len <= len) capacity *= 2;
  if (capacity == text->capacity) return;
  text->data = memory_resize(text->data, capacity);
  text->capacity = capacity;
}

void text_add(struct text *text, reqsig_slice bytes) {
  char *to = text_extend(text, bytes.len);
  if (bytes.len > 0) memcpy(to, bytes.data, bytes.len);
}

void text_add_string(struct text *text, const char *string) {
  text_add(text, reqsig_text(string));
}

void text_addv(struct text *text, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int len = vsnprintf(NULL, 0, format, again);
  va_end(again);
  if (len <= 0) return;
  vsnprintf(text_extend(text, (size_t)len), (size_t)len + 1, format, arguments);
}

void text_add_integer(struct text *text, int64_t number) {
  char digits[sizeof "-9223372036854775808"];
  size_t at = sizeof digits;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do {
    digits[--at] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (number < 0) digits[--at] = '-';
  text_add(text, (reqsig_slice){(const uint8_t *)digits + at, sizeof digits - at});
}

TEXT_FORMAT void text_addf(struct text *text, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  text_addv(text, format, arguments);
  va_end(arguments);
}

void text_add_escaped(struct text *text, reqsig_slice bytes, bool utf8) {
  escape_unit unit;
  while (bytes.len > 0) {
    bytes = rs_slice_after(bytes, escape_next(bytes, utf8, &unit));
    text_add_string(text, unit.text);
  }
}

void text_add_prose(struct text *text, const char *sentence, bool utf8) {
  for (const char *backslash; (backslash = strchr(sentence, '\\')); sentence = backslash + 1) {
    text_add_escaped(text, rs_slice((const uint8_t *)sentence, (size_t)(backslash - sentence)), utf8);
    text_add_string(text, "\\");
  }
  text_add_escaped(text, reqsig_text(sentence), utf8);
}

void text_add_shortened(struct text *text, reqsig_slice bytes, size_t max_columns) {
  escape_unit unit;
  for (size_t columns = 0; bytes.len > 0; columns += unit.num_columns) {
    size_t len = escape_next(bytes, false, &unit);
    if (columns + unit.num_columns > max_columns) break;
    text_add_string(text, unit.text);
    bytes = rs_slice_after(bytes, len);
  }
  if (bytes.len > 0) text_add_string(text, "...");
}

void text_add_utf8(struct text *text, uint32_t code) {
  uint8_t bytes[RS_UTF8_MAX_LEN];
  text_add(text, rs_slice(bytes, rs_utf8_write(code, bytes)));
}

reqsig_slice text_beginning(reqsig_slice bytes, size_t max) {
  size_t len = bytes.len < max ? bytes.len : max;
  while (len < bytes.len && len > 0 && (bytes.data[len] & 0xC0) == 0x80) len--;
  return rs_slice(bytes.data, len);
}

void text_add_base64(struct text *text, reqsig_slice bytes) {
  size_t len = (bytes.len + 2) / 3 * 4;
  reqsig_buffer to = {(uint8_t *)text_extend(text, len), len, 0};
  rs_base64_encode(bytes, &to);
}

void text_add_choices(struct text *text, const char *const *names, size_t num_names) {
  for (size_t i = 0; i < num_names; i++)
    text_addf(text, "%s%s", i == 0 ? "" : i + 1 < num_names ? ", " : " or ", names[i]);
}

void text_clear(struct text *text) {
  text->len = 0;
  if (text->data) text->data[0] = '\0';
}

void text_drop(struct text *text, size_t len) {
  if (len == 0) return;
  memmove(text->data, text->data + len, text->len - len);
  text->len -= len;
  text->data[text->len] = '\0';
}

void text_free(struct text *text) {
  free(text->data);
  *text = (struct text){NULL, 0, 0};
}

const char *text_string(const struct text *text) {
  return text->data ? text->data : "";
}

reqsig_slice text_slice(const struct text *text) {
  return (reqsig_slice){(const uint8_t *)text->data, text->len};
}

const char *text_plural(size_t number) {
  return number == 1 ? "" : "s";
}

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
