#include "base/json_io.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "lib/bytes.h"
#include "lib/json.h"

/* A backslash escapes the next byte, so the text of "\\u0000" is not the character. */
bool strict_json_has_nul(reqsig_slice json) {
  const uint8_t *escape;
  while (json.len > 0 && (escape = memchr(json.data, '\\', json.len))) {
    json = rs_slice_after(json, (size_t)(escape - json.data));
    if (rs_slice_starts_with(json, RS_LITERAL("\\u0000"))) return true;
    json = rs_slice_after(json, json.len < 2 ? json.len : 2);
  }
  return false;
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* By sorting, so that a hostile answer with very many members costs no more than its length asks for. */
static bool repeats_a_name(const cJSON *object) {
  size_t count = 0, at = 0;
  for (const cJSON *member = object->child; member; member = member->next) count++;
  if (count < 2) return false;
  const char **names = memory_resize(NULL, count * sizeof *names);
  for (const cJSON *member = object->child; member; member = member->next) names[at++] = member->string;
  qsort(names, count, sizeof *names, by_text);
  bool repeated = false;
  for (size_t i = 1; i < count && !repeated; i++) repeated = strcmp(names[i - 1], names[i]) == 0;
  free(names);
  return repeated;
}

/* cJSON itself nests no deeper than CJSON_NESTING_LIMIT. */
static bool has_duplicates(const cJSON *value) {
  if (cJSON_IsObject(value) && repeats_a_name(value)) return true;
  for (const cJSON *child = value->child; child; child = child->next)
    if (child->child && has_duplicates(child)) return true;
  return false;
}

struct text_place text_place_of(reqsig_slice text, size_t offset) {
  struct text_place place = {1, 1};
  for (size_t i = 0; i < offset && i < text.len; i++) {
    place.byte = text.data[i] == '\n' ? 1 : place.byte + 1;
    place.line += text.data[i] == '\n';
  }
  return place;
}

static bool is_blank(reqsig_slice text) {
  for (size_t i = 0; i < text.len; i++)
    if (!memchr(" \t\r\n", text.data[i], 4)) return false;
  return true;
}

static void add_place(struct text *text, reqsig_slice bytes, size_t offset) {
  struct text_place place = text_place_of(bytes, offset);
  text_addf(text, "line %zu, byte %zu", place.line, place.byte);
}

static void add_syntax_problem(struct text *text, reqsig_slice bytes, size_t offset) {
  text_add_string(text, "not JSON: ");
  add_place(text, bytes, offset);
  if (rs_slice_starts_with(bytes, RS_LITERAL("\xEF\xBB\xBF")))
    text_add_string(text, ": it begins with a byte order mark, which JSON does not have");
  else if (offset >= bytes.len)
    text_add_string(text, ": it ends before its JSON does");
  else if (bytes.data[offset] == '\'')
    text_add_string(text, ": JSON takes double quotes, not single ones");
}

static reqsig_slice skip_blanks(reqsig_slice bytes) {
  size_t num_blanks = 0;
  while (num_blanks < bytes.len && is_blank(rs_slice(bytes.data + num_blanks, 1))) num_blanks++;
  return rs_slice_after(bytes, num_blanks);
}

void strict_json_add_problem(struct text *text, reqsig_slice bytes) {
  size_t offset = 0;
  reqsig_status status = rs_json_check(bytes, &offset);
  if (bytes.len == 0) {
    text_add_string(text, "empty");
  } else if (is_blank(bytes)) {
    text_add_string(text, "nothing but white space");
  } else if (status == REQSIG_ERR_OUT_OF_RANGE) {
    text_addf(text, "JSON that is nested more than %d levels deep: ", RS_JSON_MAX_DEPTH);
    add_place(text, bytes, offset);
  } else if (status != REQSIG_OK) {
    add_syntax_problem(text, bytes, offset);
  } else if (!rs_slice_starts_with(skip_blanks(bytes), RS_LITERAL("{"))) {
    text_add_string(text, "JSON, but not an object: an object stands in { and }");
  }
}

cJSON *strict_json_object(reqsig_slice bytes, const char **problem) {
  size_t offset = 0;
  reqsig_status status = rs_json_check(bytes, &offset);
  *problem = status == REQSIG_ERR_OUT_OF_RANGE ? "JSON that nests too deep" : "not valid JSON";
  if (status != REQSIG_OK) return NULL;
  *problem = "JSON with the character \\u0000, which is not allowed";
  if (strict_json_has_nul(bytes)) return NULL;
  /* cJSON before its version 1.7.19 takes no such numbers, if it was not mended. */
  *problem = "JSON with half a surrogate pair, or a number of more than 63 characters";
  cJSON *value = cJSON_ParseWithLength((const char *)bytes.data, bytes.len);
  if (!value) return NULL;
  *problem = cJSON_IsObject(value) ? "JSON with two members of one name" : "JSON, but not an object";
  if (cJSON_IsObject(value) && !has_duplicates(value)) return value;
  cJSON_Delete(value);
  return NULL;
}

const cJSON *strict_json_member(const cJSON *object, const char *name) {
  return cJSON_GetObjectItemCaseSensitive(object, name);
}

static void begin_value(struct json_writer *writer) {
  if (writer->begun) text_add_string(writer->out, ",");
  if (writer->layout == JSON_INDENTED && (writer->begun || writer->depth > 0)) {
    text_add_string(writer->out, "\n");
    for (size_t i = 0; i < writer->depth; i++) text_add_string(writer->out, "  ");
  }
  writer->begun = true;
}

static void write_escaped(struct text *out, const uint8_t *byte) {
  static const char short_escapes[] = "\b\t\n\f\r";
  static const char *const letters[] = {"\\b", "\\t", "\\n", "\\f", "\\r"};
  for (size_t i = 0; i < 5; i++) {
    if (*byte != (uint8_t)short_escapes[i]) continue;
    text_add_string(out, letters[i]);
    return;
  }
  if (*byte == '"' || *byte == '\\')
    text_addf(out, "\\%c", *byte);
  else
    text_addf(out, "\\u%04x", *byte);
}

static void write_quoted(struct text *out, reqsig_slice bytes) {
  size_t from = 0;
  text_add_string(out, "\"");
  for (size_t i = 0; i < bytes.len; i++) {
    uint8_t c = bytes.data[i];
    if (c >= ' ' && c != '"' && c != '\\' && c != 0x7F) continue;
    text_add(out, rs_slice(bytes.data + from, i - from));
    write_escaped(out, &bytes.data[i]);
    from = i + 1;
  }
  if (bytes.len > from) text_add(out, rs_slice(bytes.data + from, bytes.len - from));
  text_add_string(out, "\"");
}

static void begin_member(struct json_writer *writer, const char *name) {
  begin_value(writer);
  if (!name) return;
  write_quoted(writer->out, reqsig_text(name));
  text_add_string(writer->out, writer->layout == JSON_INDENTED ? ": " : ":");
}

static void open_bracket(struct json_writer *writer, const char *name, const char *bracket) {
  begin_member(writer, name);
  text_add_string(writer->out, bracket);
  writer->depth++;
  writer->begun = false;
}

static void close_bracket(struct json_writer *writer, const char *bracket) {
  bool empty = !writer->begun;
  writer->depth--;
  writer->begun = false;
  if (!empty && writer->layout == JSON_INDENTED) {
    text_add_string(writer->out, "\n");
    for (size_t i = 0; i < writer->depth; i++) text_add_string(writer->out, "  ");
  }
  text_add_string(writer->out, bracket);
  writer->begun = true;
}

void json_open_object(struct json_writer *writer, const char *name) {
  open_bracket(writer, name, "{");
}

void json_close_object(struct json_writer *writer) {
  close_bracket(writer, "}");
}

void json_open_array(struct json_writer *writer, const char *name) {
  open_bracket(writer, name, "[");
}

void json_close_array(struct json_writer *writer) {
  close_bracket(writer, "]");
}

void json_add_text(struct json_writer *writer, const char *name, reqsig_slice bytes) {
  begin_member(writer, name);
  write_quoted(writer->out, bytes);
}

void json_add_string(struct json_writer *writer, const char *name, const char *string) {
  begin_member(writer, name);
  if (string)
    write_quoted(writer->out, reqsig_text(string));
  else
    text_add_string(writer->out, "null");
}

void json_add_integer(struct json_writer *writer, const char *name, int64_t number) {
  begin_member(writer, name);
  text_addf(writer->out, "%" PRId64, number);
}

void json_add_bool(struct json_writer *writer, const char *name, bool value) {
  begin_member(writer, name);
  text_add_string(writer->out, value ? "true" : "false");
}

void json_add_base64(struct json_writer *writer, const char *name, reqsig_slice bytes) {
  begin_member(writer, name);
  text_add_string(writer->out, "\"");
  text_add_base64(writer->out, bytes);
  text_add_string(writer->out, "\"");
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
  text_add_string(writer->out, "[");
  write_quoted(writer->out, first);
  text_add_string(writer->out, ",");
  write_quoted(writer->out, second);
  text_add_string(writer->out, "]");
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
