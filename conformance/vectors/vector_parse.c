#include "vectors/vector_reader.h"

#include <string.h>

#include "base/json_io.h"
#include "lib/bytes.h"
#include "lib/recipe.h"

enum { MAX_BODY = 64 * 1024 * 1024 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool parse_class(struct vector_reader *reader, const cJSON *object, struct vector *vector) {
  const char *name = NULL;
  if (!reader_string(reader, object, "class", REQUIRED, &name)) return false;
  return vector_class_find(name, &vector->class) ||
         reader_fail(reader, "class", "expected golden, derived, profile, strict or silent");
}

static bool parse_telling(struct vector_reader *reader, const cJSON *object, struct vector *vector) {
  return parse_class(reader, object, vector) &&
         reader_string(reader, object, "tests", REQUIRED, &vector->tests) &&
         reader_string(reader, object, "clause", REQUIRED, &vector->clause) &&
         reader_string(reader, object, "source", OPTIONAL, &vector->document) &&
         reader_names(reader, object, "register", &vector->register_rows) &&
         reader_names(reader, object, "mistakes", &vector->mistakes) &&
         reader_rows(reader, object, "bugs", &vector->bugs);
}

static bool is_place(const char *changes) {
  static const char *const places[] = {"method", "target", "body", "now", "timestamp", "digest", "secret"};
  static const char *const named[] = {"header:", "credential:"};
  for (size_t i = 0; i < COUNT(places); i++)
    if (strcmp(changes, places[i]) == 0) return true;
  for (size_t i = 0; i < COUNT(named); i++)
    if (strncmp(changes, named[i], strlen(named[i])) == 0 && changes[strlen(named[i])] != '\0') return true;
  return false;
}

static bool parse_twin(struct vector_reader *reader, const cJSON *object, struct vector *vector) {
  if (!reader_string(reader, object, "twin", OPTIONAL, &vector->twin) ||
      !reader_string(reader, object, "changes", vector->twin ? REQUIRED : OPTIONAL, &vector->changes) ||
      !reader_string(reader, object, "edit", vector->twin ? REQUIRED : OPTIONAL, &vector->edit))
    return false;
  if (!vector->twin && (vector->changes || vector->edit))
    return reader_fail(reader, vector->changes ? "changes" : "edit", "not expected without a twin");
  if (vector->twin && vector->class == VECTOR_GOLDEN)
    return reader_fail(reader, "class", "not golden: no document prints a vector with a twin");
  if (!vector->twin && vector->class == VECTOR_STRICT)
    return reader_fail(reader, "class", "strict is only for a vector with a twin");
  if (vector->twin && !is_place(vector->changes))
    return reader_fail(reader, "changes",
                       "expected method, target, body, now, timestamp, digest, secret, header:NAME or "
                       "credential:NAME");
  return true;
}

static size_t count_credentials(const reqsig_scheme *scheme) {
  size_t count = 0;
  while (count < RS_MAX_CREDENTIALS && reqsig_scheme_credential(scheme, count)) count++;
  return count;
}

static bool parse_credentials(struct vector_reader *reader, const cJSON *object, struct vector *vector) {
  const char *names[RS_MAX_CREDENTIALS];
  size_t count = count_credentials(vector->scheme);
  for (size_t i = 0; i < count; i++) names[i] = reqsig_scheme_credential(vector->scheme, i);
  const cJSON *credentials = strict_json_member(object, "credentials");
  reader->in = "credentials";
  if (!reader_knows_members(reader, credentials, names, count)) return false;
  vector->credentials = arena_get_array(reader->arena, count, sizeof *vector->credentials);
  for (; vector->num_credentials < count; vector->num_credentials++) {
    const char *value = NULL;
    const char *name = names[vector->num_credentials];
    if (!reader_string(reader, credentials, name, REQUIRED, &value)) return false;
    vector->credentials[vector->num_credentials] = (reqsig_credential){name, reqsig_text(value)};
  }
  reader->in = "";
  return true;
}

typedef struct repeat {
  const char *prefix, *text, *suffix;
  int64_t times;
} repeat;

static bool generate(struct vector_reader *reader, repeat rule, reqsig_slice *body) {
  size_t len = strlen(rule.text), ends = strlen(rule.prefix) + strlen(rule.suffix);
  if (len == 0 || rule.times == 0 || ends > MAX_BODY || (uint64_t)rule.times > (MAX_BODY - ends) / len)
    return reader_fail(reader, NULL, "expected a body of 1 byte to 64 MiB");
  size_t room = ends + len * (size_t)rule.times;
  reqsig_buffer all = {arena_get(reader->arena, room), room, 0};
  rs_put_slice(&all, reqsig_text(rule.prefix));
  for (int64_t i = 0; i < rule.times; i++)
    rs_put_slice(&all, (reqsig_slice){(const uint8_t *)rule.text, len});
  rs_put_slice(&all, reqsig_text(rule.suffix));
  *body = rs_slice(all.data, all.len);
  return true;
}

static bool parse_repeat(struct vector_reader *reader, const cJSON *object, reqsig_slice *body) {
  static const char *const names[] = {"text", "times", "prefix", "suffix"};
  repeat rule = {.prefix = "", .suffix = ""};
  reader->in = "request.body_repeat";
  return reader_knows_members(reader, object, names, COUNT(names)) &&
         reader_string(reader, object, "text", REQUIRED, &rule.text) &&
         reader_integer(reader, object, "times", &rule.times) &&
         reader_string(reader, object, "prefix", OPTIONAL, &rule.prefix) &&
         reader_string(reader, object, "suffix", OPTIONAL, &rule.suffix) && generate(reader, rule, body);
}

static bool parse_body(struct vector_reader *reader, const cJSON *object, reqsig_slice *body) {
  const char *plain = NULL, *encoded = NULL;
  const cJSON *rule = strict_json_member(object, "body_repeat");
  if (!reader_string(reader, object, "body", OPTIONAL, &plain)) return false;
  if (!reader_string(reader, object, "body_base64", OPTIONAL, &encoded)) return false;
  if ((plain != NULL) + (encoded != NULL) + (rule != NULL) != 1)
    return reader_fail(reader, NULL, "expected exactly one of body, body_base64 and body_repeat");
  if (plain) *body = reqsig_text(plain);
  if (encoded) return reader_base64(reader, "body_base64", encoded, body);
  return plain || parse_repeat(reader, rule, body);
}

static bool parse_request(struct vector_reader *reader, const cJSON *object, reqsig_request *request) {
  static const char *const names[] = {"method", "target", "headers", "body", "body_base64", "body_repeat"};
  const char *method = NULL, *target = NULL;
  struct header_list headers = {0};
  reader->in = "request";
  if (!reader_knows_members(reader, object, names, COUNT(names)) ||
      !reader_string(reader, object, "method", REQUIRED, &method) ||
      !reader_string(reader, object, "target", REQUIRED, &target) ||
      !reader_pairs(reader, object, "headers", REQUIRED, &headers) ||
      !parse_body(reader, object, &request->body))
    return false;
  if (*method == '\0' || *target == '\0') return reader_fail(reader, NULL, "method or target is empty");
  request->method = reqsig_text(method);
  request->target = reqsig_text(target);
  request->headers = headers.items;
  request->num_headers = headers.count;
  reader->in = "";
  return true;
}

/* What the signer draws, where the scheme has it; a verifier finds it in the request. */
static bool parse_nonce(struct vector_reader *reader, const cJSON *object, reqsig_request *request) {
  const char *nonce = NULL;
  if (!reader_string(reader, object, "nonce", OPTIONAL, &nonce)) return false;
  if (nonce) request->nonce = reqsig_text(nonce);
  return true;
}

static bool parse_members(struct vector_reader *reader, const cJSON *object, const reqsig_scheme *scheme,
                          const char *document, struct vector *vector) {
  static const char *const names[] = {"id",       "class",    "tests",       "clause", "source",  "register",
                                      "bugs",     "mistakes", "credentials", "now_ms", "request", "expect",
                                      "profiles", "twin",     "changes",     "edit",   "nonce"};
  vector->scheme = scheme;
  vector->document = document;
  if (!cJSON_IsObject(object)) return reader_fail(reader, NULL, "expected an object");
  return reader_id(reader, object, reqsig_scheme_name(scheme), &vector->id) &&
         reader_knows_members(reader, object, names, COUNT(names)) && parse_telling(reader, object, vector) &&
         parse_twin(reader, object, vector) && parse_credentials(reader, object, vector) &&
         reader_integer(reader, object, "now_ms", &vector->now_ms) &&
         parse_request(reader, strict_json_member(object, "request"), &vector->request) &&
         parse_nonce(reader, object, &vector->request) && vector_parse_expectations(reader, object, vector);
}

static void add_headers(struct header_list *headers, const reqsig_header *items, size_t count) {
  for (size_t i = 0; i < count; i++) headers->items[headers->count++] = items[i];
}

/* A header that signing adds takes the place of one of that name in the request. */
/* The target to send, in the place of the request's. */
static void take_target(struct header_list *headers, reqsig_slice *target) {
  size_t kept = 0;
  for (size_t i = 0; i < headers->count; i++)
    if (rs_slice_equal(headers->items[i].name, RS_LITERAL(REQSIG_PATH_HEADER)))
      *target = headers->items[i].value;
    else
      headers->items[kept++] = headers->items[i];
  headers->count = kept;
}

void vector_sign_request(struct arena *arena, struct vector *vector) {
  const reqsig_request *request = &vector->request;
  const struct header_list *added[] = {&vector->expect.headers, &vector->expect.also_sent};
  struct header_list headers = {
      arena_get_array(arena, request->num_headers + added[0]->count + added[1]->count, sizeof(reqsig_header)),
      0};
  for (size_t i = 0; i < request->num_headers; i++)
    if (!header_list_find(added[0], request->headers[i].name, NULL) &&
        !header_list_find(added[1], request->headers[i].name, NULL))
      add_headers(&headers, &request->headers[i], 1);
  for (size_t i = 0; i < 2; i++) add_headers(&headers, added[i]->items, added[i]->count);
  vector->signed_request = *request;
  take_target(&headers, &vector->signed_request.target);
  vector->signed_request.headers = headers.items;
  vector->signed_request.num_headers = headers.count;
}

bool vector_parse(struct vector_reader *reader, const cJSON *object, const reqsig_scheme *scheme,
                  const char *document, struct vector *vector) {
  if (!parse_members(reader, object, scheme, document, vector)) return false;
  if (vector_has_verdict(vector)) vector_sign_request(reader->arena, vector);
  return true;
}
