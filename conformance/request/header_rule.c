#include "request/header_rule.h"

#include "lib/bytes.h"

const rs_header_rule *header_rule_of(const reqsig_scheme *recipe, reqsig_slice name) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len; i++)
    if (rs_slice_equal_ignoring_case(recipe->headers[i].name, name)) return &recipe->headers[i];
  return NULL;
}

const rs_part *header_rule_part(const rs_header_rule *rule, rs_source source) {
  for (size_t i = 0; rule && i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    if (rule->value[i].from == source) return &rule->value[i];
  return NULL;
}
