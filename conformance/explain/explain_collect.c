#include "explain_collect.h"

#include <stdio.h>
#include <string.h>

#include "lib/bytes.h"

/* The words of a step and the bytes of a MAC are only there while the step is told. */
static void collect(void *user, const reqsig_step *step) {
  explain_steps *steps = user;
  if (steps->num_steps == EXPLAIN_MAX_STEPS) return;
  size_t at = steps->num_steps++;
  steps->steps[at] = *step;
  snprintf(steps->words[at], sizeof steps->words[at], "%s", step->what);
  steps->steps[at].what = steps->words[at];
  if (step->kind != REQSIG_STEP_MAC || step->bytes.len > sizeof steps->mac) return;
  memcpy(steps->mac, step->bytes.data, step->bytes.len);
  steps->steps[at].bytes.data = steps->mac;
}

reqsig_status explain_steps_collect(const struct signing *signing, explain_steps *steps) {
  memset(steps, 0, sizeof *steps);
  reqsig_status status;
  do {
    if (steps->scratch.len > 0 && !signing_reserve(&steps->scratch, steps->scratch.len))
      return REQSIG_ERR_BUFFER_TOO_SMALL;
    steps->num_steps = 0;
    status = reqsig_trace(&signing->context, &signing->request.request, signing->now_ms, &steps->scratch,
                          collect, steps);
  } while (status == REQSIG_ERR_BUFFER_TOO_SMALL);
  return status;
}

void explain_steps_free(explain_steps *steps) {
  signing_release(&steps->scratch);
  rs_wipe(steps->mac, sizeof steps->mac);
}

const reqsig_step *explain_steps_find(const explain_steps *steps, reqsig_step_kind kind) {
  for (size_t i = 0; i < steps->num_steps; i++)
    if (steps->steps[i].kind == kind) return &steps->steps[i];
  return NULL;
}

size_t explain_header_len(const explain_steps *steps, const reqsig_step *header, bool *secret) {
  const reqsig_step *end = steps->steps + steps->num_steps;
  size_t len = 0;
  *secret = false;
  for (const reqsig_step *part = header + 1; part < end && part->kind == REQSIG_STEP_HEADER_PART; part++) {
    len += part->bytes.len;
    *secret |= part->secret != 0;
  }
  return len;
}
