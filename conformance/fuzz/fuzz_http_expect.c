#include <string.h>

#include "fuzz/fuzz_http.h"
#include "lib/bytes.h"

const struct fuzz_raw *fuzz_raw_of(const struct test_case *test_case) {
  return test_case->http ? (const struct fuzz_raw *)(const void *)test_case->http : NULL;
}

static void expect_as_parsed(struct arena *arena, struct http_vector *vector) {
  size_t num_headers = 1;
  for (size_t i = 0; i < vector->raw.len; i++) num_headers += vector->raw.data[i] == '\n';
  reqsig_header *headers = arena_get_array(arena, num_headers, sizeof *headers);
  reqsig_buffer body = {arena_get(arena, vector->raw.len + 1), vector->raw.len + 1, 0};
  reqsig_parse_request(vector->raw, headers, &num_headers, &body, &vector->request, &vector->reason,
                       &vector->offset);
  if (vector->reason != REQSIG_HTTP_NONE) vector->request = (reqsig_request){.num_headers = 0};
}

/* The first vector of that reason, or of that very class; NULL: none. */
static const struct http_vector *vector_of(const struct vector_set *set, reqsig_http_error reason) {
  for (size_t i = 0; i < set->num_http; i++)
    if (set->http[i].reason == reason) return &set->http[i];
  return NULL;
}

static bool is_always_must(const struct vector_set *set, reqsig_http_error reason) {
  for (size_t i = 0; i < set->num_http; i++)
    if (set->http[i].reason == reason && (set->http[i].class != HTTP_MUST || set->http[i].choice))
      return false;
  return vector_of(set, reason) != NULL;
}

/* RFC 9112 section 6.3: a length with anything but digits and what parts a list makes the framing invalid. */
static bool is_no_length(const struct http_vector *vector) {
  if (vector->reason != REQSIG_HTTP_CONTENT_LENGTH || vector->offset >= vector->raw.len) return false;
  uint8_t at = vector->raw.data[vector->offset];
  return !rs_is_digit(at) && !strchr(", \t\r\n", at);
}

static void set_class(const struct vector_set *set, struct fuzz_raw *raw) {
  struct http_vector *vector = &raw->vector;
  const struct http_vector *like = raw->of ? raw->of : vector_of(set, vector->reason);
  vector->class = HTTP_MUST;
  if (raw->kind == RAW_OF_VECTOR) vector->class = like->class;
  if (raw->kind == RAW_WILD && vector->reason != REQSIG_HTTP_NONE && !is_no_length(vector) &&
      !is_always_must(set, vector->reason))
    vector->class = HTTP_MAY;
  vector->choice = raw->kind == RAW_OF_VECTOR ? like->choice : NULL;
  if (vector->class == HTTP_MAY && !vector->choice)
    vector->choice = "Found by reqsig fuzz: the RFCs may leave this open.";
  vector->clause =
      like ? like->clause : "HTTP-message = start-line CRLF *( field-line CRLF ) CRLF [ message-body ]";
  vector->source = like ? like->source : "RFC 9112 section 2.1";
}

/* Whether all that is rejected for it is wrong in one way: then one finding tells of all. */
static bool is_of_one_nature(reqsig_http_error reason) {
  static const reqsig_http_error reasons[] = {REQSIG_HTTP_BARE_CR,
                                              REQSIG_HTTP_BARE_LF,
                                              REQSIG_HTTP_SPACE_BEFORE_COLON,
                                              REQSIG_HTTP_FOLDED_LINE,
                                              REQSIG_HTTP_HOST_MISSING,
                                              REQSIG_HTTP_HOST_TWICE,
                                              REQSIG_HTTP_HEAD_TRUNCATED,
                                              REQSIG_HTTP_TRAILER,
                                              REQSIG_HTTP_CONTENT_LENGTH_TWICE,
                                              REQSIG_HTTP_CHUNK_EXTENSION,
                                              REQSIG_HTTP_BODY_TRUNCATED,
                                              REQSIG_HTTP_LENGTH_AND_ENCODING,
                                              REQSIG_HTTP_LEADING_EMPTY_LINE,
                                              REQSIG_HTTP_TRAILING_BYTES};
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (reasons[i] == reason) return true;
  return false;
}

static const char *label_of(const struct fuzz_raw *raw) {
  reqsig_http_error reason = raw->vector.reason;
  if (is_of_one_nature(reason) || (raw->kind == RAW_WILD && reason != REQSIG_HTTP_NONE))
    return reqsig_http_error_name(reason);
  if (raw->kind == RAW_OF_VECTOR) return raw->of->id + strlen("http-");
  return raw->kind == RAW_WELL_FORMED ? "well-formed" : "accepted-by-reqsig";
}

void fuzz_http_expect(struct arena *arena, const struct vector_set *set, struct fuzz_raw *raw,
                      struct fuzz_vector *drawn) {
  struct http_vector *vector = &raw->vector;
  vector->max_headers = vector->max_body = SIZE_MAX;
  vector->tests = "A raw request that was drawn.";
  expect_as_parsed(arena, vector);
  bool is_as_vector = raw->kind == RAW_OF_VECTOR && vector->reason == raw->of->reason;
  if (raw->kind == RAW_OF_VECTOR && !is_as_vector) raw->kind = RAW_WILD;
  if (raw->kind == RAW_WILD) raw->of = NULL;
  raw->label = label_of(raw);
  set_class(set, raw);
  *drawn = (struct fuzz_vector){.raw = raw, .edit_kind = SIZE_MAX};
  drawn->vector.id = vector->id;
  drawn->vector.request.body = vector->raw; /* how large it is */
}

/* RFC 9110 section 4.2.3 lets a server put a path in order: dots, escapes, and by many servers "//". */
static bool is_in_order(reqsig_slice target) {
  if (target.len == 0 || target.data[0] != '/' || memchr(target.data, '%', target.len)) return false;
  for (size_t i = 1; i < target.len && target.data[i] != '?'; i++)
    if (target.data[i - 1] == '/' && (target.data[i] == '/' || target.data[i] == '.')) return false;
  return true;
}

static bool is_part_without_choice(const struct http_vector *vector, const struct difference *difference) {
  if (difference->kind == DIFFERENCE_BODY || difference->kind == DIFFERENCE_METHOD) return true;
  return difference->kind == DIFFERENCE_TARGET && is_in_order(vector->request.target);
}

void fuzz_http_temper(struct test_case *test_case) {
  const struct fuzz_raw *raw = fuzz_raw_of(test_case);
  struct grade *grade = &test_case->grade;
  if (!raw || raw->kind != RAW_WILD || raw->vector.reason != REQSIG_HTTP_NONE ||
      grade->outcome != OUTCOME_FAIL)
    return;
  for (size_t i = 0; i < grade->num_differences; i++) {
    if (!is_part_without_choice(&raw->vector, &grade->differences[i])) continue;
    struct difference first = grade->differences[0];
    grade->differences[0] = grade->differences[i];
    grade->differences[i] = first;
    return;
  }
  grade->outcome = OUTCOME_OBSERVED;
}
