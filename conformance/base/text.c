#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/escape.h"
#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/utf8.h"

enum { FIRST_CAPACITY = 256 };

/* Room for len more bytes and a NUL. */
static char *reserve(struct text *text, size_t len) {
  size_t capacity = text->capacity ? text->capacity : FIRST_CAPACITY;
  while (capacity - text->len <= len) capacity *= 2;
  if (capacity != text->capacity) {
    text->data = memory_resize(text->data, capacity);
    text->capacity = capacity;
  }
  return text->data + text->len;
}

static void commit(struct text *text, size_t len) {
  text->len += len;
  text->data[text->len] = '\0';
}

void text_add(struct text *text, reqsig_slice bytes) {
  char *to = reserve(text, bytes.len);
  if (bytes.len > 0) memcpy(to, bytes.data, bytes.len);
  commit(text, bytes.len);
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
  vsnprintf(reserve(text, (size_t)len), (size_t)len + 1, format, arguments);
  commit(text, (size_t)len);
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
  reqsig_buffer to = {(uint8_t *)reserve(text, len), len, 0};
  rs_base64_encode(bytes, &to);
  commit(text, len);
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
