#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"
#include "vectors/self_check.h"

/* The library's parser on one input, which it gets without anything behind it. */
struct parsed {
  uint8_t *raw, *body;
  reqsig_header *headers;
  reqsig_request request;
  reqsig_http_error reason;
  size_t offset;
};

/* A field takes a line at least. */
static size_t count_lines(reqsig_slice raw) {
  size_t count = 0;
  for (size_t i = 0; i < raw.len; i++) count += raw.data[i] == '\n';
  return count;
}

static size_t at_least_one(size_t size) {
  return size > 0 ? size : 1;
}

static struct parsed parse_raw(const struct http_vector *vector) {
  size_t len = vector->raw.len, num_headers = count_lines(vector->raw), room = len;
  if (vector->max_headers < num_headers) num_headers = vector->max_headers;
  if (vector->max_body < room) room = vector->max_body;
  struct parsed parsed = {
      .raw = memory_resize(NULL, at_least_one(len)),
      .body = memory_resize(NULL, at_least_one(room)),
      .headers = memory_resize(NULL, at_least_one(num_headers) * sizeof(reqsig_header)),
  };
  if (len > 0) memcpy(parsed.raw, vector->raw.data, len);
  reqsig_buffer body = {parsed.body, room, 0};
  reqsig_parse_request(rs_slice(parsed.raw, len), parsed.headers, &num_headers, &body, &parsed.request,
                       &parsed.reason, &parsed.offset);
  return parsed;
}

static void free_parsed(struct parsed *parsed) {
  free(parsed->raw);
  free(parsed->body);
  free(parsed->headers);
}

static void compare_bytes(struct self_check *check, const char *id, const char *what, reqsig_slice expected,
                          reqsig_slice found) {
  if (rs_slice_equal(expected, found)) return;
  self_check_add(check, (struct disagreement){.id = id, .what = what, .expected = expected, .found = found});
}

/* "name of header 2" */
static const char *nth_header(struct self_check *check, const char *part, size_t index) {
  struct text text = {0};
  text_addf(&text, "%s of header %zu", part, index + 1);
  const char *kept = arena_copy(&check->arena, text_slice(&text));
  text_free(&text);
  return kept;
}

static void compare_headers(struct self_check *check, const char *id, const reqsig_request *expected,
                            const reqsig_request *found) {
  size_t count = expected->num_headers > found->num_headers ? expected->num_headers : found->num_headers;
  for (size_t i = 0; i < count; i++) {
    static const reqsig_header none = {{0}, {0}};
    const reqsig_header *a = i < expected->num_headers ? &expected->headers[i] : &none;
    const reqsig_header *b = i < found->num_headers ? &found->headers[i] : &none;
    compare_bytes(check, id, nth_header(check, "name", i), a->name, b->name);
    compare_bytes(check, id, nth_header(check, "value", i), a->value, b->value);
  }
}

static void add_outcome(struct text *text, reqsig_http_error reason, size_t offset) {
  if (reason == REQSIG_HTTP_NONE)
    text_add_string(text, "accept");
  else
    text_addf(text, "reject %s at offset %zu", reqsig_http_error_name(reason), offset);
}

static void compare_request(struct self_check *check, const struct http_vector *vector,
                            const struct parsed *parsed) {
  const reqsig_request *expected = &vector->request, *found = &parsed->request;
  struct text texts[2] = {{0}, {0}};
  add_outcome(&texts[0], vector->reason, vector->offset);
  add_outcome(&texts[1], parsed->reason, parsed->offset);
  compare_bytes(check, vector->id, "verdict", text_slice(&texts[0]), text_slice(&texts[1]));
  text_free(&texts[0]);
  text_free(&texts[1]);
  if (vector->reason != REQSIG_HTTP_NONE || parsed->reason != REQSIG_HTTP_NONE) return;
  compare_bytes(check, vector->id, "method", expected->method, found->method);
  compare_bytes(check, vector->id, "target", expected->target, found->target);
  compare_headers(check, vector->id, expected, found);
  compare_bytes(check, vector->id, "body", expected->body, found->body);
}

static bool is_given(const struct vector_set *set, reqsig_http_error reason) {
  for (size_t i = 0; i < set->num_http; i++)
    if (set->http[i].reason == reason) return true;
  return false;
}

/* Every reason that the parser has, so that a new one is told to lack a vector. */
static void check_reasons(const struct vector_set *set, struct self_check *check) {
  if (!is_given(set, REQSIG_HTTP_NONE)) self_check_remark(check, true, "no raw request is accepted");
  for (reqsig_http_error reason = http_reason_next(REQSIG_HTTP_NONE); reason;
       reason = http_reason_next(reason))
    if (!is_given(set, reason))
      self_check_remark(check, true, "no raw request is rejected for %s", reqsig_http_error_name(reason));
}

void self_check_requests(const struct vector_set *set, struct self_check *check) {
  if (set->num_http == 0) {
    self_check_remark(check, true, "http.json is missing: there are no raw requests");
    return;
  }
  check_reasons(set, check);
  for (size_t i = 0; i < set->num_http; i++) {
    struct parsed parsed = parse_raw(&set->http[i]);
    compare_request(check, &set->http[i], &parsed);
    free_parsed(&parsed);
  }
}
