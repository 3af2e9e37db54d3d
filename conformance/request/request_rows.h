/* The rows of a page that tell what was asked: the request, the time, the profiles. */
#ifndef REQSIG_REQUEST_ROWS_H
#define REQSIG_REQUEST_ROWS_H

#include "base/page.h"
#include "request/opened_request.h"

/* Method, target, and how much there is of the rest. */
void print_request_row(const struct page *page, const struct opened_request *opened);

/* The time that is signed for or judged at, and where it comes from. */
void print_now_row(const struct page *page, const char *label, const struct opened_request *opened);

/* Each profile chosen, with its meaning; nothing if there is none. */
void print_profile_rows(const struct page *page, const struct opened_request *opened);

#endif
