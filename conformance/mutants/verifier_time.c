#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "lib/date.h"
#include "lib/timestamp.h"
#include "lib/window.h"
#include "mutants/verifier.h"

static const reqsig_window unlimited = {INT64_MAX, INT64_MAX};
/* What is farther away is outside of any window, to the second or not. */
static const int64_t HUNDRED_YEARS_MS = INT64_C(3155760000000);

static bool is_of_time(const struct verifier *verifier, reqsig_slice field) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_TIMESTAMP);
  reqsig_slice name = rule ? rule->name : reqsig_text(verifier->recipe.time.name);
  return rs_slice_equal_ignoring_case(name, field);
}

/* Two timestamps are another mistake than one that can't be read. */
static bool is_there_twice(const struct verifier *verifier, reqsig_slice name) {
  size_t count = 0;
  for (size_t i = 0; i < verifier->request.num_headers; i++)
    count += rs_slice_equal_ignoring_case(verifier->headers[i].name, name);
  return count > 1;
}

static struct verifier_answer check_without(struct verifier *verifier, reqsig_reason reason) {
  struct verifier_answer answer = verify_check(verifier);
  reqsig_slice field = verifier->verdict.field;
  if (answer.reason != reason || !is_of_time(verifier, field) || is_there_twice(verifier, field))
    return answer;
  verify_ignore_time(verifier);
  return verify_check(verifier);
}

struct verifier_answer verify_malformed_time(struct verifier *verifier) {
  return check_without(verifier, REQSIG_REASON_MALFORMED);
}

/* "Mon, 10 Apr 2017 04:43:12", whatever the name of the day is and whatever follows. */
static bool has_numbers_of_date(reqsig_slice text) {
  static const char form[] = ", 00 aaa 0000 00:00:00";
  size_t at = 0;
  while (at < text.len && text.data[at] != ',') at++;
  if (text.len - at < sizeof form - 1) return false;
  for (size_t i = 0; i < sizeof form - 1; i++) {
    uint8_t byte = text.data[at + i];
    bool is_digit = byte >= '0' && byte <= '9', is_letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    if (form[i] == '0' ? !is_digit : form[i] == 'a' ? !is_letter : byte != (uint8_t)form[i]) return false;
  }
  return true;
}

struct verifier_answer verify_lenient_date(struct verifier *verifier) {
  reqsig_slice time;
  if (verify_sent_time(verifier, &time) && has_numbers_of_date(time)) return verify_malformed_time(verifier);
  return verify_check(verifier);
}

struct verifier_answer verify_no_time_needed(struct verifier *verifier) {
  return check_without(verifier, REQSIG_REASON_MISSING);
}

/* As strtoll and Date.parse do: white space and signs before it, and whatever follows it. */
struct verifier_answer verify_atoi_time(struct verifier *verifier) {
  reqsig_slice time;
  struct verifier_answer answer = verify_check(verifier);
  if (answer.reason != REQSIG_REASON_MALFORMED || !verify_sent_time(verifier, &time) || time.len == 0)
    return answer;
  char *text = arena_copy(verifier->arena, time), *end;
  strtoll(text, &end, 10);
  if (end == text) return answer;
  return check_without(verifier, REQSIG_REASON_MALFORMED);
}

static struct verifier_answer accept_if(struct verifier *verifier, bool past, bool future) {
  struct verifier_answer answer = verify_check(verifier);
  if (answer.reason == REQSIG_REASON_EXPIRED && past) return verify_accepts;
  if (answer.reason == REQSIG_REASON_NOT_YET_VALID && future) return verify_accepts;
  return answer;
}

struct verifier_answer verify_future_accepted(struct verifier *verifier) {
  return accept_if(verifier, false, true);
}

struct verifier_answer verify_past_accepted(struct verifier *verifier) {
  return accept_if(verifier, true, false);
}

struct verifier_answer verify_any_time(struct verifier *verifier) {
  return accept_if(verifier, true, true);
}

/* An open end stays open. */
static int64_t times(int64_t end, size_t number) {
  return end > INT64_MAX / (int64_t)number ? INT64_MAX : end * (int64_t)number;
}

struct verifier_answer verify_window_times(struct verifier *verifier) {
  rs_window *window = &verifier->recipe.time.window;
  window->past_ms = times(window->past_ms, verifier->change->number);
  window->future_ms = times(window->future_ms, verifier->change->number);
  return verify_check(verifier);
}

struct verifier_answer verify_window_part(struct verifier *verifier) {
  rs_window *window = &verifier->recipe.time.window;
  window->past_ms /= (int64_t)verifier->change->number;
  window->future_ms /= (int64_t)verifier->change->number;
  return verify_check(verifier);
}

struct verifier_answer verify_none_ahead(struct verifier *verifier) {
  verifier->recipe.time.window.future_ms = 0;
  return verify_check(verifier);
}

struct verifier_answer verify_window_open(struct verifier *verifier) {
  verifier->recipe.time.window.exclusive = true;
  return verify_check(verifier);
}

static struct verifier_answer check_age(struct verifier *verifier, const rs_window *window, int64_t age) {
  (void)verifier;
  reqsig_reason reason = rs_window_check(window, age);
  return reason == REQSIG_REASON_NONE ? verify_accepts : verify_rejects(reason);
}

/* Whether the request is right in all but its age, which goes to *age. */
static bool is_authentic(struct verifier *verifier, struct verifier_answer *answer) {
  verifier->window = &unlimited;
  *answer = verify_check(verifier);
  return answer->kind == VERIFIER_ACCEPTS && verifier->verdict.has_timestamp;
}

struct verifier_answer verify_whole_units(struct verifier *verifier) {
  struct verifier_answer answer;
  int64_t unit_ms = (int64_t)verifier->change->number;
  if (!is_authentic(verifier, &answer)) return answer;
  return check_age(verifier, &verifier->recipe.time.window, verifier->verdict.age_ms / unit_ms * unit_ms);
}

/* What Python's // leaves of it. */
static int64_t rest_of(int64_t time_ms, int64_t unit_ms) {
  int64_t rest = time_ms % unit_ms;
  return rest < 0 ? rest + unit_ms : rest;
}

struct verifier_answer verify_times_in_whole_units(struct verifier *verifier) {
  struct verifier_answer answer;
  int64_t unit_ms = (int64_t)verifier->change->number;
  if (!is_authentic(verifier, &answer)) return answer;
  int64_t age = verifier->verdict.age_ms, sent = verifier->verdict.timestamp_ms;
  if (age > -HUNDRED_YEARS_MS && age < HUNDRED_YEARS_MS)
    age += rest_of(sent, unit_ms) - rest_of(sent + age, unit_ms);
  return check_age(verifier, &verifier->recipe.time.window, age);
}

struct verifier_answer verify_age_32_bits(struct verifier *verifier) {
  struct verifier_answer answer;
  if (!is_authentic(verifier, &answer)) return answer;
  uint32_t low = (uint32_t)(uint64_t)verifier->verdict.age_ms;
  int64_t age = low < UINT32_C(0x80000000) ? (int64_t)low : (int64_t)low - INT64_C(0x100000000);
  return check_age(verifier, &verifier->recipe.time.window, age);
}

static int64_t wrapped_age(const struct verifier *verifier) {
  uint64_t wrapped = (uint64_t)verifier->input->now_ms - (uint64_t)verifier->verdict.timestamp_ms;
  return wrapped <= INT64_MAX ? (int64_t)wrapped : -(int64_t)(UINT64_MAX - wrapped) - 1;
}

struct verifier_answer verify_age_wraps(struct verifier *verifier) {
  struct verifier_answer answer;
  if (!is_authentic(verifier, &answer)) return answer;
  return check_age(verifier, &verifier->recipe.time.window, wrapped_age(verifier));
}

/* As Math.abs does: the smallest number stays negative, and so is less than the width of any window. */
struct verifier_answer verify_age_abs(struct verifier *verifier) {
  struct verifier_answer answer;
  if (!is_authentic(verifier, &answer) || wrapped_age(verifier) == INT64_MIN) return answer;
  return check_age(verifier, &verifier->recipe.time.window, wrapped_age(verifier));
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

struct verifier_answer verify_header_time(struct verifier *verifier) {
  struct verifier_answer answer = verify_check(verifier);
  bool was_fresh = answer.kind == VERIFIER_ACCEPTS;
  if (!was_fresh && answer.reason != REQSIG_REASON_EXPIRED && answer.reason != REQSIG_REASON_NOT_YET_VALID)
    return answer;
  for (size_t i = 0; i < verifier->request.num_headers; i++) {
    int64_t ms;
    const reqsig_header *header = &verifier->headers[i];
    bool is_own = is_of_time(verifier, header->name);
    if (!is_own && is_time_name(header->name) && read_any_time(header->value, &ms))
      return check_age(verifier, &verifier->recipe.time.window, rs_window_age(verifier->input->now_ms, ms));
  }
  return answer;
}
