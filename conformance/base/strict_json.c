#include "base/strict_json.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lib/bytes.h"
#include "lib/json.h"

/* A backslash escapes the next byte, so the text of "\\u0000" is not the character. */
bool strict_json_has_nul(reqsig_slice json) {
  for (size_t i = 0; i < json.len; i++) {
    if (json.data[i] != '\\') continue;
    if (rs_slice_starts_with(rs_slice_after(json, i), RS_LITERAL("\\u0000"))) return true;
    i++;
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
