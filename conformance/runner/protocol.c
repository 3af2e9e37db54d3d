#include "runner/protocol.h"

#include <stdio.h>

#include "base/json_io.h"
#include "vectors/vector.h"

enum { MAX_SHOWN = 63 /* columns of a line that is wrong */ };

void protocol_add_hello(struct text *lines) {
  text_addf(lines, "{\"op\":\"hello\",\"protocol\":%d}\n", PROTOCOL_VERSION);
}

static void add_credentials(struct json_writer *writer, const struct vector *vector) {
  json_open_object(writer, "credentials");
  for (size_t i = 0; i < vector->num_credentials; i++)
    json_add_text(writer, vector->credentials[i].name, vector->credentials[i].value);
  json_close_object(writer);
}

static void add_http_request(struct json_writer *writer, const reqsig_request *request) {
  json_open_object(writer, "request");
  json_add_text(writer, "method", request->method);
  json_add_text(writer, "target", request->target);
  json_open_array(writer, "headers");
  for (size_t i = 0; i < request->num_headers; i++)
    json_add_pair(writer, request->headers[i].name, request->headers[i].value);
  json_close_array(writer);
  json_add_base64(writer, "body_base64", request->body);
  json_close_object(writer);
}

void protocol_add_request(struct text *lines, const char *id, enum op op, const struct vector *vector) {
  struct json_writer writer = {.out = lines, .layout = JSON_ONE_LINE};
  json_open_object(&writer, NULL);
  json_add_string(&writer, "id", id);
  json_add_string(&writer, "op", op_name(op));
  json_add_string(&writer, "scheme", reqsig_scheme_name(vector->scheme));
  add_credentials(&writer, vector);
  json_add_integer(&writer, "now_ms", vector->now_ms);
  if (op != OP_VERIFY && vector->request.nonce.len > 0)
    json_add_text(&writer, "nonce", vector->request.nonce);
  add_http_request(&writer, op == OP_VERIFY ? &vector->signed_request : &vector->request);
  json_close_object(&writer);
  text_add_string(lines, "\n");
}

void protocol_add_raw(struct text *lines, const char *id, reqsig_slice raw) {
  struct json_writer writer = {.out = lines, .layout = JSON_ONE_LINE};
  json_open_object(&writer, NULL);
  json_add_string(&writer, "id", id);
  json_add_string(&writer, "op", op_name(OP_PARSE));
  json_add_base64(&writer, "raw_base64", raw);
  json_close_object(&writer);
  text_add_string(lines, "\n");
}

const cJSON *protocol_parse_line(struct arena *arena, reqsig_slice line, struct text *problem) {
  const char *what = NULL;
  const cJSON *object = strict_json_tree(arena, line, &what);
  if (object) return object;
  if (line.len == 0) {
    text_add_string(problem, "an empty line");
    return NULL;
  }
  text_addf(problem, "a line that is %s: ", what);
  text_add_shortened(problem, line, MAX_SHOWN);
  return NULL;
}
