/* Whether a timestamp is fresh. */
#ifndef REQSIG_WINDOW_H
#define REQSIG_WINDOW_H

#include "recipe.h"

/* now minus timestamp; INT64_MAX or INT64_MIN where the difference does not fit. */
int64_t rs_window_age(int64_t now_ms, int64_t timestamp_ms);

/* The window that verifying uses: given, or the recipe's own if that is NULL. REQSIG_ERR_ARGUMENT: an end of
 * it is negative, or requests have no timestamp. */
reqsig_status rs_window_choose(const rs_time_rule *rule, const reqsig_window *given, rs_window *window);

/* A window from ends of which a negative one is not given: it is the recipe's own then, or no limit if that
 * has none. The ends of a reqsig_window are inside it, so that a recipe's exclusive end becomes one
 * millisecond less. */
reqsig_window rs_window_complete(const rs_window *own, int64_t max_age_ms, int64_t max_skew_ms);

/* REQSIG_REASON_NONE, REQSIG_REASON_EXPIRED or REQSIG_REASON_NOT_YET_VALID. Neither end of the window
 * is negative; an end of INT64_MAX is no limit. */
reqsig_reason rs_window_check(const rs_window *window, int64_t age_ms);

#endif
