/* The sections of the page that reqsig verify prints. */
#ifndef REQSIG_VERIFY_H
#define REQSIG_VERIFY_H

#include "base/terminal.h"
#include "diagnose/diagnose.h"
#include "lib/recipe.h"
#include "request/findings.h"

struct judgement {
  struct page page;
  const struct opened_request *opened;
  const reqsig_scheme *recipe; /* with its profiles */
  reqsig_verdict verdict;
  struct findings findings; /* of the request as a whole */
  rs_window window;         /* the one that was used */
  size_t choice;            /* of the values in the credentials file */
  bool is_signed;           /* the scheme signs such a request, or this one carries a signature */
};

/* Whether the window is the scheme's: neither --max-age nor --max-skew was given. */
bool verify_uses_scheme_window(const struct judgement *judged);

/* The secret that may be among the digits of the timestamp, or NULL. */
const char *verify_secret_in_time(const struct judgement *judged);

/* Whether the request is accepted under that profile beside those chosen, with the same window. */
bool verify_is_accepted_under(const struct judgement *judged, const char *profile);

/* The likeliest mistake behind a rejection that a signer's mistake can be behind; false if none is found. In
 * the arena, which must be ended with arena_wipe. */
bool verify_find_cause(const struct judgement *judged, struct arena *arena, struct explanation *first);

/* The signatures of a request that may have several. */
struct signatures {
  const rs_header_rule *rule;
  size_t count, right; /* right: the number of the first that is, from 1; 0: none is */
};

/* verify_checks.c: none if the form is wrong, or allows only one. */
struct signatures verify_count_signatures(const struct judgement *judged);

/* Of bytes that are no HTTP request: what to do. */
void verify_add_advice(struct text *text, const struct opened_request *opened);

/* verify_json.c: all of it as one object, in place of the page. */
void verify_print_json(struct judgement *judged);

/* verify_checks.c: each check in its order, and how it ended. */
void verify_print_checks(const struct judgement *judged);

/* verify_checks.c: in the arena: what to say where the timestamp or --now is in a unit that is not due, and
 * that of the timestamp. Both NULL if there is nothing to say. */
struct unit_remark {
  const char *sentence, *of_timestamp;
};
struct unit_remark verify_find_unit(const struct judgement *judged, struct arena *arena);

/* verify_checks.c: the timestamp, now, the time between, the window; nothing if there is no timestamp. */
void verify_print_time(const struct judgement *judged);

/* verify_fault.c: what was sent in the field at fault. A header is compared with that of the time that the
 * request carries. */
void verify_find_field(const struct judgement *judged, struct findings *found);

/* verify_fault.c: the field at fault, what was expected of it, what was found. */
void verify_print_fault(struct judgement *judged);

#endif
