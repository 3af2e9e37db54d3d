/* The page that reqsig explain prints: its sections, and the steps of signing that they are made from. */
#ifndef REQSIG_EXPLAIN_H
#define REQSIG_EXPLAIN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/terminal.h"
#include "lib/recipe.h"
#include "request/findings.h"

/* A step of signing, kept. */
struct explain_step {
  reqsig_step step;
  const char *withheld; /* what stands in the place of its bytes where they must not be shown, "path, holding
                           the token"; else NULL */
};

struct explain_steps {
  struct explain_step *items;
  size_t count;
  struct arena arena; /* of the words */
  uint8_t mac[RS_MAX_DIGEST];
  reqsig_buffer scratch;
};

struct explain {
  struct page page;
  const struct opened_request *opened;
  const reqsig_scheme *recipe; /* with its profiles */
  struct explain_steps steps;
  struct findings findings;
};

/* explain_steps.c: signs, and keeps the steps. REQSIG_OK, or why it can't be signed; explain_steps_free
 * either way. */
reqsig_status explain_steps_collect(const struct opened_request *opened, struct explain_steps *steps);
void explain_steps_free(struct explain_steps *steps);

/* The first step of that kind, or NULL. */
const struct explain_step *explain_steps_find(const struct explain_steps *steps, reqsig_step_kind kind);

/* The part of a header's value that comes after a step of that header, or NULL after the last one. */
const struct explain_step *explain_next_header_part(const struct explain_steps *steps,
                                                    const struct explain_step *step);

/* The value of the header that a REQSIG_STEP_HEADER begins; *withheld is why it must not be shown, or NULL.
 */
reqsig_slice explain_header_value(const struct explain_steps *steps, const struct explain_step *header,
                                  const char **withheld);

/* A step's bytes, or what stands in their place: as page_bytes does it. */
int explain_print_bytes(struct explain *explain, const struct explain_step *step, int first, int rest,
                        terminal_style style);

/* explain_message.c: the parts, and the message that they make. */
void explain_parts(struct explain *explain);
void explain_message(struct explain *explain);

/* explain_key.c: the key by everything but its bytes. */
void explain_key(struct explain *explain);
/* How long the key is that these credentials give. */
size_t explain_key_len(const struct explain *explain);

/* explain_headers.c: the headers to add, and beside them those that the request has already. */
void explain_headers(struct explain *explain);
void explain_sent_headers(struct explain *explain);

/* In the arena: where the message of --message differs first from the scheme's, a sentence; NULL if none was
 * given, or nothing is signed. */
const char *explain_own_message(const struct explain *explain, struct arena *arena);

/* explain_json.c: all of it as one object, in place of the page. */
void explain_print_json(const struct explain *explain);

#endif
