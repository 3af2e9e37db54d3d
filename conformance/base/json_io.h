/*
 * JSON: what others wrote is read strictly, and what the command says is written.
 *
 * cJSON takes texts that RFC 8259 doesn't, cuts a string at U+0000 and lets the first
 * of two members of one name win; here such texts are rejected before anything is looked up in them.
 */
#ifndef REQSIG_JSON_IO_H
#define REQSIG_JSON_IO_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "lib/json_scan.h"

/*
 * One JSON object and nothing else but white space. NULL: *problem says what it is instead, a phrase that
 * continues "is" ("is not valid JSON"). Free the answer with cJSON_Delete.
 */
cJSON *strict_json_object(reqsig_slice bytes, const char **problem);

/*
 * The same text, read faster, in the arena: neither to be deleted nor changed. Only type, child, next,
 * string, valuestring and valuedouble are set.
 */
const cJSON *strict_json_tree(struct arena *arena, reqsig_slice bytes, const char **problem);

/* A longer text that is read piece by piece. Whoever reads on after a NULL reads nothing that holds. */
struct json_source {
  rs_json_scan scan;
  struct arena *arena; /* of what is read */
  char *own; /* the text that is scanned, if it may be changed: its strings then end in it; or NULL */
};
/* A member's name and the colon behind it, with white space before each; NULL if they are not next. */
char *strict_json_read_name(struct json_source *source);
/* A value as in a tree, behind white space, which stands inside depth arrays or objects. NULL: it is not
 * next, or not one that is read. */
cJSON *strict_json_read_value(struct json_source *source, size_t depth);
bool strict_json_repeats_a_name(const cJSON *object);

/* Whether a string of valid JSON has the character U+0000 in it, at which cJSON would silently end the
 * string. */
bool strict_json_has_nul(reqsig_slice json);

/* Where a person finds a byte of a text: its line and its place there, both from 1. */
struct text_place {
  size_t line, byte;
};
struct text_place text_place_of(reqsig_slice text, size_t offset);

/* Adds what keeps bytes from being a JSON object, as "is" goes on with it: "not JSON: line 1, byte 2: JSON
 * takes double quotes, not single ones". Nothing if they are one. */
void strict_json_add_problem(struct text *text, reqsig_slice bytes);

/* The member, its name taken by the letter; NULL if there is none. */
const cJSON *strict_json_member(const cJSON *object, const char *name);

/* JSON text, written member by member. */

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
/* Bytes that need not be text: the member NAME where they are, else NAME_base64. */
void json_add_text_or_base64(struct json_writer *writer, const char *name, reqsig_slice bytes);
/* The members NAME_length, NAME_base64, and NAME where they are text. */
void json_add_bytes(struct json_writer *writer, const char *name, reqsig_slice bytes);
/* A pair of strings, as a header is written. */
void json_add_pair(struct json_writer *writer, reqsig_slice first, reqsig_slice second);

/* Adds a string of JSON, its quotes included; bytes are UTF-8. */
void json_quote(struct text *out, reqsig_slice bytes);

/* Whether bytes can be a JSON string: UTF-8, without U+0000, which many readers can't take. */
bool json_is_text(reqsig_slice bytes);

#endif
