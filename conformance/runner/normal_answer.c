#include "runner/protocol.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "lib/recipe.h"
#include "runner/run.h"

static const char *digest_of(struct arena *arena, reqsig_slice bytes) {
  char hex[65];
  sha256_hex(bytes, hex);
  return arena_copy_string(arena, hex);
}

static void add_sized(struct text *text, reqsig_slice bytes) {
  text_addf(text, "%zu:", bytes.len);
  text_add(text, bytes);
}

static const char *headers_of(struct arena *arena, const reqsig_scheme *scheme,
                              const struct header_list *headers) {
  struct text text = {0};
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++) {
    const reqsig_header *header = header_list_find(headers, scheme->headers[i].name, NULL);
    if (header) add_sized(&text, scheme->headers[i].name);
    if (header) add_sized(&text, header->value);
  }
  const char *digest = digest_of(arena, text_slice(&text));
  text_free(&text);
  return digest;
}

struct field {
  reqsig_slice name, value;
  size_t at;
};

static int compare_fields(const void *a, const void *b) {
  const struct field *one = a, *other = b;
  size_t len = one->name.len < other->name.len ? one->name.len : other->name.len;
  for (size_t i = 0; i < len; i++) {
    int difference = tolower(one->name.data[i]) - tolower(other->name.data[i]);
    if (difference != 0) return difference;
  }
  if (one->name.len != other->name.len) return one->name.len < other->name.len ? -1 : 1;
  return one->at < other->at ? -1 : one->at > other->at;
}

/* By name, those of one name in their order, joined as a list. */
static void add_fields(struct text *text, const reqsig_request *request) {
  struct field *fields = memory_get((request->num_headers + 1) * sizeof *fields);
  for (size_t i = 0; i < request->num_headers; i++)
    fields[i] = (struct field){request->headers[i].name, request->headers[i].value, i};
  if (request->num_headers > 0) qsort(fields, request->num_headers, sizeof *fields, compare_fields);
  for (size_t i = 0; i < request->num_headers; i++) {
    bool goes_on = i > 0 && rs_slice_equal_ignoring_case(fields[i].name, fields[i - 1].name);
    text_add_string(text, goes_on ? ", " : "\n");
    for (size_t k = 0; k < fields[i].name.len && !goes_on; k++)
      text_add_byte(text, (char)tolower(fields[i].name.data[k]));
    if (!goes_on) text_add_string(text, ":");
    text_add(text, fields[i].value);
  }
  free(fields);
}

static const char *request_of(struct arena *arena, const reqsig_request *request) {
  struct text text = {0};
  add_sized(&text, request->method);
  add_sized(&text, request->target);
  add_sized(&text, request->body);
  add_fields(&text, request);
  const char *digest = digest_of(arena, text_slice(&text));
  text_free(&text);
  return digest;
}

const char *normal_answer(struct arena *arena, const struct test_case *test_case,
                          const struct answer *answer) {
  switch (answer->kind) {
  case ANSWER_MESSAGE: return digest_of(arena, answer->message);
  case ANSWER_HEADERS: return headers_of(arena, test_case->vector->scheme, &answer->headers);
  case ANSWER_VERDICT: return answer->verdict.accepted ? "accepted" : "rejected";
  case ANSWER_REQUEST: return request_of(arena, &answer->request);
  case ANSWER_REFUSED: return "refused";
  case ANSWER_UNSUPPORTED:
  case ANSWER_ERROR:
  case ANSWER_MALFORMED: break;
  }
  return NULL;
}
