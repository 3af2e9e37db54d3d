/* The rows at the top of a page: what was asked. */
#ifndef REQSIG_ROWS_H
#define REQSIG_ROWS_H

#include "base/page.h"
#include "request/opened_request.h"

/* Method, target, and how much there is of the rest. */
void rows_request(const struct page *page, const struct opened_request *opened);

/* The time of --now or of the clock. */
void rows_now(const struct page *page, const char *label, const struct opened_request *opened);

/* Each profile chosen, with its meaning; nothing if there is none. */
void rows_profiles(const struct page *page, const struct opened_request *opened);

#endif
