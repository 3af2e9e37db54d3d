#include "runner/protocol.h"

#include <stdio.h>

#include "base/json_io.h"
#include "lib/bytes.h"
#include "vectors/vector.h"

enum { MAX_SHOWN = 63 /* columns of a line that is wrong */ };

void protocol_add_hello(struct text *lines) {
  text_addf(lines, "{\"op\":\"hello\",\"protocol\":%d}\n", PROTOCOL_VERSION);
}

/* The fixed text of a line is written as it stands: it is most of a small one. */
static void add_id_and_op(struct text *lines, size_t id, enum op op) {
  text_add(lines, RS_LITERAL("{\"id\":\""));
  text_add_integer(lines, (int64_t)id);
  text_add(lines, RS_LITERAL("\",\"op\":\""));
  text_add_string(lines, op_name(op));
}

static void add_credentials(struct text *lines, const struct vector *vector) {
  text_add(lines, RS_LITERAL(",\"credentials\":{"));
  for (size_t i = 0; i < vector->num_credentials; i++) {
    if (i > 0) text_add_byte(lines, ',');
    json_quote(lines, reqsig_text(vector->credentials[i].name));
    text_add_byte(lines, ':');
    json_quote(lines, vector->credentials[i].value);
  }
  text_add_byte(lines, '}');
}

static void add_headers(struct text *lines, const reqsig_request *request) {
  for (size_t i = 0; i < request->num_headers; i++) {
    text_add(lines, i > 0 ? RS_LITERAL(",[") : RS_LITERAL("["));
    json_quote(lines, request->headers[i].name);
    text_add_byte(lines, ',');
    json_quote(lines, request->headers[i].value);
    text_add_byte(lines, ']');
  }
}

static void add_http_request(struct text *lines, const reqsig_request *request) {
  text_add(lines, RS_LITERAL(",\"request\":{\"method\":"));
  json_quote(lines, request->method);
  text_add(lines, RS_LITERAL(",\"target\":"));
  json_quote(lines, request->target);
  text_add(lines, RS_LITERAL(",\"headers\":["));
  add_headers(lines, request);
  text_add(lines, RS_LITERAL("],\"body_base64\":\""));
  text_add_base64(lines, request->body);
  text_add(lines, RS_LITERAL("\"}"));
}

void protocol_add_request(struct text *lines, size_t id, enum op op, const struct vector *vector) {
  add_id_and_op(lines, id, op);
  text_add(lines, RS_LITERAL("\",\"scheme\":"));
  json_quote(lines, reqsig_text(reqsig_scheme_name(vector->scheme)));
  add_credentials(lines, vector);
  text_add(lines, RS_LITERAL(",\"now_ms\":"));
  text_add_integer(lines, vector->now_ms);
  if (op != OP_VERIFY && vector->request.nonce.len > 0) {
    text_add(lines, RS_LITERAL(",\"nonce\":"));
    json_quote(lines, vector->request.nonce);
  }
  add_http_request(lines, op == OP_VERIFY ? &vector->signed_request : &vector->request);
  text_add(lines, RS_LITERAL("}\n"));
}

void protocol_add_raw(struct text *lines, size_t id, reqsig_slice raw) {
  add_id_and_op(lines, id, OP_PARSE);
  text_add(lines, RS_LITERAL("\",\"raw_base64\":\""));
  text_add_base64(lines, raw);
  text_add(lines, RS_LITERAL("\"}\n"));
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
  if (line.data[0] != '{' && line.data[0] != '[')
    text_add_string(problem, " (logs belong on standard error: each line of standard output is an answer)");
  return NULL;
}
