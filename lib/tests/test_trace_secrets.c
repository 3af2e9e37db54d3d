/* A step is secret if a secret is in it, be it the first part, one in the middle or the last. */
#include <criterion/criterion.h>

#include "recipe.h"

enum { ID, KEY };

static reqsig_scheme with_secret_at(size_t at, size_t num_parts, const rs_group *groups) {
  reqsig_scheme recipe = {.name = "secrets",
                          .credentials = {{"id"}, {"key", true}},
                          .groups = groups,
                          .mac = {RS_SHA1, KEY},
                          .headers = {{RS_TEXT("S"), .value = {{RS_FROM_MAC}}}}};
  for (size_t i = 0; i < num_parts; i++)
    recipe.message[i] =
        (rs_part){RS_FROM_CREDENTIAL, .credential = i == at ? KEY : ID, .group = groups ? 1 : 0};
  return recipe;
}

typedef struct told_secrets {
  int message, digested;
  size_t secret_parts;
} told_secrets;

static void note(void *user, const reqsig_step *step) {
  told_secrets *seen = user;
  if (step->kind == REQSIG_STEP_MESSAGE) seen->message = step->secret;
  if (step->kind == REQSIG_STEP_DIGESTED) seen->digested = step->secret;
  seen->secret_parts += step->kind == REQSIG_STEP_PART && step->secret;
}

static told_secrets traced(const reqsig_scheme *recipe) {
  const reqsig_credential credentials[] = {{"id", RS_TEXT("i")}, {"key", RS_TEXT("k")}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/")};
  uint8_t room[4096];
  reqsig_buffer scratch = {room, sizeof room, 0};
  reqsig_context context;
  told_secrets seen = {-1, -1, 0};
  cr_assert_eq(reqsig_context_init(&context, recipe, credentials, 2), REQSIG_OK);
  cr_assert_eq(reqsig_trace(&context, &request, 0, &scratch, note, &seen), REQSIG_OK);
  return seen;
}

Test(trace_secrets, of_any_part_are_those_of_the_message) {
  for (size_t at = 0; at <= RS_MAX_MESSAGE_PARTS; at++) {
    const reqsig_scheme recipe = with_secret_at(at, RS_MAX_MESSAGE_PARTS, NULL);
    const told_secrets seen = traced(&recipe);
    cr_assert_eq(seen.message, at < RS_MAX_MESSAGE_PARTS, "%zu", at);
    cr_assert_eq(seen.secret_parts, at < RS_MAX_MESSAGE_PARTS, "%zu", at);
  }
}

Test(trace_secrets, of_any_part_are_those_of_its_group) {
  static const rs_group groups[] = {{"g", .transforms = {RS_SHA1_HEX}}, {.name = NULL}};
  for (size_t at = 0; at <= RS_MAX_MESSAGE_PARTS; at++) {
    const reqsig_scheme recipe = with_secret_at(at, RS_MAX_MESSAGE_PARTS, groups);
    cr_assert_eq(traced(&recipe).digested, at < RS_MAX_MESSAGE_PARTS, "%zu", at);
  }
}
