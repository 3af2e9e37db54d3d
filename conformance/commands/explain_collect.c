#include "commands/explain_collect.h"

#include <stdio.h>
#include <string.h>

#include "lib/bytes.h"
#include "lib/context.h"
#include "request/header_rule.h"
#include "request/hidden.h"

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

/* Not what the recipe, the clock or a digest gives: a short secret may stand there by accident. */
static bool may_tell(const rs_part *part) {
  if (part->from == RS_FROM_LITERAL || part->from == RS_FROM_TIMESTAMP || part->from == RS_FROM_MAC)
    return false;
  for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++)
    if (part->transforms[i] == RS_MD5_BASE64) return false;
  return true;
}

static void note_secrets(const struct signing *signing, explain_steps *steps) {
  const reqsig_scheme *recipe = &rs_context_of(&signing->context)->recipe;
  const rs_part *part = recipe->message;
  for (size_t i = 0; i < steps->num_steps; i++) {
    const reqsig_step *step = &steps->steps[i];
    bool is_part = step->kind == REQSIG_STEP_PART || step->kind == REQSIG_STEP_HEADER_PART;
    bool tells = step->kind == REQSIG_STEP_MESSAGE || (is_part && may_tell(part));
    steps->secrets[i] = tells && !step->secret ? hidden_secret_in(signing, step->bytes) : NULL;
    if (is_part) part++;
    if (step->kind == REQSIG_STEP_HEADER) part = header_rule_of(recipe, step->bytes)->value;
  }
}

reqsig_status explain_steps_collect(const struct signing *signing, explain_steps *steps) {
  memset(steps, 0, sizeof *steps);
  reqsig_status status;
  do {
    if (steps->scratch.len > 0) signing_reserve(&steps->scratch, steps->scratch.len);
    steps->num_steps = 0;
    status = reqsig_trace(&signing->context, &signing->request.request, signing->now_ms, &steps->scratch,
                          collect, steps);
  } while (status == REQSIG_ERR_BUFFER_TOO_SMALL);
  if (status == REQSIG_OK) note_secrets(signing, steps);
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
