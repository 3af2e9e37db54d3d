#include "hidden.h"

#include "lib/bytes.h"
#include "lib/context.h"

static bool holds(reqsig_slice bytes, reqsig_slice wanted) {
  for (; bytes.len > 0; bytes = rs_slice_after(bytes, 1))
    if (rs_slice_starts_with(bytes, wanted)) return true;
  return false;
}

const char *hidden_secret_in(const struct signing *signing, reqsig_slice bytes) {
  const rs_context *context = rs_context_of(&signing->context);
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && context->recipe.credentials[i].name; i++)
    if (context->recipe.credentials[i].secret && holds(bytes, context->credentials[i]))
      return context->recipe.credentials[i].name;
  return NULL;
}

const char *hidden_secret_of(const struct signing *signing, reqsig_slice header_name) {
  const reqsig_scheme *recipe = &rs_context_of(&signing->context)->recipe;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len; i++) {
    const rs_header_rule *rule = &recipe->headers[i];
    if (!rs_slice_equal_ignoring_case(rule->name, header_name)) continue;
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && rule->value[k].from; k++)
      if (rule->value[k].from == RS_FROM_CREDENTIAL && recipe->credentials[rule->value[k].credential].secret)
        return recipe->credentials[rule->value[k].credential].name;
  }
  return NULL;
}
