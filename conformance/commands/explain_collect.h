/* The steps of a trace, kept. */
#ifndef REQSIG_EXPLAIN_COLLECT_H
#define REQSIG_EXPLAIN_COLLECT_H

#include <stdbool.h>

#include "lib/describe.h"
#include "lib/recipe.h"
#include "request/opened_request.h"

/* Steps are told once for each part of the message, its separator, and each header with its parts. */
enum {
  EXPLAIN_MAX_STEPS = 2 * RS_MAX_MESSAGE_PARTS + REQSIG_MAX_ADDED_HEADERS * (RS_MAX_VALUE_PARTS + 1) + 8,
  EXPLAIN_MAX_WITHHELD = 2 * RS_MAX_DESCRIPTION
};

typedef struct explain_steps {
  reqsig_step steps[EXPLAIN_MAX_STEPS];
  char words[EXPLAIN_MAX_STEPS][RS_MAX_DESCRIPTION]; /* what the steps' .what are, kept */
  const char *secrets[EXPLAIN_MAX_STEPS];            /* the secret of which the bytes tell, or NULL */
  size_t num_steps;
  uint8_t mac[RS_MAX_DIGEST];
  reqsig_buffer scratch;
} explain_steps;

/* Signs and keeps the steps. REQSIG_OK, or why it can't be signed; explain_steps_free either way. */
reqsig_status explain_steps_collect(const struct opened_request *opened, explain_steps *steps);
void explain_steps_free(explain_steps *steps);

/* The first step of that kind, or NULL. */
const reqsig_step *explain_steps_find(const explain_steps *steps, reqsig_step_kind kind);

/* What stands in the place of a step's bytes where they must not be shown, "path, holding the token"; NULL
 * where they may be. */
const char *explain_withheld(const explain_steps *steps, const reqsig_step *step,
                             char text[EXPLAIN_MAX_WITHHELD]);

/* The length of the value that follows a REQSIG_STEP_HEADER, and whether a part of it must not be shown. */
size_t explain_header_len(const explain_steps *steps, const reqsig_step *header, bool *secret);

#endif
