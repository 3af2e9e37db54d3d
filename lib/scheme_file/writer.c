#include "scheme_file/writer.h"

#include <stdio.h>

#include "timestamp.h"

static void new_line(rs_writer *writer) {
  rs_put_byte(writer->text, '\n');
  for (int i = 0; i < writer->depth; i++) rs_put(writer->text, "  ", 2);
}

void rs_write_quote(rs_writer *writer) {
  rs_put_byte(writer->text, '"');
}

static void put_escaped(reqsig_buffer *text, uint8_t c) {
  char escape[8];
  const char *short_form = c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : NULL;
  if (!short_form) {
    snprintf(escape, sizeof escape, c < ' ' ? "\\u%04x" : "\\%c", c);
    short_form = escape;
  }
  rs_put_slice(text, reqsig_text(short_form));
}

void rs_write_text(rs_writer *writer, reqsig_slice bytes) {
  for (size_t i = 0; i < bytes.len; i++) {
    uint8_t c = bytes.data[i];
    if (c < ' ' || c == '"' || c == '\\')
      put_escaped(writer->text, c);
    else
      rs_put_byte(writer->text, c);
  }
}

void rs_write_name(rs_writer *writer, const char *name) {
  if (writer->has_members) rs_put_byte(writer->text, ',');
  new_line(writer);
  rs_write_quote(writer);
  rs_write_text(writer, reqsig_text(name));
  rs_put(writer->text, "\": ", 3);
  writer->has_members = true;
}

void rs_write_open(rs_writer *writer, const char *name) {
  if (name) rs_write_name(writer, name);
  rs_put_byte(writer->text, '{');
  writer->depth++;
  writer->has_members = false;
}

void rs_write_close(rs_writer *writer) {
  writer->depth--;
  new_line(writer);
  rs_put_byte(writer->text, '}');
  writer->has_members = true;
}

void rs_write_string(rs_writer *writer, const char *name, const char *value) {
  rs_write_name(writer, name);
  rs_write_quote(writer);
  rs_write_text(writer, reqsig_text(value));
  rs_write_quote(writer);
}

void rs_write_int64(rs_writer *writer, const char *name, int64_t value) {
  rs_write_name(writer, name);
  rs_timestamp_write(value, writer->text);
}

void rs_write_true(rs_writer *writer, const char *name) {
  rs_write_name(writer, name);
  rs_put(writer->text, "true", 4);
}
