#include "window.h"

int64_t rs_window_age(int64_t now_ms, int64_t timestamp_ms) {
  if (timestamp_ms < 0 && now_ms > INT64_MAX + timestamp_ms) return INT64_MAX;
  if (timestamp_ms > 0 && now_ms < INT64_MIN + timestamp_ms) return INT64_MIN;
  return now_ms - timestamp_ms;
}

reqsig_status rs_window_choose(const rs_time_rule *rule, const reqsig_window *given, rs_window *window) {
  *window = rule->window;
  if (!given) return REQSIG_OK;
  if (rule->place == RS_TIME_NOWHERE || given->max_age_ms < 0 || given->max_skew_ms < 0)
    return REQSIG_ERR_ARGUMENT;
  *window = (rs_window){.given = true, .past_ms = given->max_age_ms, .future_ms = given->max_skew_ms};
  return REQSIG_OK;
}

reqsig_window rs_window_complete(const rs_window *own, int64_t max_age_ms, int64_t max_skew_ms) {
  reqsig_window window = {max_age_ms, max_skew_ms};
  if (max_age_ms < 0) window.max_age_ms = own->given ? own->past_ms - own->exclusive : INT64_MAX;
  if (max_skew_ms < 0) window.max_skew_ms = own->given ? own->future_ms - own->exclusive : INT64_MAX;
  return window;
}

static bool is_beyond(const rs_window *window, int64_t distance, int64_t end) {
  if (end == INT64_MAX) return false;
  return window->exclusive ? distance >= end : distance > end;
}

reqsig_reason rs_window_check(const rs_window *window, int64_t age_ms) {
  if (age_ms >= 0)
    return is_beyond(window, age_ms, window->past_ms) ? REQSIG_REASON_EXPIRED : REQSIG_REASON_NONE;
  int64_t ahead = age_ms == INT64_MIN ? INT64_MAX : -age_ms;
  return is_beyond(window, ahead, window->future_ms) ? REQSIG_REASON_NOT_YET_VALID : REQSIG_REASON_NONE;
}
