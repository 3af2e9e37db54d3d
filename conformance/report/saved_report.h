/* JSON reports of reqsig test, read again, and what they have in common. */
#ifndef REQSIG_SAVED_REPORT_H
#define REQSIG_SAVED_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/text.h"

enum saved_state {
  SAVED_ABSENT,  /* no such case: it was not run, or its scheme is not declared */
  SAVED_RIGHT,   /* passed or flagged */
  SAVED_NEUTRAL, /* observed, beyond a limit, out of scope, or known to be unsupported */
  SAVED_KNOWN,   /* fails, listed among the known failures */
  SAVED_NOT_RUN, /* the run ended before it was asked */
  SAVED_UNSUPPORTED,
  SAVED_FAILS,
  NUM_SAVED_STATES
};

struct saved_case {
  const char *scheme, *op, *id;
  const char *outcome; /* "pass"; "known" of a known failure, "not run" */
  enum saved_state state;
};

struct saved_report {
  const char *path;    /* as a person named it */
  const char *name;    /* of the implementation; "(none)" if it did not introduce itself */
  const char *version; /* or "" */
  const char *suite;   /* the version of reqsig */
  const char *vectors; /* SHA-256, or "" */
  const char *verdict, *summary;
  struct saved_case *cases; /* by scheme, id and op */
  size_t num_cases;
};

/* In the arena. False: what was expected of the file has been said on standard error. */
bool saved_report_read(struct arena *arena, const char *command, const char *path,
                       struct saved_report *report);

/* One case in all reports. */
struct compared_case {
  const struct saved_case **in; /* of each report; NULL where it has no such case */
  const struct saved_case *any; /* one of them */
  bool differs;                 /* one fails it, or is known to, and another judges it otherwise */
};

struct report_comparison {
  const struct saved_report *reports;
  size_t num_reports;
  bool is_of_one;         /* all are of one implementation, by its name: runs, the oldest first */
  bool has_other_vectors; /* they are not all graded by the same vectors */
  struct compared_case *cases;
  size_t num_cases, num_differing;
  const char **schemes;
  size_t num_schemes;
};

struct report_comparison comparison_of(struct arena *arena, const struct saved_report *reports,
                                       size_t num_reports);

/* Of one scheme, or of all if it is NULL. */
struct saved_counts {
  size_t in[NUM_SAVED_STATES];
};
struct saved_counts saved_counts_of(const struct saved_report *report, const char *scheme);

/* "544 fail", "7 unsupported", "370 pass", "-": the worst that there is. */
void saved_counts_add(struct text *text, struct saved_counts counts);
/* That state. */
enum saved_state saved_counts_worst(struct saved_counts counts);

/* "3 cases fail that did not, 2 no more, 1 more fails, listed as known"; NULL of the first report. In the
 * arena. */
const char *comparison_change(struct arena *arena, const struct report_comparison *comparison, size_t nth);

/* At most max of the cases that differ are listed. */
void comparison_text(FILE *out, const struct report_comparison *comparison, size_t max);
void comparison_markdown(FILE *out, const struct report_comparison *comparison, size_t max);
void comparison_html(FILE *out, const struct report_comparison *comparison, size_t max);

/* An image of one line, in SVG: the version of the suite, and the verdict in a few words. */
void report_badge(FILE *out, const struct saved_report *report);

#endif
