#include <string.h>

#include "lib/bytes.h"
#include "vectors/vector_parse.h"
#include "vectors/verdict.h"

static bool is_place(const char *changes) {
  static const char *const places[] = {"method", "target", "body", "now", "timestamp", "digest"};
  static const char *const named[] = {"header:", "credential:"};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    if (strcmp(changes, places[i]) == 0) return true;
  for (size_t i = 0; i < sizeof named / sizeof *named; i++)
    if (strncmp(changes, named[i], strlen(named[i])) == 0 && changes[strlen(named[i])] != '\0') return true;
  return false;
}

bool vector_parse_twin(struct vector_reader *reader, const cJSON *object, struct vector *vector) {
  if (!reader_string(reader, object, "twin", OPTIONAL, &vector->twin) ||
      !reader_string(reader, object, "changes", vector->twin ? REQUIRED : OPTIONAL, &vector->changes) ||
      !reader_string(reader, object, "edit", vector->twin ? REQUIRED : OPTIONAL, &vector->edit))
    return false;
  if (!vector->twin && (vector->changes || vector->edit))
    return reader_refuse(reader, vector->changes ? "changes" : "edit", "not expected without a twin");
  if (vector->twin && vector->class == VECTOR_GOLDEN)
    return reader_refuse(reader, "class", "not golden: no document prints a vector with a twin");
  if (vector->twin && !is_place(vector->changes))
    return reader_refuse(reader, "changes",
                         "expected method, target, body, now, timestamp, digest, header:NAME or "
                         "credential:NAME");
  return true;
}

bool vector_parse_verdict(struct vector_reader *reader, const cJSON *object, enum presence presence,
                          struct verdict *verdict) {
  const char *word = NULL, *reason = NULL;
  if (!reader_string(reader, object, "verdict", presence, &word) ||
      !reader_string(reader, object, "reason", OPTIONAL, &reason))
    return false;
  bool accepted = word && strcmp(word, "accept") == 0;
  if (word && !accepted && strcmp(word, "reject") != 0)
    return reader_refuse(reader, "verdict", "expected accept or reject");
  if (reason && (!word || accepted))
    return reader_refuse(reader, "reason", "expected only beside the verdict reject");
  if (word && !accepted && !reason) return reader_refuse(reader, "reason", "missing");
  if (reason && !reason_find(reason, &verdict->reason))
    return reader_refuse(reader, "reason", "\"%s\" is not a reason", reason);
  verdict->given = word != NULL;
  verdict->accepted = accepted;
  return true;
}

static bool has_header(const struct header_list *headers, reqsig_slice name) {
  for (size_t i = 0; i < headers->count; i++)
    if (rs_slice_equal_ignoring_case(headers->items[i].name, name)) return true;
  return false;
}

static void append(struct header_list *headers, const reqsig_header *items, size_t count) {
  for (size_t i = 0; i < count; i++) headers->items[headers->count++] = items[i];
}

/* What is sent anew takes the place of what the request bore. */
void vector_sign_request(struct arena *arena, struct vector *vector) {
  const reqsig_request *request = &vector->request;
  const struct header_list *added[] = {&vector->expect.headers, &vector->expect.also_sent};
  struct header_list headers = {
      arena_get_array(arena, request->num_headers + added[0]->count + added[1]->count, sizeof(reqsig_header)),
      0};
  for (size_t i = 0; i < request->num_headers; i++)
    if (!has_header(added[0], request->headers[i].name) && !has_header(added[1], request->headers[i].name))
      append(&headers, &request->headers[i], 1);
  for (size_t i = 0; i < 2; i++) append(&headers, added[i]->items, added[i]->count);
  vector->signed_request = *request;
  vector->signed_request.headers = headers.items;
  vector->signed_request.num_headers = headers.count;
}
