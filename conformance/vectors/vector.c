#include "vectors/vector.h"

#include <string.h>

#include "base/json_io.h"
#include "lib/bytes.h"

static const char *const class_names[] = {[VECTOR_GOLDEN] = "golden",
                                          [VECTOR_DERIVED] = "derived",
                                          [VECTOR_PROFILE] = "profile",
                                          [VECTOR_STRICT] = "strict",
                                          [VECTOR_SILENT] = "silent"};

const char *vector_class_name(vector_class class) {
  return class_names[class];
}

bool vector_class_find(const char *name, vector_class *class) {
  for (size_t i = 0; i < sizeof class_names / sizeof *class_names; i++) {
    if (strcmp(name, class_names[i]) != 0) continue;
    *class = (vector_class)i;
    return true;
  }
  return false;
}

bool vector_has_message(const struct vector *vector) {
  return vector->expect.has_message;
}

bool vector_has_headers(const struct vector *vector) {
  return vector->expect.has_headers;
}

bool vector_has_verdict(const struct vector *vector) {
  return vector->expect.verdict.given;
}

bool reason_find(const char *name, reqsig_reason *reason) {
  for (int i = REQSIG_REASON_MALFORMED; i <= REQSIG_REASON_NOT_YET_VALID; i++) {
    if (strcmp(reqsig_reason_name((reqsig_reason)i), name) != 0) continue;
    *reason = (reqsig_reason)i;
    return true;
  }
  return false;
}

bool verdict_matches(const struct verdict *answer, const struct verdict *verdict) {
  if (!verdict->given || answer->accepted != verdict->accepted) return false;
  return answer->reason == REQSIG_REASON_NONE || answer->reason == verdict->reason ||
         verdict_is_any_reject(verdict);
}

bool verdict_is_any_reject(const struct verdict *verdict) {
  return verdict->given && !verdict->accepted && verdict->reason == REQSIG_REASON_NONE;
}

const char *verdict_reason(const struct verdict *verdict) {
  if (!verdict->given || verdict->accepted) return NULL;
  return verdict_is_any_reject(verdict) ? "any" : reqsig_reason_name(verdict->reason);
}

void verdict_write(FILE *out, const struct verdict *verdict) {
  fputs(verdict->accepted ? "accept" : "reject", out);
  if (verdict->reason != REQSIG_REASON_NONE) fprintf(out, " %s", reqsig_reason_name(verdict->reason));
}

const reqsig_header *header_list_find(const struct header_list *headers, reqsig_slice name, size_t *count) {
  const reqsig_header *found = NULL;
  size_t num_found = 0;
  for (size_t i = 0; i < headers->count; i++) {
    if (!rs_slice_equal_ignoring_case(headers->items[i].name, name)) continue;
    if (!found) found = &headers->items[i];
    num_found++;
  }
  if (count) *count = num_found;
  return found;
}

bool header_list_equal(const struct header_list *a, const struct header_list *b) {
  if (a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++)
    if (!rs_slice_equal(a->items[i].name, b->items[i].name) ||
        !rs_slice_equal(a->items[i].value, b->items[i].value))
      return false;
  return true;
}

enum { FORMAT = 1 };

static void add_headers(struct json_writer *writer, const char *name, const reqsig_header *headers,
                        size_t count) {
  json_open_array(writer, name);
  for (size_t i = 0; i < count; i++) json_add_pair(writer, headers[i].name, headers[i].value);
  json_close_array(writer);
}

static void add_names(struct json_writer *writer, const char *name, const struct name_list *names) {
  if (names->count == 0) return;
  json_open_array(writer, name);
  for (size_t i = 0; i < names->count; i++) json_add_string(writer, NULL, names->items[i]);
  json_close_array(writer);
}

static void add_rows(struct json_writer *writer, const struct row_list *rows) {
  if (rows->count == 0) return;
  json_open_array(writer, "bugs");
  for (size_t i = 0; i < rows->count; i++) json_add_integer(writer, NULL, rows->items[i]);
  json_close_array(writer);
}

static void add_verdict(struct json_writer *writer, const struct verdict *verdict) {
  json_add_string(writer, "verdict", verdict->accepted ? "accept" : "reject");
  if (!verdict->accepted) json_add_string(writer, "reason", verdict_reason(verdict));
}

static bool verdicts_equal(const struct verdict *a, const struct verdict *b) {
  return a->accepted == b->accepted && a->reason == b->reason;
}

static void add_signing(struct json_writer *writer, const struct expectation *expect) {
  if (expect->not_signed) json_add_bool(writer, "not_signed", true);
  if (expect->has_message) json_add_text_or_base64(writer, "message", expect->message);
  if (expect->message_sha256) json_add_string(writer, "message_sha256", expect->message_sha256);
  if (expect->content_md5) json_add_string(writer, "content_md5", expect->content_md5);
  if (expect->mac) json_add_string(writer, "mac", expect->mac);
  add_headers(writer, "headers", expect->headers.items, expect->headers.count);
  if (expect->also_sent.count > 0)
    add_headers(writer, "also_sent", expect->also_sent.items, expect->also_sent.count);
  add_names(writer, "absent", &expect->absent);
}

static void add_expect(struct json_writer *writer, const struct vector *vector) {
  json_open_object(writer, "expect");
  if (!vector->twin) add_signing(writer, &vector->expect);
  if (vector->expect.verdict.given) add_verdict(writer, &vector->expect.verdict);
  json_close_object(writer);
}

/* Of a vector to sign, a profile tells its verdict only where that is another one. */
static void add_profile(struct json_writer *writer, const struct vector *vector,
                        const struct expectation *expect) {
  const struct verdict *verdict = &expect->verdict;
  json_open_object(writer, NULL);
  add_names(writer, "names", &expect->profiles);
  if (!vector->twin) add_signing(writer, expect);
  if (verdict->given && (vector->twin || !verdicts_equal(verdict, &vector->expect.verdict)))
    add_verdict(writer, verdict);
  json_close_object(writer);
}

static void add_profiles(struct json_writer *writer, const struct vector *vector) {
  if (vector->num_profile_expects == 0) return;
  json_open_array(writer, "profiles");
  for (size_t i = 0; i < vector->num_profile_expects; i++)
    add_profile(writer, vector, &vector->profile_expects[i]);
  json_close_array(writer);
}

static void add_credentials(struct json_writer *writer, const struct vector *vector) {
  json_open_object(writer, "credentials");
  for (size_t i = 0; i < vector->num_credentials; i++)
    json_add_text(writer, vector->credentials[i].name, vector->credentials[i].value);
  json_close_object(writer);
}

static void add_request(struct json_writer *writer, const reqsig_request *request) {
  json_open_object(writer, "request");
  json_add_text(writer, "method", request->method);
  json_add_text(writer, "target", request->target);
  add_headers(writer, "headers", request->headers, request->num_headers);
  json_add_text_or_base64(writer, "body", request->body);
  json_close_object(writer);
}

static void add_telling(struct json_writer *writer, const struct vector *vector) {
  json_add_string(writer, "id", vector->id);
  json_add_string(writer, "class", vector_class_name(vector->class));
  json_add_string(writer, "tests", vector->tests);
  json_add_string(writer, "clause", vector->clause);
  if (strcmp(vector->document, reqsig_scheme_document(vector->scheme)) != 0)
    json_add_string(writer, "source", vector->document);
  add_names(writer, "register", &vector->register_rows);
  add_rows(writer, &vector->bugs);
  add_names(writer, "mistakes", &vector->mistakes);
  if (!vector->twin) return;
  json_add_string(writer, "twin", vector->twin);
  json_add_string(writer, "changes", vector->changes);
  json_add_string(writer, "edit", vector->edit);
}

static void add_vector(struct json_writer *writer, const struct vector *vector) {
  json_open_object(writer, NULL);
  add_telling(writer, vector);
  add_credentials(writer, vector);
  json_add_integer(writer, "now_ms", vector->now_ms);
  if (!vector->twin && vector->request.nonce.len > 0) json_add_text(writer, "nonce", vector->request.nonce);
  add_request(writer, &vector->request);
  add_expect(writer, vector);
  add_profiles(writer, vector);
  json_close_object(writer);
}

/* Vectors name their document by one word; a scheme file that names none has its title in the place. */
static const char *document_word(const reqsig_scheme *scheme) {
  const char *document = reqsig_scheme_document(scheme);
  return strchr(document, ' ') ? reqsig_scheme_name(scheme) : document;
}

void vector_write_file(struct text *out, const reqsig_scheme *scheme, const char *provenance,
                       const struct vector *vectors, size_t count) {
  struct json_writer writer = {.out = out, .layout = JSON_INDENTED};
  json_open_object(&writer, NULL);
  json_add_string(&writer, "$schema", "schema.json");
  json_add_integer(&writer, "format", FORMAT);
  json_add_string(&writer, "scheme", reqsig_scheme_name(scheme));
  json_add_string(&writer, "document", document_word(scheme));
  if (reqsig_scheme_document_title(scheme))
    json_add_string(&writer, "document_title", reqsig_scheme_document_title(scheme));
  json_add_string(&writer, "provenance", provenance);
  json_open_array(&writer, "vectors");
  for (size_t i = 0; i < count; i++) add_vector(&writer, &vectors[i]);
  json_close_array(&writer);
  json_close_object(&writer);
  text_add_string(out, "\n");
}
