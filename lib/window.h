/* Whether a timestamp is fresh. */
#ifndef REQSIG_WINDOW_H
#define REQSIG_WINDOW_H

#include "recipe.h"

/* now minus timestamp; INT64_MAX or INT64_MIN where the difference is no int64. */
int64_t rs_window_age(int64_t now_ms, int64_t timestamp_ms);

/* REQSIG_REASON_NONE, REQSIG_REASON_EXPIRED or REQSIG_REASON_NOT_YET_VALID. Neither end of the window
 * is negative; an end of INT64_MAX is no limit. */
reqsig_reason rs_window_check(const rs_window *window, int64_t age_ms);

#endif
