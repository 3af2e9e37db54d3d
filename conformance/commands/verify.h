/* The sections of the page that reqsig verify prints. */
#ifndef REQSIG_VERIFY_H
#define REQSIG_VERIFY_H

#include "base/terminal.h"
#include "lib/recipe.h"
#include "request/findings.h"

struct judgement {
  struct page page;
  const struct opened_request *opened;
  const reqsig_scheme *recipe; /* with its profiles */
  reqsig_verdict verdict;
  struct findings findings; /* of the request as a whole */
  rs_window window;         /* the one that was used */
  bool is_signed;           /* the scheme signs such a request, or this one carries a signature */
};

/* Whether the window is the scheme's: neither --max-age nor --max-skew was given. */
bool verify_uses_scheme_window(const struct judgement *judged);

/* The secret that may be among the digits of the timestamp, or NULL. */
const char *verify_secret_in_time(const struct judgement *judged);

/* verify_checks.c: each check in its order, and how it ended. */
void verify_print_checks(const struct judgement *judged);

/* verify_checks.c: the timestamp, now, the time between, the window; nothing if there is no timestamp. */
void verify_print_time(const struct judgement *judged);

/* verify_fault.c: the field at fault, what was expected of it, what was found. */
void verify_print_fault(struct judgement *judged);

#endif
