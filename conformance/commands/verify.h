/* The sections of the page that reqsig verify prints, one file each. */
#ifndef REQSIG_VERIFY_H
#define REQSIG_VERIFY_H

#include "base/page.h"
#include "lib/recipe.h"
#include "request/opened_request.h"

enum { VERIFY_MAX_TEXT = 600 };

struct judgement {
  struct page page;
  const struct opened_request *opened;
  const reqsig_scheme *recipe; /* with its profiles */
  reqsig_verdict verdict;
  rs_window window; /* the one that was used */
  bool is_signed;   /* the scheme signs such a request, or this one bears a signature */
};

/* Neither --max-age nor --max-skew was given. */
bool verify_has_own_window(const struct judgement *judged);

/* The window of the recipe is that of a profile, not the document's. */
bool verify_window_is_profiles(const struct judgement *judged);

/* The verdict of that context, with the window that was asked for. */
reqsig_status verify_judge(const struct judgement *judged, const reqsig_context *context,
                           reqsig_verdict *verdict);

/* verify_stages.c: what was asked in which order, and the answers. */
void verify_stages(const struct judgement *judged);

/* verify_fault.c: the field at fault, what was expected of it, what was found. */
void verify_fault(struct judgement *judged);

/* verify_profiles.c: the other profiles under which the request would be accepted. */
void verify_profiles(const struct judgement *judged);

/* verify_time.c: the timestamp, now, and the time between; nothing if there is no timestamp. */
void verify_time(const struct judgement *judged);

/* The secret of which the digits of the timestamp tell, or NULL. */
const char *verify_secret_in_time(const struct judgement *judged);

/* verify_unchecked.c: what an accepted request may be changed in. */
void verify_unchecked(const struct judgement *judged);

#endif
