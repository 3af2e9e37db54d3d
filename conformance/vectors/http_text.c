/* Raw requests as a file, in the format of vectors/http.schema.json. */
#include "base/json_io.h"
#include "vectors/vector.h"

enum { FORMAT = 1 };

static void add_bytes(struct json_writer *writer, const char *plain, const char *encoded,
                      reqsig_slice bytes) {
  if (json_is_text(bytes))
    json_add_text(writer, plain, bytes);
  else
    json_add_base64(writer, encoded, bytes);
}

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
    add_bytes(writer, "body", "body_base64", vector->request.body);
  } else {
    json_add_string(writer, "reason", reqsig_http_error_name(vector->reason));
    json_add_integer(writer, "offset", (int64_t)vector->offset);
  }
  json_close_object(writer);
}

static void add_vector(struct json_writer *writer, const struct http_vector *vector) {
  json_open_object(writer, NULL);
  json_add_string(writer, "id", vector->id);
  json_add_string(writer, "class", http_class_name(vector->class));
  json_add_string(writer, "tests", vector->tests);
  json_add_string(writer, "clause", vector->clause);
  json_add_string(writer, "source", vector->source);
  if (vector->choice) json_add_string(writer, "choice", vector->choice);
  if (vector->twin) json_add_string(writer, "twin", vector->twin);
  if (vector->twin) json_add_string(writer, "edit", vector->edit);
  add_bytes(writer, "raw", "raw_base64", vector->raw);
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
