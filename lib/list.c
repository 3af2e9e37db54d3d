#include "list.h"

#include "header_list.h"
#include "parameters.h"
#include "sent_query.h"

typedef struct pair {
  rs_octets name, value;
} pair;

typedef struct pair_list {
  pair items[RS_MAX_PAIRS]; /* sorted */
  size_t num;
  bool too_many;
} pair_list;

/* Of two texts, read to their ends: less than 0, 0 or more than 0. */
static int compare_octets(rs_octets a, rs_octets b) {
  for (;;) {
    int c = rs_octets_next(&a), d = rs_octets_next(&b);
    if (c != d || c < 0) return c - d;
  }
}

static bool is_before(const rs_list *list, const pair *a, const pair *b) {
  int order = compare_octets(a->name, b->name);
  if (order != 0 || list->repeated.len > 0 || list->names) return order < 0;
  return compare_octets(a->value, b->value) < 0;
}

static void insert_pair(pair_list *pairs, const rs_list *list, pair added) {
  size_t low = list->unsorted ? pairs->num : 0, high = pairs->num;
  if (pairs->num == RS_MAX_PAIRS) {
    pairs->too_many = true;
    return;
  }
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (is_before(list, &added, &pairs->items[middle]))
      high = middle;
    else
      low = middle + 1;
  }
  memmove(&pairs->items[low + 1], &pairs->items[low], (pairs->num - low) * sizeof added);
  pairs->items[low] = added;
  pairs->num++;
}

static void add_pair(pair_list *pairs, const rs_list *list, reqsig_slice name, reqsig_slice value,
                     bool written) {
  insert_pair(
      pairs, list,
      (pair){
          .name = {.rest = name, .decode = written, .lower = list->name_lower, .encode = list->name_encoded},
          .value = {.rest = value, .decode = written, .encode = list->value_encoded}});
}

static void add_written(const rs_builder *builder, const rs_list *list, reqsig_slice all, bool of_query,
                        pair_list *pairs) {
  for (rs_parameter parameter; rs_parameter_next(&all, &parameter);) {
    if (parameter.whole.len == 0 || rs_list_leaves_out_written(list, parameter.name)) continue;
    if (of_query && rs_parameter_is_replaced(builder, parameter.name)) continue;
    add_pair(pairs, list, parameter.name, parameter.value, true);
  }
}

/* Of the parameters that signing adds only the one with the timestamp may have several pieces, so that one
 * room is enough. */
static reqsig_slice joined_value(rs_builder *builder, const rs_header_rule *rule) {
  reqsig_buffer text = {builder->parameter_room, sizeof builder->parameter_room, 0};
  rs_sink sink = rs_sink_to_buffer(&text);
  rs_header_value_emit(builder, rule, &sink);
  return rs_slice(text.data, text.len);
}

/* The value of a header or parameter that signing adds. */
static reqsig_slice added_value(rs_builder *builder, const rs_header_rule *rule) {
  if (rule->value[1].from) return joined_value(builder, rule);
  if (!rs_is_digest(rule->value[0].transforms[0])) return rs_source_bytes(builder, &rule->value[0]);
  reqsig_buffer counted = {NULL, 0, 0};
  rs_sink sink = rs_sink_to_buffer(&counted);
  rs_part_emit(builder, &rule->value[0], &sink);
  return rs_slice(builder->digest.data, builder->digest.len);
}

static void add_query(rs_builder *builder, const rs_list *list, pair_list *pairs) {
  const rs_header_rule *rules = builder->context->recipe->headers;
  add_written(builder, list, rs_bare_query_of(builder->request->target), true, pairs);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (rs_parameter_is_added(builder, &rules[i]) && !rs_list_leaves_out(list, rules[i].name))
      add_pair(pairs, list, rules[i].name, added_value(builder, &rules[i]), false);
}

static void add_header(pair_list *pairs, const rs_list *list, reqsig_slice name, reqsig_slice value) {
  insert_pair(pairs, list,
              (pair){.name = {.rest = name, .lower = !list->name_kept},
                     .value = {.rest = value, .lower = list->value_lower, .squeeze = list->value_squeezed}});
}

/* Those that signing adds stand in the place of the request's own of the same names. */
static void add_headers(rs_builder *builder, const rs_list *list, pair_list *pairs) {
  const reqsig_request *request = builder->request;
  const rs_header_rule *rules = builder->context->recipe->headers;
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_list_takes(builder, list, request->headers[i].name) &&
        !rs_header_is_replaced(builder, request->headers[i].name))
      add_header(pairs, list, request->headers[i].name, request->headers[i].value);
  for (size_t i = 0; builder->is_signing && i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++)
    if (rules[i].place != RS_IN_QUERY && rs_header_is_added(builder, &rules[i]) &&
        rs_list_takes(builder, list, rules[i].name))
      add_header(pairs, list, rules[i].name, added_value(builder, &rules[i]));
}

static void sort_pairs(rs_builder *builder, const rs_list *list, pair_list *pairs) {
  pairs->num = 0;
  pairs->too_many = false;
  if (list->each & RS_PAIRS_OF_QUERY) add_query(builder, list, pairs);
  if (list->each & RS_PAIRS_OF_HEADERS) add_headers(builder, list, pairs);
  if (list->each & RS_PAIRS_OF_FORM && rs_is_form(builder->request))
    add_written(builder, list, builder->request->body, false, pairs);
}

static void put_octets(rs_octets text, rs_sink *to) {
  uint8_t some[64];
  for (int c = 0; c >= 0;) {
    size_t num = 0;
    while (num < sizeof some && (c = rs_octets_next(&text)) >= 0) some[num++] = (uint8_t)c;
    rs_sink_put(to, rs_slice(some, num));
  }
}

/* Whether the i-th is one value with the one before it. */
static bool repeats(const rs_list *list, const pair_list *pairs, size_t i) {
  return (list->repeated.len > 0 || list->names) && i > 0 && i < pairs->num &&
         compare_octets(pairs->items[i - 1].name, pairs->items[i].name) == 0;
}

/* A value that is not there, or is there twice, is found out where the request is read. */
static void emit_single(rs_builder *builder, const rs_list *list, rs_sink *to) {
  reqsig_slice value;
  if (rs_list_find_single(builder->request, list, &value) > 0)
    put_octets((rs_octets){.rest = value, .decode = true}, to);
  else
    builder->missing = list->single;
}

size_t rs_list_find_single(const reqsig_request *request, const rs_list *list, reqsig_slice *value) {
  return rs_is_form(request) ? rs_parameter_find(request->body, list->single, value) : 0;
}

void rs_list_emit(rs_builder *builder, const rs_list *list, rs_sink *to) {
  if (list->single.len > 0) {
    emit_single(builder, list, to);
    return;
  }
  if (list->in_place) {
    rs_query_emit(builder, list, to);
    return;
  }
  pair_list pairs;
  sort_pairs(builder, list, &pairs);
  builder->too_many |= pairs.too_many;
  reqsig_slice lacking;
  if (rs_list_lacks(builder, list, &lacking)) builder->missing = lacking;
  if (pairs.too_many) return;
  for (size_t i = 0; i < pairs.num; i++) {
    if (list->names && repeats(list, &pairs, i)) continue;
    if (repeats(list, &pairs, i)) {
      rs_sink_put(to, list->repeated);
    } else {
      if (i > 0) rs_sink_put(to, list->join);
      rs_sink_put(to, list->before);
      put_octets(pairs.items[i].name, to);
      rs_sink_put(to, list->between);
    }
    if (!list->names) put_octets(pairs.items[i].value, to);
    if (list->names || !repeats(list, &pairs, i + 1)) rs_sink_put(to, list->behind);
  }
}

bool rs_list_fits(rs_builder *builder, const rs_list *list) {
  if (list->in_place || list->single.len > 0) return true;
  pair_list pairs;
  sort_pairs(builder, list, &pairs);
  return !pairs.too_many;
}
