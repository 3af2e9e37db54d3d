#include <string.h>

#include "base/json_io.h"
#include "vectors/vector.h"
#include "vectors/vector_reader.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const class_names[] = {
    [HTTP_MUST] = "must", [HTTP_SHOULD] = "should", [HTTP_MAY] = "may", [HTTP_STRICT] = "strict"};

const char *http_class_name(http_class class) {
  return class_names[class];
}

bool http_class_find(const char *name, http_class *class) {
  for (size_t i = 0; i < COUNT(class_names); i++) {
    if (strcmp(name, class_names[i]) != 0) continue;
    *class = (http_class)i;
    return true;
  }
  return false;
}

/* Numbers of reasons have no gaps; one that is past the last has the name of none. */
reqsig_http_error http_reason_next(reqsig_http_error reason) {
  reqsig_http_error next = (reqsig_http_error)((int)reason + 1);
  return strcmp(reqsig_http_error_name(next), "unknown") == 0 ? REQSIG_HTTP_NONE : next;
}

bool http_reason_find(const char *name, reqsig_http_error *reason) {
  for (*reason = http_reason_next(REQSIG_HTTP_NONE); *reason; *reason = http_reason_next(*reason))
    if (strcmp(reqsig_http_error_name(*reason), name) == 0) return true;
  return false;
}

static bool parse_class(struct vector_reader *reader, const cJSON *object, struct http_vector *vector) {
  const char *name = NULL;
  if (!reader_string(reader, object, "class", REQUIRED, &name)) return false;
  if (!http_class_find(name, &vector->class))
    return reader_fail(reader, "class", "expected must, should, may or strict");
  bool chosen = vector->class == HTTP_MAY || vector->class == HTTP_STRICT;
  return reader_string(reader, object, "choice", chosen ? REQUIRED : OPTIONAL, &vector->choice);
}

static bool parse_telling(struct vector_reader *reader, const cJSON *object, struct http_vector *vector) {
  return parse_class(reader, object, vector) &&
         reader_string(reader, object, "tests", REQUIRED, &vector->tests) &&
         reader_string(reader, object, "clause", REQUIRED, &vector->clause) &&
         reader_string(reader, object, "source", REQUIRED, &vector->source) &&
         reader_rows(reader, object, "bugs", &vector->bugs) &&
         reader_string(reader, object, "twin", OPTIONAL, &vector->twin) &&
         reader_string(reader, object, "edit", vector->twin ? REQUIRED : OPTIONAL, &vector->edit) &&
         (vector->twin || !vector->edit || reader_fail(reader, "edit", "not expected without a twin"));
}

/* Text, or base64 of what is none: exactly one of the two members. */
static bool parse_bytes(struct vector_reader *reader, const cJSON *object, const char *const names[2],
                        reqsig_slice *bytes) {
  const char *plain = NULL, *encoded = NULL;
  if (!reader_string(reader, object, names[0], OPTIONAL, &plain)) return false;
  if (!reader_string(reader, object, names[1], OPTIONAL, &encoded)) return false;
  if ((plain != NULL) == (encoded != NULL))
    return reader_fail(reader, NULL, "expected exactly one of %s and %s", names[0], names[1]);
  if (encoded) return reader_base64(reader, names[1], encoded, bytes);
  *bytes = reqsig_text(plain);
  return true;
}

static bool parse_limit(struct vector_reader *reader, const cJSON *object, const char *name, size_t *limit) {
  int64_t number = 0;
  if (!strict_json_member(object, name)) return true;
  if (!reader_integer(reader, object, name, &number)) return false;
  if (number > 1 << 20) return reader_fail(reader, name, "expected at most %d", 1 << 20);
  *limit = (size_t)number;
  return true;
}

static bool parse_limits(struct vector_reader *reader, const cJSON *object, struct http_vector *vector) {
  static const char *const names[] = {"headers", "body"};
  const cJSON *limits = strict_json_member(object, "limits");
  vector->max_headers = vector->max_body = SIZE_MAX;
  if (!limits) return true;
  reader->in = "limits";
  if (!reader_knows_members(reader, limits, names, COUNT(names)) ||
      !parse_limit(reader, limits, "headers", &vector->max_headers) ||
      !parse_limit(reader, limits, "body", &vector->max_body))
    return false;
  if (!limits->child) return reader_fail(reader, NULL, "expected headers, body or both");
  reader->in = "";
  return true;
}

static bool parse_headers(struct vector_reader *reader, const cJSON *expect, struct header_list *headers) {
  bool plain = strict_json_member(expect, "headers") != NULL;
  bool encoded = strict_json_member(expect, "headers_base64") != NULL;
  if (plain == encoded)
    return reader_fail(reader, NULL, "expected exactly one of headers and headers_base64");
  if (plain) return reader_pairs(reader, expect, "headers", REQUIRED, headers);
  if (!reader_pairs(reader, expect, "headers_base64", REQUIRED, headers)) return false;
  for (size_t i = 0; i < headers->count; i++) {
    reqsig_slice *value = &headers->items[i].value;
    if (!reader_base64(reader, "headers_base64", (const char *)value->data, value)) return false;
  }
  return true;
}

static bool parse_accepted(struct vector_reader *reader, const cJSON *expect, reqsig_request *request) {
  static const char *const names[] = {"verdict",        "method", "target",     "headers",
                                      "headers_base64", "body",   "body_base64"};
  static const char *const body[2] = {"body", "body_base64"};
  const char *method = NULL, *target = NULL;
  struct header_list headers = {0};
  if (!reader_knows_members(reader, expect, names, COUNT(names)) ||
      !reader_string(reader, expect, "method", REQUIRED, &method) ||
      !reader_string(reader, expect, "target", REQUIRED, &target) ||
      !parse_headers(reader, expect, &headers) || !parse_bytes(reader, expect, body, &request->body))
    return false;
  request->method = reqsig_text(method);
  request->target = reqsig_text(target);
  request->headers = headers.items;
  request->num_headers = headers.count;
  return true;
}

static bool parse_rejected(struct vector_reader *reader, const cJSON *expect, struct http_vector *vector) {
  static const char *const names[] = {"verdict", "reason", "offset"};
  const char *reason = NULL;
  int64_t offset = 0;
  if (!reader_knows_members(reader, expect, names, COUNT(names)) ||
      !reader_string(reader, expect, "reason", REQUIRED, &reason) ||
      !reader_integer(reader, expect, "offset", &offset))
    return false;
  if (!http_reason_find(reason, &vector->reason))
    return reader_fail(reader, "reason", "\"%s\" is not a reason of the parser", reason);
  vector->offset = (size_t)offset;
  return (uint64_t)offset <= vector->raw.len ||
         reader_fail(reader, "offset", "%zu is past the end: the request has %zu bytes", vector->offset,
                     vector->raw.len);
}

static bool parse_expect(struct vector_reader *reader, const cJSON *expect, struct http_vector *vector) {
  const char *verdict = NULL;
  reader->in = "expect";
  if (!cJSON_IsObject(expect)) return reader_fail(reader, NULL, "expected an object");
  if (!reader_string(reader, expect, "verdict", REQUIRED, &verdict)) return false;
  bool accepted = strcmp(verdict, "accept") == 0;
  if (!accepted && strcmp(verdict, "reject") != 0)
    return reader_fail(reader, "verdict", "expected accept or reject");
  bool parsed =
      accepted ? parse_accepted(reader, expect, &vector->request) : parse_rejected(reader, expect, vector);
  if (!parsed) return false;
  reader->in = "";
  if (!accepted && !vector->twin) return reader_fail(reader, "twin", "missing, as the request is rejected");
  return !accepted || vector->class != HTTP_STRICT ||
         reader_fail(reader, "class", "not strict, as the request is accepted");
}

bool http_vector_parse(struct vector_reader *reader, const cJSON *object, struct http_vector *vector) {
  static const char *const names[] = {"id",   "class", "tests", "clause",     "source", "choice", "bugs",
                                      "twin", "edit",  "raw",   "raw_base64", "limits", "expect"};
  static const char *const raw[2] = {"raw", "raw_base64"};
  if (!cJSON_IsObject(object)) return reader_fail(reader, NULL, "expected an object");
  return reader_id(reader, object, "http", &vector->id) &&
         reader_knows_members(reader, object, names, COUNT(names)) && parse_telling(reader, object, vector) &&
         parse_bytes(reader, object, raw, &vector->raw) && parse_limits(reader, object, vector) &&
         parse_expect(reader, strict_json_member(object, "expect"), vector);
}

/* Raw requests as a file, in the format of vectors/http.schema.json. */

enum { FORMAT = 1 };

static bool all_are_text(const reqsig_request *request) {
  bool is_text = true;
  for (size_t i = 0; i < request->num_headers; i++)
    is_text = is_text && json_is_text(request->headers[i].value);
  return is_text;
}

static void add_headers(struct json_writer *writer, const reqsig_request *request) {
  bool plain = all_are_text(request);
  json_open_array(writer, plain ? "headers" : "headers_base64");
  for (size_t i = 0; i < request->num_headers; i++) {
    const reqsig_header *header = &request->headers[i];
    struct text encoded = {0};
    text_add_base64(&encoded, header->value);
    json_add_pair(writer, header->name, plain ? header->value : text_slice(&encoded));
    text_free(&encoded);
  }
  json_close_array(writer);
}

static void add_expect(struct json_writer *writer, const struct http_vector *vector) {
  bool accepted = vector->reason == REQSIG_HTTP_NONE;
  json_open_object(writer, "expect");
  json_add_string(writer, "verdict", accepted ? "accept" : "reject");
  if (accepted) {
    json_add_text(writer, "method", vector->request.method);
    json_add_text(writer, "target", vector->request.target);
    add_headers(writer, &vector->request);
    json_add_text_or_base64(writer, "body", vector->request.body);
  } else {
    json_add_string(writer, "reason", reqsig_http_error_name(vector->reason));
    json_add_integer(writer, "offset", (int64_t)vector->offset);
  }
  json_close_object(writer);
}

void http_vector_add_telling(struct json_writer *writer, const struct http_vector *vector) {
  json_add_string(writer, "tests", vector->tests);
  json_add_string(writer, "clause", vector->clause);
  json_add_string(writer, "source", vector->source);
  if (vector->choice) json_add_string(writer, "choice", vector->choice);
  if (vector->twin) json_add_string(writer, "twin", vector->twin);
  if (vector->twin) json_add_string(writer, "edit", vector->edit);
  json_add_text_or_base64(writer, "raw", vector->raw);
}

static void add_vector(struct json_writer *writer, const struct http_vector *vector) {
  json_open_object(writer, NULL);
  json_add_string(writer, "id", vector->id);
  json_add_string(writer, "class", http_class_name(vector->class));
  http_vector_add_telling(writer, vector);
  add_expect(writer, vector);
  json_close_object(writer);
}

void http_vector_write_file(struct text *out, const struct http_vector *vectors, size_t count) {
  struct json_writer writer = {.out = out, .layout = JSON_INDENTED};
  json_open_object(&writer, NULL);
  json_add_string(&writer, "$schema", "http.schema.json");
  json_add_integer(&writer, "format", FORMAT);
  json_open_array(&writer, "vectors");
  for (size_t i = 0; i < count; i++) add_vector(&writer, &vectors[i]);
  json_close_array(&writer);
  json_close_object(&writer);
  text_add_string(out, "\n");
}
