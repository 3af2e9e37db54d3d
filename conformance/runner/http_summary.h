/* What came of the raw requests that a parser was given, by what the RFCs say of each. */
#ifndef REQSIG_HTTP_SUMMARY_H
#define REQSIG_HTTP_SUMMARY_H

#include "runner/summary.h"

enum { NUM_HTTP_CLASSES = HTTP_STRICT + 1 };

/* Cases; each is in the first of these that fits. */
struct http_counts {
  size_t num_cases;
  size_t num_unjudged;      /* unsupported, an error, not run or out of scope */
  size_t num_false_accepts; /* taken, where the vector refuses */
  size_t num_false_refusals;
  size_t num_misread; /* rightly taken, but for other parts */
  size_t num_right;
};

struct http_summary {
  struct http_counts classes[NUM_HTTP_CLASSES], all;
};

/* The schemes of the summary are not there. */
struct summary http_summary_of(struct arena *arena, const struct run *run, struct http_summary *requests);

#endif
