#include "commands/explain_collect.h"

#include <stdio.h>
#include <string.h>

#include "lib/bytes.h"
#include "lib/context.h"
#include "request/header_rule.h"
#include "request/secrets.h"

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

static bool is_shown(const reqsig_step *step) {
  return step->kind == REQSIG_STEP_PART || step->kind == REQSIG_STEP_HEADER_PART ||
         step->kind == REQSIG_STEP_SEPARATOR || step->kind == REQSIG_STEP_MESSAGE;
}

/* A secret may begin in one part and end in the next one. */
static void note_secret_across(const struct opened_request *opened, explain_steps *steps, size_t first,
                               size_t second) {
  const char *name = secrets_find_across(opened, steps->steps[first].bytes, steps->steps[second].bytes);
  if (!name) return;
  steps->secrets[first] = name;
  steps->secrets[second] = name;
}

static void note_secrets(const struct opened_request *opened, explain_steps *steps) {
  size_t last_part = 0;
  bool has_last = false;
  for (size_t i = 0; i < steps->num_steps; i++) {
    const reqsig_step *step = &steps->steps[i];
    bool is_part = step->kind == REQSIG_STEP_PART || step->kind == REQSIG_STEP_HEADER_PART;
    steps->secrets[i] = is_shown(step) && !step->secret ? secrets_find(opened, step->bytes) : NULL;
    if (is_part && has_last) note_secret_across(opened, steps, last_part, i);
    if (is_part || step->kind != REQSIG_STEP_SEPARATOR) has_last = is_part;
    if (is_part) last_part = i;
  }
}

reqsig_status explain_steps_collect(const struct opened_request *opened, explain_steps *steps) {
  memset(steps, 0, sizeof *steps);
  reqsig_status status;
  do {
    if (steps->scratch.len > 0) buffer_reserve(&steps->scratch, steps->scratch.len);
    steps->num_steps = 0;
    status = reqsig_trace(&opened->context, &opened->request.request, opened->now_ms, &steps->scratch,
                          collect, steps);
  } while (status == REQSIG_ERR_BUFFER_TOO_SMALL);
  if (status == REQSIG_OK) note_secrets(opened, steps);
  return status;
}

void explain_steps_free(explain_steps *steps) {
  buffer_release(&steps->scratch);
  rs_wipe(steps->mac, sizeof steps->mac);
}

const reqsig_step *explain_steps_find(const explain_steps *steps, reqsig_step_kind kind) {
  for (size_t i = 0; i < steps->num_steps; i++)
    if (steps->steps[i].kind == kind) return &steps->steps[i];
  return NULL;
}

const char *explain_withheld(const explain_steps *steps, const reqsig_step *step,
                             char text[EXPLAIN_MAX_WITHHELD]) {
  const char *secret = steps->secrets[step - steps->steps];
  if (step->secret) return step->what;
  if (!secret) return NULL;
  snprintf(text, EXPLAIN_MAX_WITHHELD, "%s, holding the %s", step->what, secret);
  return text;
}

size_t explain_header_len(const explain_steps *steps, const reqsig_step *header, bool *secret) {
  const reqsig_step *end = steps->steps + steps->num_steps;
  size_t len = 0;
  *secret = false;
  for (const reqsig_step *part = header + 1; part < end && part->kind == REQSIG_STEP_HEADER_PART; part++) {
    len += part->bytes.len;
    *secret |= part->secret || steps->secrets[part - steps->steps];
  }
  return len;
}
