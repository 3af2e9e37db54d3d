#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "lib/json_scan.h"
#include "lib/window.h"
#include "mutants/verifier.h"

enum found { FOUND, ABSENT, UNREADABLE };

/* Reads the timestamp's member from a body, in some program's way. */
typedef enum found find_fn(struct verifier *verifier, int64_t *ms);

/* What a program has that keeps the number as a double. */
static int64_t whole_of(double ms) {
  return ms > 9e18 ? INT64_MAX : ms < -9e18 ? INT64_MIN : (int64_t)ms;
}

static int64_t age_of(int64_t now_ms, int64_t ms) {
  if (ms < 0 && now_ms > INT64_MAX + ms) return INT64_MAX;
  if (ms > 0 && now_ms < INT64_MIN + ms) return INT64_MIN;
  return now_ms - ms;
}

/* The request is right in all but its time, and that is what find makes of it. */
static struct verifier_answer check_found(struct verifier *verifier, find_fn *find) {
  const rs_window window = verifier->recipe.time.window;
  int64_t ms = 0;
  enum found found = find(verifier, &ms);
  if (found == ABSENT) return verify_rejects(REQSIG_REASON_MISSING);
  if (found == UNREADABLE) return verify_rejects(REQSIG_REASON_MALFORMED);
  verify_ignore_time(verifier);
  struct verifier_answer answer = verify_check(verifier);
  if (answer.kind != VERIFIER_ACCEPTS) return answer;
  reqsig_reason reason = rs_window_check(&window, age_of(verifier->input->now_ms, ms));
  return reason == REQSIG_REASON_NONE ? verify_accepts : verify_rejects(reason);
}

/* Of a request that is not signed no timestamp is asked. */
static struct verifier_answer check_with(struct verifier *verifier, find_fn *find) {
  struct verifier_answer answer = verify_check(verifier);
  bool of_time = verifier->verdict.has_timestamp ||
                 rs_slice_equal(verifier->verdict.field, reqsig_text(verifier->recipe.time.name));
  return of_time ? check_found(verifier, find) : answer;
}

static enum found number_of(const cJSON *item, int64_t *ms) {
  if (!item) return ABSENT;
  *ms = whole_of(item->valuedouble);
  return cJSON_IsNumber(item) ? FOUND : UNREADABLE;
}

static cJSON *parsed(struct verifier *verifier) {
  return cJSON_Parse(arena_copy(verifier->arena, verifier->request.body));
}

static enum found find_cjson(struct verifier *verifier, int64_t *ms) {
  cJSON *body = parsed(verifier);
  enum found found = body ? number_of(cJSON_GetObjectItem(body, verifier->recipe.time.name), ms) : UNREADABLE;
  cJSON_Delete(body);
  return found;
}

static enum found find_valueint(struct verifier *verifier, int64_t *ms) {
  cJSON *body = parsed(verifier);
  const cJSON *item = body ? cJSON_GetObjectItemCaseSensitive(body, verifier->recipe.time.name) : NULL;
  enum found found = body ? number_of(item, ms) : UNREADABLE;
  if (item) *ms = item->valueint;
  cJSON_Delete(body);
  return found;
}

/* A member's name, its escapes read, against the timestamp's. */
static bool is_named(const struct verifier *verifier, reqsig_slice escaped, bool any_case) {
  static const struct json_style plain = {.strings = JSON_NO_NEEDLESS_ESCAPES};
  struct text name = {0}, wanted = {0};
  text_addf(&wanted, "\"%s\"", verifier->recipe.time.name);
  json_write_string(&plain, rs_slice(escaped.data - 1, escaped.len + 2), &name);
  bool same = any_case ? rs_slice_equal_ignoring_case(text_slice(&name), text_slice(&wanted))
                       : rs_slice_equal(text_slice(&name), text_slice(&wanted));
  text_free(&name);
  text_free(&wanted);
  return same;
}

/* The members of that name of the object at the top: their number, the first one's value, the last one's. */
struct found_members {
  size_t count;
  reqsig_slice first, last;
};

static bool find_members(const struct verifier *verifier, bool any_case, struct found_members *members) {
  reqsig_slice name, body = verifier->request.body;
  rs_json_scan scan = {body, 0};
  size_t offset;
  *members = (struct found_members){0};
  rs_json_scan_space(&scan);
  if (rs_json_check(body, &offset) != REQSIG_OK || !rs_json_scan_take(&scan, '{')) return false;
  while (rs_json_scan_name(&scan, &name)) {
    rs_json_scan_space(&scan);
    size_t start = scan.at;
    rs_json_scan_value(&scan, 1);
    if (is_named(verifier, name, any_case)) {
      members->last = rs_slice(body.data + start, scan.at - start);
      if (members->count++ == 0) members->first = members->last;
    }
    rs_json_scan_space(&scan);
    if (!rs_json_scan_take(&scan, ',')) break;
  }
  return true;
}

static enum found whole_number(reqsig_slice value, int64_t *ms) {
  return rs_json_int64(value, ms) == REQSIG_OK ? FOUND : UNREADABLE;
}

static enum found find_last(struct verifier *verifier, int64_t *ms) {
  struct found_members members;
  if (!find_members(verifier, false, &members)) return UNREADABLE;
  return members.count > 0 ? whole_number(members.last, ms) : ABSENT;
}

static enum found find_first(struct verifier *verifier, int64_t *ms) {
  struct found_members members;
  if (!find_members(verifier, false, &members)) return UNREADABLE;
  return members.count > 0 ? whole_number(members.first, ms) : ABSENT;
}

/* The one member of that name, as the library wants it. */
static enum found find_one(struct verifier *verifier, bool any_case, reqsig_slice *value) {
  struct found_members members;
  if (!find_members(verifier, any_case, &members) || members.count > 1) return UNREADABLE;
  *value = members.first;
  return members.count == 1 ? FOUND : ABSENT;
}

static enum found find_any_case(struct verifier *verifier, int64_t *ms) {
  reqsig_slice value;
  enum found found = find_one(verifier, true, &value);
  return found == FOUND ? whole_number(value, ms) : found;
}

static enum found find_anywhere(struct verifier *verifier, int64_t *ms) {
  reqsig_slice body = verifier->request.body;
  struct text pattern = {0};
  text_addf(&pattern, "\"%s\":", verifier->recipe.time.name);
  enum found found = ABSENT;
  for (size_t i = 0; found == ABSENT && i < body.len; i++) {
    if (!rs_slice_starts_with(rs_slice_after(body, i), text_slice(&pattern))) continue;
    *ms = whole_of(strtod(arena_copy(verifier->arena, rs_slice_after(body, i + pattern.len)), NULL));
    found = FOUND;
  }
  text_free(&pattern);
  return found;
}

static enum found find_quoted(struct verifier *verifier, int64_t *ms) {
  reqsig_slice value;
  enum found found = find_one(verifier, false, &value);
  if (found != FOUND) return found;
  if (value.len > 2 && value.data[0] == '"') value = rs_slice(value.data + 1, value.len - 2);
  return whole_number(value, ms);
}

static enum found find_number(struct verifier *verifier, int64_t *ms) {
  reqsig_slice value;
  enum found found = find_one(verifier, false, &value);
  if (found != FOUND) return found;
  char *text = arena_copy(verifier->arena, value), *end;
  *ms = whole_of(strtod(text, &end));
  return *end == '\0' ? FOUND : UNREADABLE;
}

static enum found find_double(struct verifier *verifier, int64_t *ms) {
  reqsig_slice value;
  enum found found = find_one(verifier, false, &value);
  if (found == FOUND) found = whole_number(value, ms);
  if (found == FOUND) *ms = whole_of((double)*ms);
  return found;
}

/* Its value modulo 2^64; false if it is no integer without a sign. */
static bool wrapped(reqsig_slice value, int64_t *ms) {
  uint64_t low = 0;
  for (size_t i = 0; i < value.len; i++) {
    if (value.data[i] < '0' || value.data[i] > '9') return false;
    low = low * 10 + (uint64_t)(value.data[i] - '0');
  }
  *ms = low <= INT64_MAX ? (int64_t)low : -(int64_t)(UINT64_MAX - low) - 1;
  return value.len > 0;
}

static enum found find_wrapped(struct verifier *verifier, int64_t *ms) {
  reqsig_slice value;
  enum found found = find_one(verifier, false, &value);
  return found != FOUND || wrapped(value, ms) ? found : whole_number(value, ms);
}

struct verifier_answer verify_json_cjson(struct verifier *verifier) {
  return check_with(verifier, find_cjson);
}

struct verifier_answer verify_json_valueint(struct verifier *verifier) {
  return check_with(verifier, find_valueint);
}

struct verifier_answer verify_json_last(struct verifier *verifier) {
  return check_with(verifier, find_last);
}

struct verifier_answer verify_json_first(struct verifier *verifier) {
  return check_with(verifier, find_first);
}

struct verifier_answer verify_json_any_case(struct verifier *verifier) {
  return check_with(verifier, find_any_case);
}

struct verifier_answer verify_json_anywhere(struct verifier *verifier) {
  return check_with(verifier, find_anywhere);
}

struct verifier_answer verify_json_quoted(struct verifier *verifier) {
  return check_with(verifier, find_quoted);
}

struct verifier_answer verify_json_number(struct verifier *verifier) {
  return check_with(verifier, find_number);
}

struct verifier_answer verify_json_double(struct verifier *verifier) {
  return check_with(verifier, find_double);
}

struct verifier_answer verify_json_wraps(struct verifier *verifier) {
  return check_with(verifier, find_wrapped);
}

struct verifier_answer verify_json_out_of_range(struct verifier *verifier) {
  reqsig_slice value;
  int64_t ms;
  struct verifier_answer answer = verify_check(verifier);
  bool one = answer.reason == REQSIG_REASON_MALFORMED && find_one(verifier, false, &value) == FOUND;
  if (!one || !wrapped(value, &ms) || rs_json_int64(value, &ms) != REQSIG_ERR_OUT_OF_RANGE) return answer;
  verify_ignore_time(verifier);
  return verify_check(verifier);
}
