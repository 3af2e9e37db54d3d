#include "base/json_io.h"

#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"

static void begin_value(struct json_writer *writer) {
  if (writer->begun) text_add_byte(writer->out, ',');
  if (writer->layout == JSON_INDENTED && (writer->begun || writer->depth > 0)) {
    text_add_byte(writer->out, '\n');
    for (size_t i = 0; i < writer->depth; i++) text_add_string(writer->out, "  ");
  }
  writer->begun = true;
}

/* Two characters where JSON has that. */
static void write_escaped(struct text *out, uint8_t byte) {
  static const char short_escapes[] = "\b\t\n\f\r\"\\", letters[] = "btnfr\"\\";
  const char *found = memchr(short_escapes, byte, sizeof short_escapes - 1);
  if (found) {
    char *to = text_extend(out, 2);
    to[0] = '\\';
    to[1] = letters[found - short_escapes];
  } else {
    text_addf(out, "\\u%04x", byte);
  }
}

static bool is_plain(uint8_t c) {
  return c >= ' ' && c != '"' && c != '\\' && c != 0x7F;
}

/* The word at `at` goes to the same place of to; marks what does not stand for itself. */
static uint64_t copy_word(reqsig_slice bytes, size_t at, char *to) {
  uint64_t word = rs_word_read(bytes.data + at);
  memcpy(to + at, bytes.data + at, sizeof word);
  return rs_word_mark_escaped(word) | rs_word_mark(word, 0x7F);
}

/* Copies bytes up to one that does not stand for itself, and returns how many; to has room for all. */
static size_t copy_plain(reqsig_slice bytes, char *to) {
  enum { WORD = sizeof(uint64_t) };
  size_t count = 0;
  while (count < bytes.len && bytes.len >= WORD) {
    size_t at =
        bytes.len - count < WORD ? bytes.len - WORD : count; /* the last one may be read in part twice */
    uint64_t marks = copy_word(bytes, at, to);
    if (marks) return at + rs_word_first(marks);
    count = at + WORD;
  }
  for (; count < bytes.len && is_plain(bytes.data[count]); count++) to[count] = (char)bytes.data[count];
  return count;
}

static size_t write_plain(struct text *out, reqsig_slice bytes) {
  size_t len = out->len, num_plain = copy_plain(bytes, text_extend(out, bytes.len));
  out->len = len + num_plain;
  out->data[out->len] = '\0';
  return num_plain;
}

void json_quote(struct text *out, reqsig_slice bytes) {
  text_add_byte(out, '"');
  for (;;) {
    size_t num_plain = write_plain(out, bytes);
    if (num_plain == bytes.len) break;
    write_escaped(out, bytes.data[num_plain]);
    bytes = rs_slice_after(bytes, num_plain + 1);
  }
  text_add_byte(out, '"');
}

static void begin_member(struct json_writer *writer, const char *name) {
  begin_value(writer);
  if (!name) return;
  json_quote(writer->out, reqsig_text(name));
  text_add_byte(writer->out, ':');
  if (writer->layout == JSON_INDENTED) text_add_byte(writer->out, ' ');
}

static void open_bracket(struct json_writer *writer, const char *name, char bracket) {
  begin_member(writer, name);
  text_add_byte(writer->out, bracket);
  writer->depth++;
  writer->begun = false;
}

static void close_bracket(struct json_writer *writer, char bracket) {
  bool empty = !writer->begun;
  writer->depth--;
  writer->begun = false;
  if (!empty && writer->layout == JSON_INDENTED) {
    text_add_byte(writer->out, '\n');
    for (size_t i = 0; i < writer->depth; i++) text_add_string(writer->out, "  ");
  }
  text_add_byte(writer->out, bracket);
  writer->begun = true;
}

void json_open_object(struct json_writer *writer, const char *name) {
  open_bracket(writer, name, '{');
}

void json_close_object(struct json_writer *writer) {
  close_bracket(writer, '}');
}

void json_open_array(struct json_writer *writer, const char *name) {
  open_bracket(writer, name, '[');
}

void json_close_array(struct json_writer *writer) {
  close_bracket(writer, ']');
}

void json_add_text(struct json_writer *writer, const char *name, reqsig_slice bytes) {
  begin_member(writer, name);
  json_quote(writer->out, bytes);
}

void json_add_string(struct json_writer *writer, const char *name, const char *string) {
  begin_member(writer, name);
  if (string)
    json_quote(writer->out, reqsig_text(string));
  else
    text_add_string(writer->out, "null");
}

void json_add_integer(struct json_writer *writer, const char *name, int64_t number) {
  begin_member(writer, name);
  text_add_integer(writer->out, number);
}

void json_add_bool(struct json_writer *writer, const char *name, bool value) {
  begin_member(writer, name);
  text_add_string(writer->out, value ? "true" : "false");
}

void json_add_base64(struct json_writer *writer, const char *name, reqsig_slice bytes) {
  begin_member(writer, name);
  text_add_byte(writer->out, '"');
  text_add_base64(writer->out, bytes);
  text_add_byte(writer->out, '"');
}

void json_add_text_or_base64(struct json_writer *writer, const char *name, reqsig_slice bytes) {
  if (json_is_text(bytes)) {
    json_add_text(writer, name, bytes);
    return;
  }
  struct text encoded = {0};
  text_addf(&encoded, "%s_base64", name);
  json_add_base64(writer, text_string(&encoded), bytes);
  text_free(&encoded);
}

void json_add_bytes(struct json_writer *writer, const char *name, reqsig_slice bytes) {
  struct text member = {0};
  text_addf(&member, "%s_length", name);
  json_add_integer(writer, text_string(&member), (int64_t)bytes.len);
  text_clear(&member);
  text_addf(&member, "%s_base64", name);
  json_add_base64(writer, text_string(&member), bytes);
  text_free(&member);
  if (json_is_text(bytes)) json_add_text(writer, name, bytes);
}

void json_add_pair(struct json_writer *writer, reqsig_slice first, reqsig_slice second) {
  begin_member(writer, NULL);
  text_add_byte(writer->out, '[');
  json_quote(writer->out, first);
  text_add_byte(writer->out, ',');
  json_quote(writer->out, second);
  text_add_byte(writer->out, ']');
}

bool json_is_text(reqsig_slice bytes) {
  escape_unit unit;
  while (bytes.len > 0) {
    size_t len = escape_next(bytes, true, &unit);
    if (bytes.data[0] == 0 || (len == 1 && bytes.data[0] >= 0x80)) return false;
    bytes = rs_slice_after(bytes, len);
  }
  return true;
}
