#include "base/json_io.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "lib/bytes.h"

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
static bool repeats_a_name_of_many(const cJSON *object, size_t count) {
  size_t at = 0;
  const char **names = memory_resize(NULL, count * sizeof *names);
  for (const cJSON *member = object->child; member; member = member->next) names[at++] = member->string;
  qsort(names, count, sizeof *names, by_text);
  bool repeated = false;
  for (size_t i = 1; i < count && !repeated; i++) repeated = strcmp(names[i - 1], names[i]) == 0;
  free(names);
  return repeated;
}

static bool has_name(const cJSON *member, const char *name) {
  return member->string && member->string[0] == name[0] && strcmp(member->string, name) == 0;
}

bool strict_json_repeats_a_name(const cJSON *object) {
  enum { FEW = 24 };
  size_t count = 0;
  for (const cJSON *member = object->child; member; member = member->next) count++;
  if (count > FEW) return repeats_a_name_of_many(object, count);
  for (const cJSON *member = object->child; member; member = member->next)
    for (const cJSON *other = member->next; other; other = other->next)
      if (has_name(other, member->string)) return true;
  return false;
}

/* cJSON itself nests no deeper than CJSON_NESTING_LIMIT. */
static bool has_duplicates(const cJSON *value) {
  if (cJSON_IsObject(value) && strict_json_repeats_a_name(value)) return true;
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

/* What files of other kinds, and other readers' JSON, have there. */
static const char *known_fault(reqsig_slice bytes, size_t offset) {
  uint8_t found = bytes.data[offset];
  size_t before = offset;
  while (before > 0 && is_blank(rs_slice(bytes.data + before - 1, 1))) before--;
  bool is_behind_comma = before > 0 && bytes.data[before - 1] == ',';
  if (found == '\'') return "JSON takes double quotes, not single ones";
  if (found == '/' || found == '#') return "JSON has no comments: take it out";
  if (is_behind_comma && (found == '}' || found == ']'))
    return "no comma stands before a closing bracket: take it out";
  if (found == '\t') return "a tab in a string is written \\t";
  if (found == '\n' || found == '\r') return "a line break in a string is written \\n";
  return NULL;
}

static void add_syntax_problem(struct text *text, reqsig_slice bytes, size_t offset) {
  text_add_string(text, "not JSON: ");
  add_place(text, bytes, offset);
  if (rs_slice_starts_with(bytes, RS_LITERAL("\xEF\xBB\xBF")))
    text_add_string(text,
                    ": it begins with a byte order mark, which JSON does not have: save it as UTF-8 without "
                    "BOM, or cut its first 3 bytes off");
  else if (offset >= bytes.len)
    text_add_string(text, ": it ends before its JSON does");
  else if (known_fault(bytes, offset))
    text_addf(text, ": %s", known_fault(bytes, offset));
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
  for (const cJSON *member = object ? object->child : NULL; member; member = member->next)
    if (has_name(member, name)) return member;
  return NULL;
}

/* The bytes that *rest begins with, up to an escape, go to string. */
static size_t take_plain(reqsig_slice *rest, char *string) {
  const uint8_t *escape = memchr(rest->data, '\\', rest->len);
  size_t len = escape ? (size_t)(escape - rest->data) : rest->len;
  if ((const char *)rest->data != string) memmove(string, rest->data, len);
  *rest = rs_slice_after(*rest, len);
  return len;
}

/* Where the string that begins at start ends up. */
static char *room_of(struct json_source *source, size_t start, size_t len) {
  return source->own ? source->own + start : arena_get_unset(source->arena, len + 1);
}

static char *read_escaped_string(struct json_source *source) {
  rs_json_scan *scan = &source->scan;
  size_t start = scan->at + 1;
  if (!rs_json_scan_string(scan)) return NULL;
  reqsig_slice rest = rs_slice(scan->text.data + start, scan->at - 1 - start);
  char *string = room_of(source, start, rest.len);
  size_t len = take_plain(&rest, string);
  while (rest.len > 0) {
    uint8_t bytes[4];
    size_t num_bytes = rs_json_string_next(&rest, bytes);
    if (num_bytes == 0 || bytes[0] == '\0') return NULL;
    for (size_t i = 0; i < num_bytes; i++) string[len++] = (char)bytes[i];
    len += take_plain(&rest, string + len);
  }
  string[len] = '\0';
  return string;
}

/* Reads a string. NULL: it is none, or it can't be one that a NUL ends. */
static char *read_string(struct json_source *source) {
  size_t start = source->scan.at + 1;
  if (!rs_json_scan_plain_string(&source->scan)) return read_escaped_string(source);
  size_t len = source->scan.at - 1 - start;
  char *string = room_of(source, start, len);
  if (!source->own) memcpy(string, source->scan.text.data + start, len);
  string[len] = '\0';
  return string;
}

char *strict_json_read_name(struct json_source *source) {
  rs_json_scan_space(&source->scan);
  char *name = read_string(source);
  rs_json_scan_space(&source->scan);
  return rs_json_scan_take(&source->scan, ':') ? name : NULL;
}

/* A number that was checked; something stands behind it. */
static double number_of(reqsig_slice text) {
  enum { MAX_EXACT_DIGITS = 15 };
  int64_t integer = 0;
  if (text.data[0] != '-' && text.len <= MAX_EXACT_DIGITS && rs_json_int64(text, &integer) == REQSIG_OK)
    return (double)integer;
  return strtod((const char *)text.data, NULL);
}

static bool read_scalar(struct json_source *source, cJSON *value) {
  rs_json_scan *scan = &source->scan;
  size_t start = scan->at;
  int first = rs_json_scan_peek(scan);
  if (first == '"') {
    value->type = cJSON_String;
    value->valuestring = read_string(source);
    return value->valuestring;
  }
  if (rs_json_scan_value(scan, RS_JSON_MAX_DEPTH) != REQSIG_OK || scan->at == scan->text.len) return false;
  value->type = first == 't'   ? cJSON_True
                : first == 'f' ? cJSON_False
                : first == 'n' ? cJSON_NULL
                               : cJSON_Number;
  if (value->type == cJSON_Number)
    value->valuedouble = number_of(rs_slice(scan->text.data + start, scan->at - start));
  return true;
}

static bool read_children(struct json_source *source, size_t depth, cJSON *value) {
  rs_json_scan *scan = &source->scan;
  bool is_object = rs_json_scan_take(scan, '{');
  if (!is_object) rs_json_scan_take(scan, '[');
  value->type = is_object ? cJSON_Object : cJSON_Array;
  rs_json_scan_space(scan);
  if (rs_json_scan_take(scan, is_object ? '}' : ']')) return true;
  cJSON **end = &value->child;
  do {
    char *name = is_object ? strict_json_read_name(source) : NULL;
    cJSON *child = is_object && !name ? NULL : strict_json_read_value(source, depth + 1);
    if (!child) return false;
    child->string = name;
    *end = child;
    end = &child->next;
    rs_json_scan_space(scan);
  } while (rs_json_scan_take(scan, ','));
  return rs_json_scan_take(scan, is_object ? '}' : ']') && !(is_object && strict_json_repeats_a_name(value));
}

cJSON *strict_json_read_value(struct json_source *source, size_t depth) {
  cJSON *value = arena_get_unset(source->arena, sizeof *value);
  *value = (cJSON){0};
  rs_json_scan_space(&source->scan);
  int first = rs_json_scan_peek(&source->scan);
  bool has_children = first == '{' || first == '[';
  bool is_read = has_children ? depth < RS_JSON_MAX_DEPTH && read_children(source, depth, value)
                              : read_scalar(source, value);
  return is_read ? value : NULL;
}

const cJSON *strict_json_tree(struct arena *arena, reqsig_slice bytes, const char **problem) {
  struct json_source source = {{bytes, 0}, arena, NULL};
  rs_json_scan *scan = &source.scan;
  rs_json_scan_space(scan);
  const cJSON *tree = rs_json_scan_peek(scan) == '{' ? strict_json_read_value(&source, 0) : NULL;
  rs_json_scan_space(scan);
  if (tree && scan->at == bytes.len) return tree;
  cJSON_Delete(strict_json_object(bytes, problem));
  return NULL;
}
