#include "sent_query.h"

#include "parameters.h"

bool rs_list_leaves_out_written(const rs_list *list, reqsig_slice written) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && list->without[i].len > 0; i++)
    if (rs_parameter_is(written, list->without[i])) return true;
  return false;
}

bool rs_list_leaves_out(const rs_list *list, reqsig_slice name) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES; i++)
    if (rs_slice_equal(name, list->without[i])) return true;
  return false;
}

static bool is_added(const rs_header_rule *rule) {
  return rule->name.len > 0 && rule->place == RS_IN_QUERY;
}

bool rs_adds_parameters(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (is_added(&recipe->headers[i])) return true;
  return false;
}

bool rs_parameter_is_replaced(const rs_builder *builder, reqsig_slice name) {
  const rs_header_rule *rules = builder->context->recipe->headers;
  for (size_t i = 0; builder->is_signing && i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (is_added(&rules[i]) && rs_parameter_is(name, rules[i].name)) return true;
  return false;
}

static bool carries_mac(const rs_header_rule *rule) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++)
    if (rule->value[i].from == RS_FROM_MAC) return true;
  return false;
}

bool rs_parameter_is_added(rs_builder *builder, const rs_header_rule *rule) {
  return builder->is_signing && is_added(rule) && !carries_mac(rule) &&
         !rs_part_is_omitted(builder, &rule->value[0]);
}

typedef struct joiner {
  rs_sink *to;
  reqsig_slice next; /* what stands before the next parameter */
} joiner;

static void put_joint(joiner *joined) {
  rs_sink_put(joined->to, joined->next);
  joined->next = RS_LITERAL("&");
}

static void put_own(rs_builder *builder, const rs_list *list, joiner *joined) {
  reqsig_slice query = rs_bare_query_of(builder->request->target);
  if (query.len == 0) return;
  for (rs_parameter parameter; rs_parameter_next(&query, &parameter);) {
    if (rs_parameter_is_replaced(builder, parameter.name) || rs_list_leaves_out_written(list, parameter.name))
      continue;
    put_joint(joined);
    rs_sink_put(joined->to, parameter.whole);
  }
}

static void put_encoded(reqsig_slice text, rs_sink *to) {
  const rs_transform encoded[RS_MAX_TRANSFORMS] = {RS_PERCENT_ENCODED};
  rs_transforms_put(encoded, text, to);
}

static void put_added(rs_builder *builder, const rs_header_rule *rule, joiner *joined) {
  rs_filter filter;
  put_joint(joined);
  put_encoded(rule->name, joined->to);
  rs_sink_put(joined->to, RS_LITERAL("="));
  rs_filter_begin(&filter, RS_PERCENT_ENCODED, joined->to);
  rs_header_value_emit(builder, rule, &filter.sink);
  rs_filter_end(&filter);
}

void rs_query_emit(rs_builder *builder, const rs_list *list, rs_sink *to) {
  const rs_header_rule *rules = builder->context->recipe->headers;
  joiner joined = {to, list->mark ? RS_LITERAL("?") : rs_slice(NULL, 0)};
  put_own(builder, list, &joined);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (rs_parameter_is_added(builder, &rules[i]) && !rs_list_leaves_out(list, rules[i].name))
      put_added(builder, &rules[i], &joined);
}

void rs_target_emit(rs_builder *builder, rs_sink *to) {
  const rs_header_rule *rules = builder->context->recipe->headers;
  const rs_list all = {.each = RS_PAIRS_OF_QUERY};
  joiner joined = {to, RS_LITERAL("?")};
  rs_sink_put(to, rs_path_of(builder->request->target));
  put_own(builder, &all, &joined);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (is_added(&rules[i]) && !rs_part_is_omitted(builder, &rules[i].value[0]))
      put_added(builder, &rules[i], &joined);
}
