/* JSON text, written member by member. */
#ifndef REQSIG_JSON_WRITER_H
#define REQSIG_JSON_WRITER_H

#include <stdbool.h>

#include "base/text.h"

typedef enum json_layout { JSON_ONE_LINE, JSON_INDENTED } json_layout;

struct json_writer {
  struct text *out;
  json_layout layout;
  size_t depth;
  bool begun; /* something stands before in the object or array that is open */
};

/* name is NULL for an item of an array, and for the outermost value. */
void json_open_object(struct json_writer *writer, const char *name);
void json_close_object(struct json_writer *writer);
void json_open_array(struct json_writer *writer, const char *name);
void json_close_array(struct json_writer *writer);
/* bytes are UTF-8. */
void json_add_text(struct json_writer *writer, const char *name, reqsig_slice bytes);
/* NULL is written as null. */
void json_add_string(struct json_writer *writer, const char *name, const char *string);
void json_add_integer(struct json_writer *writer, const char *name, int64_t number);
void json_add_bool(struct json_writer *writer, const char *name, bool value);
void json_add_base64(struct json_writer *writer, const char *name, reqsig_slice bytes);
/* Bytes that need not be text: the members NAME_length, NAME_base64, and NAME where they are text. */
void json_add_bytes(struct json_writer *writer, const char *name, reqsig_slice bytes);
/* A pair of strings, as a header is written. */
void json_add_pair(struct json_writer *writer, reqsig_slice first, reqsig_slice second);

/* Whether bytes can be a JSON string: UTF-8, without U+0000, which many readers can't take. */
bool json_is_text(reqsig_slice bytes);

#endif
