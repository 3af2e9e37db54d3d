#include "vectors/self_check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"
#include "lib/recipe.h"
#include "request/known_schemes.h"
#include "vectors/grade.h"

static bool is_same_place(const struct disagreement *a, const struct disagreement *b) {
  return a->id == b->id && a->profiles == b->profiles;
}

static reqsig_slice kept_slice(struct self_check *check, reqsig_slice bytes) {
  return rs_slice(arena_copy(&check->arena, bytes), bytes.len);
}

void self_check_add(struct self_check *check, struct disagreement disagreement) {
  size_t count = check->num_disagreements;
  bool continues = count > 0 && is_same_place(&check->disagreements[count - 1], &disagreement);
  disagreement.expected = kept_slice(check, disagreement.expected);
  disagreement.found = kept_slice(check, disagreement.found);
  check->disagreements = memory_resize(check->disagreements, (count + 1) * sizeof disagreement);
  check->disagreements[count] = disagreement;
  check->num_disagreements++;
  check->num_places += !continues;
}

void self_check_remark(struct self_check *check, bool is_wrong, const char *format, ...) {
  struct text text = {0};
  va_list arguments;
  va_start(arguments, format);
  text_addv(&text, format, arguments);
  va_end(arguments);
  check->remarks = memory_resize(check->remarks, (check->num_remarks + 1) * sizeof *check->remarks);
  check->remarks[check->num_remarks++] =
      (struct remark){.is_wrong = is_wrong, .text = arena_copy(&check->arena, text_slice(&text))};
  text_free(&text);
}

static bool lists(const struct vector_set *set, const reqsig_scheme *scheme, const char *profile) {
  for (size_t i = 0; i < set->count; i++) {
    const struct vector *vector = &set->items[i];
    for (size_t j = 0; vector->scheme == scheme && j < vector->num_profile_expects; j++)
      if (vector->profile_expects[j].profiles.count == 1 &&
          strcmp(vector->profile_expects[j].profiles.items[0], profile) == 0)
        return true;
  }
  return false;
}

static bool has_vectors(const struct vector_set *set, const reqsig_scheme *scheme) {
  for (size_t i = 0; i < set->count; i++)
    if (set->items[i].scheme == scheme) return true;
  return false;
}

static bool changes(struct arena *arena, const struct vector *vector, const char *profile) {
  const char *names[] = {profile};
  struct name_list none = {0}, one = {names, 1};
  struct verdict usual, other;
  if (vector_has_verdict(vector) && library_verdict(vector, &none, &usual) == REQSIG_OK &&
      library_verdict(vector, &one, &other) == REQSIG_OK && !verdict_matches(&other, &usual))
    return true;
  if (vector->twin) return false;
  struct library_answer a = library_answer(arena, vector, &none), b = library_answer(arena, vector, &one);
  return b.status == REQSIG_OK && !library_answers_equal(&a, &b);
}

static size_t count_changed(const struct vector_set *set, const reqsig_scheme *scheme, const char *profile) {
  size_t num_changed = 0;
  for (size_t i = 0; i < set->count; i++) {
    struct arena arena = {0};
    num_changed += set->items[i].scheme == scheme && changes(&arena, &set->items[i], profile);
    arena_free(&arena);
  }
  return num_changed;
}

/*
 * A vector gives the request, so it can't tell a profile under which another request is sent: one that lists
 * it is wrong. Any other profile should be listed by some vector.
 */
static void check_profile(struct self_check *check, const struct vector_set *set, const reqsig_scheme *scheme,
                          const reqsig_profile_info *info) {
  const char *name = reqsig_scheme_name(scheme);
  bool can_tell = !rs_profile_find(scheme, info->name)->sends_what_it_signs;
  bool listed = lists(set, scheme, info->name);
  size_t num_changed = can_tell && !listed ? count_changed(set, scheme, info->name) : 0;
  if (listed && !can_tell)
    self_check_remark(check, true, "%s %s is listed, and no vector can tell it: %s", name, info->name,
                      info->meaning);
  if (num_changed > 0)
    self_check_remark(check, false, "note: %s %s changes %zu vectors, and none lists it: %s", name,
                      info->name, num_changed, info->meaning);
}

static size_t num_profiles(const reqsig_scheme *scheme) {
  reqsig_profile_info info;
  size_t count = 0;
  while (reqsig_scheme_profile(scheme, count, &info) == REQSIG_OK) count++;
  return count;
}

/* Looks at each profile, and lists those that some vector lists: no answer can be right under another. */
static struct name_list check_profiles(struct self_check *check, const struct vector_set *set,
                                       const reqsig_scheme *scheme) {
  size_t count = num_profiles(scheme);
  struct name_list listed = {arena_get_array(&check->arena, count, sizeof *listed.items), 0};
  reqsig_profile_info info;
  for (size_t i = 0; i < count && reqsig_scheme_profile(scheme, i, &info) == REQSIG_OK; i++) {
    check_profile(check, set, scheme, &info);
    if (lists(set, scheme, info.name)) listed.items[listed.count++] = info.name;
  }
  return listed;
}

static void check_scheme(const struct vector_set *set, const reqsig_scheme *scheme,
                         struct self_check *check) {
  struct name_list listed = check_profiles(check, set, scheme);
  if (!has_vectors(set, scheme))
    self_check_remark(check, true, "%s has no vectors", reqsig_scheme_name(scheme));
  for (size_t i = 0; i < set->count; i++)
    if (set->items[i].scheme == scheme) self_check_vector(check, set, &set->items[i], &listed);
}

void self_check_vectors(const struct vector_set *set, struct self_check *check) {
  for (size_t i = 0; i < num_schemes(); i++)
    if (set->only ? set->only == scheme_at(i) : i < reqsig_num_schemes() || has_vectors(set, scheme_at(i)))
      check_scheme(set, scheme_at(i), check);
}

bool self_check_is_right(const struct self_check *check) {
  for (size_t i = 0; i < check->num_remarks; i++)
    if (check->remarks[i].is_wrong) return false;
  return check->num_disagreements == 0;
}

void self_check_free(struct self_check *check) {
  free(check->disagreements);
  free(check->remarks);
  arena_free(&check->arena);
}

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
