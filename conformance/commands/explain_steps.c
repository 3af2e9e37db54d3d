/* The steps that reqsig_trace tells, kept, and which of them must not be shown. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "commands/explain.h"
#include "lib/bytes.h"
#include "lib/context.h"
#include "lib/message_builder.h"
#include "request/opened_request.h"

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
  return is_part(step) || step->step.kind == REQSIG_STEP_SEPARATOR ||
         step->step.kind == REQSIG_STEP_MESSAGE || step->step.kind == REQSIG_STEP_DIGESTED;
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

/* What a part comes from, if that is decoded or changed otherwise; nothing of one that is digested. */
static reqsig_slice changed_source(const struct opened_request *opened, const rs_part *part) {
  rs_builder builder;
  if (part->group > 0 || part->transforms[0] == RS_AS_IS || rs_is_digest(part->transforms[0]))
    return rs_slice(NULL, 0);
  if (rs_builder_begin(&builder, &opened->context, &opened->request.request) != REQSIG_OK)
    return rs_slice(NULL, 0);
  return rs_source_bytes(&builder, part);
}

/* Of a step that is part of the message, part is its rule. */
static const char *find_secret(const struct opened_request *opened, const struct explain_step *step,
                               const rs_part *part) {
  const char *secret = is_shown(step) ? secrets_find(opened, step->step.bytes) : NULL;
  if (secret || step->step.kind != REQSIG_STEP_PART) return secret;
  return secrets_find(opened, changed_source(opened, part));
}

static void withhold_secrets(const struct opened_request *opened, struct explain_steps *steps) {
  const reqsig_scheme *recipe = rs_context_of(&opened->context)->recipe;
  size_t part = 0;
  const char *secret_of_parts = NULL;
  struct explain_step *last_part = NULL;
  for (size_t i = 0; i < steps->count; i++) {
    struct explain_step *step = &steps->items[i];
    const char *secret = find_secret(opened, step, &recipe->message[part]);
    if (step->step.kind == REQSIG_STEP_PART) part = rs_part_behind(recipe, part);
    if (step->step.kind == REQSIG_STEP_PART && secret) secret_of_parts = secret;
    if (step->step.kind == REQSIG_STEP_MESSAGE && !secret) secret = secret_of_parts;
    if (step->step.secret) step->withheld = step->step.what;
    withhold(steps, step, secret);
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

/* The parts of a value are written one after the other. */
reqsig_slice explain_header_value(const struct explain_steps *steps, const struct explain_step *header,
                                  const char **withheld) {
  const struct explain_step *part = explain_next_header_part(steps, header);
  reqsig_slice value = rs_slice(part ? part->step.bytes.data : NULL, 0);
  *withheld = NULL;
  for (; part; part = explain_next_header_part(steps, part)) {
    value.len += part->step.bytes.len;
    if (!*withheld) *withheld = part->withheld;
  }
  return value;
}

int explain_print_bytes(struct explain *explain, const struct explain_step *step, int first, int rest,
                        terminal_style style) {
  reqsig_slice bytes = step->step.bytes;
  if (!step->withheld) return page_bytes(&explain->page, bytes, first, rest, style);
  int num_columns = (int)page_secret_columns(step->withheld, bytes.len);
  bool fits = first == rest || first + num_columns <= terminal_columns(explain->page.out);
  if (!fits) fprintf(explain->page.out, "\n%*s", rest, "");
  page_secret(&explain->page, step->withheld, bytes.len);
  return (fits ? first : rest) + num_columns;
}
