#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "lib/date.h"
#include "lib/timestamp.h"
#include "lib/window.h"
#include "mutants/verifier_tables.h"

static const reqsig_window unlimited = {INT64_MAX, INT64_MAX};

static bool is_of_time(const struct verification *verification, reqsig_slice field) {
  const rs_header_rule *rule = verify_rule(verification, RS_FROM_TIMESTAMP);
  reqsig_slice name = rule ? rule->name : reqsig_text(verification->recipe.time.name);
  return rs_slice_equal(name, field);
}

/* Two timestamps are another mistake than one that can't be read. */
static bool is_there_twice(const struct verification *verification, reqsig_slice name) {
  size_t count = 0;
  for (size_t i = 0; i < verification->request.num_headers; i++)
    count += rs_slice_equal_ignoring_case(verification->headers[i].name, name);
  return count > 1;
}

static struct verifier_answer check_without(struct verification *verification, reqsig_reason reason) {
  struct verifier_answer answer = verify_check(verification);
  reqsig_slice field = verification->verdict.field;
  if (answer.reason != reason || !is_of_time(verification, field) || is_there_twice(verification, field))
    return answer;
  verify_ignore_time(verification);
  return verify_check(verification);
}

struct verifier_answer verify_malformed_time(struct verification *verification) {
  return check_without(verification, REQSIG_REASON_MALFORMED);
}

struct verifier_answer verify_no_time_needed(struct verification *verification) {
  return check_without(verification, REQSIG_REASON_MISSING);
}

/* As strtoll and Date.parse do: white space and signs before it, and whatever follows it. */
struct verifier_answer verify_atoi_time(struct verification *verification) {
  const reqsig_header *header = verify_header(verification, verify_rule(verification, RS_FROM_TIMESTAMP));
  struct verifier_answer answer = verify_check(verification);
  if (answer.reason != REQSIG_REASON_MALFORMED || !header || header->value.len == 0) return answer;
  char *text = arena_copy(verification->arena, header->value), *end;
  strtoll(text, &end, 10);
  if (end == text) return answer;
  return check_without(verification, REQSIG_REASON_MALFORMED);
}

static struct verifier_answer accept_if(struct verification *verification, bool past, bool future) {
  struct verifier_answer answer = verify_check(verification);
  if (answer.reason == REQSIG_REASON_EXPIRED && past) return verify_accepts;
  if (answer.reason == REQSIG_REASON_NOT_YET_VALID && future) return verify_accepts;
  return answer;
}

struct verifier_answer verify_future_accepted(struct verification *verification) {
  return accept_if(verification, false, true);
}

struct verifier_answer verify_past_accepted(struct verification *verification) {
  return accept_if(verification, true, false);
}

struct verifier_answer verify_any_time(struct verification *verification) {
  return accept_if(verification, true, true);
}

struct verifier_answer verify_window_times(struct verification *verification) {
  rs_window *window = &verification->recipe.time.window;
  window->past_ms *= (int64_t)verification->change->number;
  window->future_ms *= (int64_t)verification->change->number;
  return verify_check(verification);
}

struct verifier_answer verify_window_part(struct verification *verification) {
  rs_window *window = &verification->recipe.time.window;
  window->past_ms /= (int64_t)verification->change->number;
  window->future_ms /= (int64_t)verification->change->number;
  return verify_check(verification);
}

struct verifier_answer verify_window_open(struct verification *verification) {
  verification->recipe.time.window.exclusive = true;
  return verify_check(verification);
}

static struct verifier_answer check_age(struct verification *verification, const rs_window *window,
                                        int64_t age) {
  (void)verification;
  reqsig_reason reason = rs_window_check(window, age);
  return reason == REQSIG_REASON_NONE ? verify_accepts : verify_rejects(reason);
}

/* Whether the request is right in all but its age, which goes to *age. */
static bool is_authentic(struct verification *verification, struct verifier_answer *answer) {
  verification->window = &unlimited;
  *answer = verify_check(verification);
  return answer->kind == VERIFIER_ACCEPTS && verification->verdict.has_timestamp;
}

struct verifier_answer verify_whole_seconds(struct verification *verification) {
  struct verifier_answer answer;
  if (!is_authentic(verification, &answer)) return answer;
  return check_age(verification, &verification->recipe.time.window,
                   verification->verdict.age_ms / 1000 * 1000);
}

struct verifier_answer verify_age_32_bits(struct verification *verification) {
  struct verifier_answer answer;
  if (!is_authentic(verification, &answer)) return answer;
  uint32_t low = (uint32_t)(uint64_t)verification->verdict.age_ms;
  int64_t age = low < UINT32_C(0x80000000) ? (int64_t)low : (int64_t)low - INT64_C(0x100000000);
  return check_age(verification, &verification->recipe.time.window, age);
}

static int64_t wrapped_age(const struct verification *verification) {
  uint64_t wrapped = (uint64_t)verification->vector->now_ms - (uint64_t)verification->verdict.timestamp_ms;
  return wrapped <= INT64_MAX ? (int64_t)wrapped : -(int64_t)(UINT64_MAX - wrapped) - 1;
}

struct verifier_answer verify_age_wraps(struct verification *verification) {
  struct verifier_answer answer;
  if (!is_authentic(verification, &answer)) return answer;
  return check_age(verification, &verification->recipe.time.window, wrapped_age(verification));
}

/* As Math.abs does: the smallest number stays negative, and so is less than the width of any window. */
struct verifier_answer verify_age_abs(struct verification *verification) {
  struct verifier_answer answer;
  if (!is_authentic(verification, &answer) || wrapped_age(verification) == INT64_MIN) return answer;
  return check_age(verification, &verification->recipe.time.window, wrapped_age(verification));
}

static bool read_any_time(reqsig_slice text, int64_t *ms) {
  if (rs_timestamp_parse(text, ms) == REQSIG_OK) return true;
  if (rs_date_parse(text, ms) != REQSIG_OK) return false;
  *ms *= 1000;
  return true;
}

static bool is_time_name(reqsig_slice name) {
  static const char *const names[] = {"date", "timestamp", "x-timestamp", "x-date"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (rs_slice_equal_ignoring_case(name, reqsig_text(names[i]))) return true;
  return false;
}

struct verifier_answer verify_header_time(struct verification *verification) {
  struct verifier_answer answer = verify_check(verification);
  bool was_fresh = answer.kind == VERIFIER_ACCEPTS;
  if (!was_fresh && answer.reason != REQSIG_REASON_EXPIRED && answer.reason != REQSIG_REASON_NOT_YET_VALID)
    return answer;
  for (size_t i = 0; i < verification->request.num_headers; i++) {
    int64_t ms;
    const reqsig_header *header = &verification->headers[i];
    if (is_time_name(header->name) && read_any_time(header->value, &ms))
      return check_age(verification, &verification->recipe.time.window,
                       rs_window_age(verification->vector->now_ms, ms));
  }
  return answer;
}
