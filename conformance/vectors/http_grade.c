#include "vectors/grade.h"

#include <string.h>

#include "lib/bytes.h"

enum { MAX_KEPT = 4096, MAX_HEADERS = 4096 /* of an answer; what is beyond is not looked at */ };

static enum outcome outcome_of_wrong(const struct http_vector *vector, bool accepted) {
  bool may_be_mended = accepted && vector->choice;
  switch (vector->class) {
  case HTTP_MUST: return may_be_mended ? OUTCOME_FLAGGED : OUTCOME_FAIL;
  case HTTP_SHOULD: return OUTCOME_FLAGGED;
  case HTTP_MAY:
  case HTTP_STRICT: break;
  }
  return OUTCOME_OBSERVED;
}

static reqsig_slice keep(struct arena *arena, reqsig_slice bytes) {
  size_t len = bytes.len < MAX_KEPT ? bytes.len : MAX_KEPT;
  return rs_slice(arena_copy(arena, rs_slice(bytes.data, len)), len);
}

/* What a parser took the bytes for, as they would be sent. */
static reqsig_slice written(struct arena *arena, const reqsig_request *request) {
  struct text text = {0};
  text_add(&text, request->method);
  text_add_string(&text, " ");
  text_add(&text, request->target);
  text_add_string(&text, "\r\n");
  for (size_t i = 0; i < request->num_headers; i++) {
    text_add(&text, request->headers[i].name);
    text_add_string(&text, ": ");
    text_add(&text, request->headers[i].value);
    text_add_string(&text, "\r\n");
  }
  text_add_string(&text, "\r\n");
  text_add(&text, request->body);
  reqsig_slice kept = keep(arena, text_slice(&text));
  text_free(&text);
  return kept;
}

struct grade grade_refused(struct arena *arena, const struct http_vector *vector, const char *words) {
  struct grade grade = {.outcome = OUTCOME_PASS, .words = grade_keep_words(arena, words)};
  if (vector->reason != REQSIG_HTTP_NONE) return grade;
  grade.outcome = outcome_of_wrong(vector, false);
  grade.differences = arena_get(arena, sizeof *grade.differences);
  grade.differences[0] = (struct difference){.kind = DIFFERENCE_REJECTED, .expected_verdict.accepted = true};
  grade.num_differences = 1;
  return grade;
}

static struct grade grade_accepted(struct arena *arena, const struct http_vector *vector,
                                   const reqsig_request *request) {
  struct difference *difference = arena_get(arena, sizeof *difference);
  reqsig_slice received = written(arena, request);
  *difference = (struct difference){.kind = DIFFERENCE_ACCEPTED,
                                    .received = received,
                                    .received_len = received.len,
                                    .received_verdict.accepted = true};
  return (struct grade){
      .outcome = outcome_of_wrong(vector, true), .differences = difference, .num_differences = 1};
}

struct request_comparison {
  struct arena *arena;
  const reqsig_request *expected, *received;
  struct difference *found;
  size_t num_found;
};

static void add_difference(struct request_comparison *comparison, enum difference_kind kind,
                           const char *header, reqsig_slice expected, reqsig_slice received) {
  comparison->found[comparison->num_found++] =
      (struct difference){.kind = kind,
                          .header = header,
                          .expected = keep(comparison->arena, expected),
                          .received = keep(comparison->arena, received),
                          .received_len = received.len};
}

static void compare_part(struct request_comparison *comparison, enum difference_kind kind,
                         reqsig_slice expected, reqsig_slice received) {
  if (!rs_slice_equal(expected, received)) add_difference(comparison, kind, NULL, expected, received);
}

/* The values of all headers of that name, joined; how many they are. */
static size_t join(struct text *joined, const reqsig_request *request, reqsig_slice name) {
  size_t count = 0;
  text_clear(joined);
  for (size_t i = 0; i < request->num_headers; i++) {
    if (!rs_slice_equal_ignoring_case(request->headers[i].name, name)) continue;
    if (count++ > 0) text_add_string(joined, ", ");
    text_add(joined, request->headers[i].value);
  }
  return count;
}

static bool is_first_of_name(const reqsig_request *request, size_t nth) {
  for (size_t i = 0; i < nth; i++)
    if (rs_slice_equal_ignoring_case(request->headers[i].name, request->headers[nth].name)) return false;
  return true;
}

/* Names of transfer codings are the same in any letter case: RFC 9112 section 7. */
static bool is_same_value(reqsig_slice name, reqsig_slice a, reqsig_slice b) {
  if (rs_slice_equal_ignoring_case(name, RS_LITERAL("transfer-encoding")))
    return rs_slice_equal_ignoring_case(a, b);
  return rs_slice_equal(a, b);
}

static void compare_name(struct request_comparison *comparison, reqsig_slice name) {
  struct text expected = {0}, received = {0};
  size_t num_expected = join(&expected, comparison->expected, name);
  size_t num_received = join(&received, comparison->received, name);
  enum difference_kind kind = num_received == 0   ? DIFFERENCE_MISSING
                              : num_expected == 0 ? DIFFERENCE_UNWANTED
                                                  : DIFFERENCE_VALUE;
  if (kind != DIFFERENCE_VALUE || !is_same_value(name, text_slice(&expected), text_slice(&received)))
    add_difference(comparison, kind, (const char *)keep(comparison->arena, name).data, text_slice(&expected),
                   text_slice(&received));
  text_free(&expected);
  text_free(&received);
}

static void compare_headers(struct request_comparison *comparison) {
  const reqsig_request *expected = comparison->expected, *received = comparison->received;
  for (size_t i = 0; i < expected->num_headers; i++)
    if (is_first_of_name(expected, i)) compare_name(comparison, expected->headers[i].name);
  struct text unused = {0};
  for (size_t i = 0; i < received->num_headers; i++)
    if (is_first_of_name(received, i) && join(&unused, expected, received->headers[i].name) == 0)
      compare_name(comparison, received->headers[i].name);
  text_free(&unused);
}

struct grade grade_parsed(struct arena *arena, const struct http_vector *vector,
                          const reqsig_request *request) {
  if (vector->reason != REQSIG_HTTP_NONE) return grade_accepted(arena, vector, request);
  reqsig_request received = *request;
  if (received.num_headers > MAX_HEADERS) received.num_headers = MAX_HEADERS;
  struct request_comparison comparison = {arena, &vector->request, &received, NULL, 0};
  size_t max = 3 + vector->request.num_headers + received.num_headers;
  comparison.found = arena_get_array(arena, max, sizeof *comparison.found);
  compare_part(&comparison, DIFFERENCE_METHOD, vector->request.method, request->method);
  compare_part(&comparison, DIFFERENCE_TARGET, vector->request.target, request->target);
  compare_headers(&comparison);
  compare_part(&comparison, DIFFERENCE_BODY, vector->request.body, request->body);
  enum outcome outcome = comparison.num_found == 0 ? OUTCOME_PASS : outcome_of_wrong(vector, false);
  return (struct grade){
      .outcome = outcome, .differences = comparison.found, .num_differences = comparison.num_found};
}
