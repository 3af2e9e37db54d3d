/* The steps that reqsig_trace tells, kept, and which of them must not be shown. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "commands/explain.h"
#include "lib/bytes.h"
#include "request/secrets.h"

/* The words of a step and the bytes of a MAC are only there while the step is told. */
static void keep_step(void *user, const reqsig_step *step) {
  struct explain_steps *steps = user;
  steps->items = memory_resize(steps->items, (steps->count + 1) * sizeof *steps->items);
  struct explain_step *kept = &steps->items[steps->count++];
  *kept = (struct explain_step){.step = *step};
  kept->step.what = arena_copy_string(&steps->arena, step->what);
  if (step->kind != REQSIG_STEP_MAC || step->bytes.len > sizeof steps->mac) return;
  memcpy(steps->mac, step->bytes.data, step->bytes.len);
  kept->step.bytes.data = steps->mac;
}

static bool is_part(const struct explain_step *step) {
  return step->step.kind == REQSIG_STEP_PART || step->step.kind == REQSIG_STEP_HEADER_PART;
}

static bool is_shown(const struct explain_step *step) {
  return is_part(step) || step->step.kind == REQSIG_STEP_SEPARATOR || step->step.kind == REQSIG_STEP_MESSAGE;
}

static void withhold(struct explain_steps *steps, struct explain_step *step, const char *secret) {
  struct text words = {0};
  if (!secret || step->withheld) return;
  text_addf(&words, "%s, holding the %s", step->step.what, secret);
  step->withheld = arena_copy(&steps->arena, text_slice(&words));
  text_free(&words);
}

/* A secret may begin in one part and end in the next one. */
static void withhold_across(const struct opened_request *opened, struct explain_steps *steps,
                            struct explain_step *first, struct explain_step *second) {
  const char *secret = secrets_find_across(opened, first->step.bytes, second->step.bytes);
  withhold(steps, first, secret);
  withhold(steps, second, secret);
}

static void withhold_secrets(const struct opened_request *opened, struct explain_steps *steps) {
  struct explain_step *last_part = NULL;
  for (size_t i = 0; i < steps->count; i++) {
    struct explain_step *step = &steps->items[i];
    if (step->step.secret)
      step->withheld = step->step.what;
    else if (is_shown(step))
      withhold(steps, step, secrets_find(opened, step->step.bytes));
    if (is_part(step) && last_part) withhold_across(opened, steps, last_part, step);
    if (step->step.kind != REQSIG_STEP_SEPARATOR) last_part = is_part(step) ? step : NULL;
  }
}

reqsig_status explain_steps_collect(const struct opened_request *opened, struct explain_steps *steps) {
  *steps = (struct explain_steps){0};
  reqsig_status status;
  do {
    if (steps->scratch.len > 0) buffer_reserve(&steps->scratch, steps->scratch.len);
    steps->count = 0;
    status = reqsig_trace(&opened->context, &opened->request.request, opened->now_ms, &steps->scratch,
                          keep_step, steps);
  } while (status == REQSIG_ERR_BUFFER_TOO_SMALL);
  if (status == REQSIG_OK) withhold_secrets(opened, steps);
  return status;
}

void explain_steps_free(struct explain_steps *steps) {
  free(steps->items);
  arena_free(&steps->arena);
  buffer_release(&steps->scratch);
  rs_wipe(steps->mac, sizeof steps->mac);
}

const struct explain_step *explain_steps_find(const struct explain_steps *steps, reqsig_step_kind kind) {
  for (size_t i = 0; i < steps->count; i++)
    if (steps->items[i].step.kind == kind) return &steps->items[i];
  return NULL;
}

const struct explain_step *explain_next_header_part(const struct explain_steps *steps,
                                                    const struct explain_step *step) {
  const struct explain_step *next = step + 1;
  return next < steps->items + steps->count && next->step.kind == REQSIG_STEP_HEADER_PART ? next : NULL;
}

void explain_print_bytes(struct explain *explain, const struct explain_step *step, int column,
                         terminal_style style) {
  if (step->withheld)
    page_secret(&explain->page, step->withheld, step->step.bytes.len);
  else
    page_bytes(&explain->page, step->step.bytes, column, style);
}
