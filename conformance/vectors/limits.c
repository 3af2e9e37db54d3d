#include "vectors/grade.h"

#include <string.h>

#include "base/message.h"
#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/json.h"
#include "lib/recipe.h"
#include "lib/request.h"
#include "lib/utf8.h"

enum { MAX_SHOWN_WORD = 40 };

static const char methods_begin[] = "methods:";

static const char *const names[NUM_LIMITS] = {[LIMIT_UTF8_BODIES] = "utf8-bodies",
                                              [LIMIT_JSON_BODIES] = "json-bodies",
                                              [LIMIT_BASE64_SECRETS] = "base64-secrets",
                                              [LIMIT_NO_MULTIPART] = "no-multipart",
                                              [LIMIT_NO_GET_BODY] = "no-get-body",
                                              [LIMIT_METHODS] = "methods",
                                              [LIMIT_NO_WINDOW] = "no-window",
                                              [LIMIT_SIGNATURE_ONLY] = "signature-only",
                                              [LIMIT_OWN_CLOCK] = "own-clock"};

const char *limit_name(enum limit limit) {
  return names[limit];
}

static enum limit find_limit(const char *word) {
  size_t begin = strlen(methods_begin);
  if (strncmp(word, methods_begin, begin) == 0) return LIMIT_METHODS;
  for (size_t i = 0; i < NUM_LIMITS; i++)
    if (i != LIMIT_METHODS && strcmp(word, names[i]) == 0) return (enum limit)i;
  return NUM_LIMITS;
}

/* Of "method:GET" what is before the colon. */
static const char *nearest_limit(const char *word) {
  struct text begin = {0};
  text_add(&begin, (reqsig_slice){(const uint8_t *)word, strcspn(word, ":")});
  const char *near = suggest(text_string(&begin), names, NUM_LIMITS);
  text_free(&begin);
  return near;
}

static bool unknown_limit(const char *word, struct text *problem) {
  const char *near = nearest_limit(word);
  text_add_string(problem, "\"");
  text_add_shortened(problem, reqsig_text(word), MAX_SHOWN_WORD);
  text_add_string(problem, "\" in \"limits\", which is no limit: ");
  if (near == names[LIMIT_METHODS])
    text_add_string(problem, "did you mean methods:GET,POST?");
  else if (near)
    text_addf(problem, "did you mean %s?", near);
  if (near) return false;
  text_add_string(problem, "expected ");
  text_add_choices(problem, names, NUM_LIMITS);
  return false;
}

static bool is_method(reqsig_slice method) {
  for (size_t i = 0; i < method.len; i++)
    if (!rs_is_token_char(method.data[i])) return false;
  return method.len > 0;
}

/* What stands behind "methods:". */
static bool read_methods(struct arena *arena, const char *list, struct limits *limits, struct text *problem) {
  limits->methods.items = arena_get_array(arena, strlen(list) + 1, sizeof *limits->methods.items);
  for (;;) {
    reqsig_slice method = {(const uint8_t *)list, strcspn(list, ",")};
    if (!is_method(method)) {
      text_add_string(problem, "\"methods:\" in \"limits\" without its methods, such as methods:GET,POST");
      return false;
    }
    limits->methods.items[limits->methods.count++] = arena_copy(arena, method);
    if (list[method.len] == '\0') return true;
    list += method.len + 1;
  }
}

bool limits_read(struct arena *arena, struct name_list words, struct limits *limits, struct text *problem) {
  *limits = (struct limits){.words = words};
  for (size_t i = 0; i < words.count; i++) {
    enum limit limit = find_limit(words.items[i]);
    if (limit == NUM_LIMITS) return unknown_limit(words.items[i], problem);
    if (limits->stated[limit]) {
      text_addf(problem, "the limit %s twice in \"limits\"", names[limit]);
      return false;
    }
    limits->stated[limit] = true;
    if (limit == LIMIT_METHODS &&
        !read_methods(arena, words.items[i] + strlen(methods_begin), limits, problem))
      return false;
  }
  return true;
}

static bool decodes_key(const reqsig_scheme *scheme) {
  if (scheme->mac.key_form == RS_KEY_BASE64_DECODED) return true;
  for (const rs_profile *profile = scheme->profiles; profile && profile->info.name; profile++)
    for (size_t i = 0; i < RS_MAX_VARIATIONS; i++)
      if (profile->variations[i].kind == RS_VARY_KEY_FORM) return true;
  return false;
}

static bool is_base64(reqsig_slice text) {
  struct arena scratch = {0};
  reqsig_buffer bytes = {arena_get(&scratch, text.len + 1), text.len, 0};
  bool right = rs_base64_decode(text, &bytes) == REQSIG_OK;
  arena_free(&scratch);
  return right;
}

static reqsig_slice secret_of(const struct vector *vector) {
  const char *name = vector->scheme->credentials[vector->scheme->mac.key].name;
  for (size_t i = 0; i < vector->num_credentials; i++)
    if (strcmp(vector->credentials[i].name, name) == 0) return vector->credentials[i].value;
  return (reqsig_slice){NULL, 0};
}

static bool needs_other_secret(const struct vector *vector) {
  reqsig_slice secret = secret_of(vector);
  return secret.len > 0 && decodes_key(vector->scheme) && !is_base64(secret);
}

/* What is no JSON and must be rejected stays: to refuse it is within the limit. */
static bool is_taken_without_json(const struct vector *vector, const reqsig_request *request, enum op op) {
  bool is_refused = op == OP_VERIFY && !vector->expect.verdict.accepted;
  size_t offset;
  return request->body.len > 0 && !is_refused && rs_json_check(request->body, &offset) != REQSIG_OK;
}

/* Also where several content types leave open which one counts. */
static bool has_multipart(const reqsig_request *request) {
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_is_multipart(&(reqsig_request){.headers = &request->headers[i], .num_headers = 1})) return true;
  return false;
}

static bool is_get_with_body(const reqsig_request *request) {
  return request->body.len > 0 && (rs_slice_equal_ignoring_case(request->method, RS_LITERAL("GET")) ||
                                   rs_slice_equal_ignoring_case(request->method, RS_LITERAL("HEAD")));
}

static bool is_other_method(const struct limits *limits, reqsig_slice method) {
  for (size_t i = 0; i < limits->methods.count; i++)
    if (rs_slice_equal(method, reqsig_text(limits->methods.items[i]))) return false;
  return true;
}

/*
 * Whether a verifier rejects it for its time: too old, too new, of no right form, or not there. Nothing is
 * wrong with a request without a twin but its time, as it was signed for these credentials.
 */
static bool is_rejected_for_time(const struct vector *vector) {
  const struct verdict *verdict = &vector->expect.verdict;
  if (!verdict->given || verdict->accepted) return false;
  return !vector->twin || strcmp(vector->changes, "timestamp") == 0 || strcmp(vector->changes, "now") == 0;
}

static bool signs_time_of_header(const reqsig_scheme *scheme) {
  if (scheme->time.place != RS_TIME_IN_HEADER) return false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (scheme->message[i].from == RS_FROM_TIMESTAMP) return true;
  return false;
}

/* Whether the answer depends on now_ms. What a verifier rejects before it looks at the time does not. */
static bool needs_told_time(const struct vector *vector, enum op op) {
  reqsig_reason reason = vector->expect.verdict.reason;
  if (op == OP_MESSAGE) return signs_time_of_header(vector->scheme);
  return op == OP_VERIFY && vector->scheme->time.window.given &&
         (vector->expect.verdict.accepted || reason == REQSIG_REASON_EXPIRED ||
          reason == REQSIG_REASON_NOT_YET_VALID);
}

static bool is_beyond(const struct limits *limits, enum limit limit, const struct vector *vector,
                      enum op op) {
  const reqsig_request *request = op == OP_VERIFY ? &vector->signed_request : &vector->request;
  switch (limit) {
  case LIMIT_UTF8_BODIES: return !rs_utf8_is_valid(request->body);
  case LIMIT_JSON_BODIES: return is_taken_without_json(vector, request, op);
  case LIMIT_BASE64_SECRETS: return needs_other_secret(vector);
  case LIMIT_NO_MULTIPART: return has_multipart(request);
  case LIMIT_NO_GET_BODY: return is_get_with_body(request);
  case LIMIT_METHODS: return is_other_method(limits, request->method);
  case LIMIT_NO_WINDOW: return op == OP_VERIFY && is_rejected_for_time(vector);
  case LIMIT_OWN_CLOCK: return needs_told_time(vector, op);
  case LIMIT_SIGNATURE_ONLY:
  case NUM_LIMITS: break;
  }
  return false;
}

enum limit limits_exceeded(const struct limits *limits, const struct vector *vector, enum op op) {
  for (size_t i = 0; i < NUM_LIMITS; i++)
    if (limits->stated[i] && is_beyond(limits, (enum limit)i, vector, op)) return (enum limit)i;
  return NUM_LIMITS;
}
