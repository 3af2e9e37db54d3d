#include "diagnose/evidence.h"

#include "lib/claims.h"
#include "lib/json.h"
#include "lib/timestamp.h"
#include "request/recipe_text.h"

const rs_header_rule *evidence_rule_with(const reqsig_scheme *recipe, rs_source source) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && recipe->headers[i].value[k].from; k++)
      if (recipe->headers[i].value[k].from == source) return &recipe->headers[i];
  return NULL;
}

static void collect_header_time(struct evidence *evidence) {
  const rs_header_rule *rule = evidence_rule_with(evidence->recipe, RS_FROM_TIMESTAMP);
  if (rule) evidence->time_header = rs_header_find(evidence->signer.request, rule->name);
  if (!evidence->time_header) return;
  evidence->time_text = recipe_sent_time(evidence->recipe, evidence->signer.request);
  if (!evidence->time_text.data) evidence->time_text = evidence->time_header->value;
  evidence->has_time = rs_time_read(evidence->recipe->time.format, evidence->time_text, &evidence->time_ms);
}

static void collect_body_time(struct evidence *evidence) {
  reqsig_slice value;
  const char *name = evidence->recipe->time.name;
  evidence->has_time =
      rs_json_member(evidence->signer.request->body, reqsig_text(name), &value) == RS_JSON_FOUND &&
      rs_json_int64(value, &evidence->time_ms) == REQSIG_OK;
}

void evidence_collect(struct arena *arena, const struct opened_request *opened, struct evidence *evidence) {
  *evidence = (struct evidence){.opened = opened, .context = rs_context_of(&opened->context)};
  const reqsig_scheme *recipe = evidence->recipe = &evidence->context->recipe;
  const reqsig_request *request = &opened->request.request;
  evidence->time_ms = opened->now_ms;
  evidence->signer = (struct mutant_input){.scheme = recipe,
                                           .credentials = opened->credentials.items,
                                           .num_credentials = opened->credentials.num_items,
                                           .request = request};
  evidence->rule = evidence_rule_with(recipe, RS_FROM_MAC);
  if (evidence->rule) evidence->header = rs_header_find(request, evidence->rule->name);
  if (evidence->header)
    notation_read(arena, recipe, evidence->rule, evidence->header->value, &evidence->claims);
  if (recipe->time.place == RS_TIME_IN_HEADER) collect_header_time(evidence);
  if (recipe->time.place == RS_TIME_IN_BODY_MEMBER) collect_body_time(evidence);
  bool is_far = evidence->time_ms < 0 || evidence->time_ms > INT64_MAX / 4;
  evidence->signer.now_ms = is_far ? opened->now_ms : evidence->time_ms;
  evidence->signer.sent_time = &evidence->time_text;
}
