#include "parameters.h"

#include "header_list.h"

bool rs_parameter_next(reqsig_slice *rest, rs_parameter *parameter) {
  if (!rest->data) return false;
  const uint8_t *mark = rest->len > 0 ? memchr(rest->data, '&', rest->len) : NULL;
  reqsig_slice whole = rs_slice(rest->data, mark ? (size_t)(mark - rest->data) : rest->len);
  *rest = mark ? rs_slice_after(*rest, whole.len + 1) : rs_slice(NULL, 0);
  const uint8_t *equals = whole.len > 0 ? memchr(whole.data, '=', whole.len) : NULL;
  size_t name_len = equals ? (size_t)(equals - whole.data) : whole.len;
  *parameter = (rs_parameter){whole, rs_slice(whole.data, name_len),
                              rs_slice_after(whole, equals ? name_len + 1 : whole.len)};
  return true;
}

/* A text that is read byte by byte: decoded, if it is written as in a query, and encoded then. */
typedef struct octets {
  reqsig_slice rest;
  bool decode, encode, lower, squeeze;
  uint8_t escape[2]; /* what is left of one */
  size_t num_left;
} octets;

static int hex_digit(reqsig_slice text, size_t at) {
  return at < text.len ? rs_hex_value(text.data[at]) : -1;
}

static uint8_t take_decoded(octets *text) {
  uint8_t c = *text->rest.data;
  int high = hex_digit(text->rest, 1), low = hex_digit(text->rest, 2);
  bool is_escape = c == '%' && high >= 0 && low >= 0;
  text->rest = rs_slice_after(text->rest, is_escape ? 3 : 1);
  return is_escape ? (uint8_t)(high * 16 + low) : c == '+' ? ' ' : c;
}

static uint8_t take_raw(octets *text) {
  uint8_t c = *text->rest.data;
  text->rest = rs_slice_after(text->rest, 1);
  return c;
}

/* The next byte, or -1 behind the last. */
static int next_octet(octets *text) {
  static const char digits[] = "0123456789ABCDEF";
  if (text->num_left > 0) return text->escape[--text->num_left];
  if (text->rest.len == 0) return -1;
  uint8_t c = text->decode ? take_decoded(text) : take_raw(text);
  if (text->squeeze && c == ' ')
    while (text->rest.len > 0 && *text->rest.data == ' ') text->rest = rs_slice_after(text->rest, 1);
  if (text->lower && c >= 'A' && c <= 'Z') c = (uint8_t)(c - 'A' + 'a');
  if (!text->encode || rs_is_unreserved(c)) return c;
  text->escape[1] = (uint8_t)digits[c >> 4];
  text->escape[0] = (uint8_t)digits[c & 15];
  text->num_left = 2;
  return '%';
}

void rs_parameter_decode(reqsig_slice written, reqsig_buffer *to) {
  octets text = {.rest = written, .decode = true};
  for (int c; (c = next_octet(&text)) >= 0;) rs_put_byte(to, (uint8_t)c);
}

bool rs_parameter_is(reqsig_slice written, reqsig_slice text) {
  octets decoded = {.rest = written, .decode = true};
  size_t len = 0;
  uint8_t different = 0;
  for (int c; (c = next_octet(&decoded)) >= 0; len++)
    if (len < text.len) different |= (uint8_t)(c ^ text.data[len]);
  return different == 0 && len == text.len;
}

size_t rs_parameter_find(reqsig_slice all, reqsig_slice name, reqsig_slice *value) {
  size_t num = 0;
  for (rs_parameter parameter; rs_parameter_next(&all, &parameter);) {
    if (!rs_parameter_is(parameter.name, name)) continue;
    if (num == 0) *value = parameter.value;
    num++;
  }
  return num;
}

static bool is_added(const rs_header_rule *rule) {
  return rule->name.len > 0 && rule->place == RS_IN_QUERY;
}

bool rs_adds_parameters(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (is_added(&recipe->headers[i])) return true;
  return false;
}

/* Whether signing writes the parameter anew. */
static bool is_replaced(const rs_builder *builder, reqsig_slice name) {
  const rs_header_rule *rules = builder->context->recipe.headers;
  for (size_t i = 0; builder->is_signing && i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (is_added(&rules[i]) && rs_parameter_is(name, rules[i].name)) return true;
  return false;
}

static bool carries_mac(const rs_header_rule *rule) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++)
    if (rule->value[i].from == RS_FROM_MAC) return true;
  return false;
}

/* Whether signing adds the parameter to this request, and the message may have it. */
static bool is_added_to_message(rs_builder *builder, const rs_header_rule *rule) {
  return builder->is_signing && is_added(rule) && !carries_mac(rule) &&
         !rs_part_is_omitted(builder, &rule->value[0]);
}

static bool leaves_out(const rs_list *list, reqsig_slice written) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && list->without[i].len > 0; i++)
    if (rs_parameter_is(written, list->without[i])) return true;
  return false;
}

static bool leaves_out_added(const rs_list *list, const rs_header_rule *rule) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES; i++)
    if (rs_slice_equal(rule->name, list->without[i])) return true;
  return false;
}

/* ---- In place ---- */

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
    if (is_replaced(builder, parameter.name) || leaves_out(list, parameter.name)) continue;
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

static void emit_in_place(rs_builder *builder, const rs_list *list, rs_sink *to) {
  const rs_header_rule *rules = builder->context->recipe.headers;
  joiner joined = {to, list->mark ? RS_LITERAL("?") : rs_slice(NULL, 0)};
  put_own(builder, list, &joined);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (is_added_to_message(builder, &rules[i]) && !leaves_out_added(list, &rules[i]))
      put_added(builder, &rules[i], &joined);
}

void rs_target_emit(rs_builder *builder, rs_sink *to) {
  const rs_header_rule *rules = builder->context->recipe.headers;
  const rs_list all = {.each = RS_PAIRS_OF_QUERY};
  joiner joined = {to, RS_LITERAL("?")};
  rs_sink_put(to, rs_path_of(builder->request->target));
  put_own(builder, &all, &joined);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (is_added(&rules[i]) && !rs_part_is_omitted(builder, &rules[i].value[0]))
      put_added(builder, &rules[i], &joined);
}

/* ---- Sorted ---- */

typedef struct pair {
  octets name, value;
} pair;

typedef struct pair_list {
  pair items[RS_MAX_PAIRS]; /* sorted */
  size_t num;
  bool too_many;
} pair_list;

/* Of two texts, read to their ends: less than 0, 0 or more than 0. */
static int compare_octets(octets a, octets b) {
  for (;;) {
    int c = next_octet(&a), d = next_octet(&b);
    if (c != d || c < 0) return c - d;
  }
}

static bool is_before(const rs_list *list, const pair *a, const pair *b) {
  int order = compare_octets(a->name, b->name);
  if (order != 0 || list->repeated.len > 0 || list->names) return order < 0;
  return compare_octets(a->value, b->value) < 0;
}

static void insert_pair(pair_list *pairs, const rs_list *list, pair added) {
  size_t low = 0, high = pairs->num;
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
    if (parameter.whole.len == 0 || leaves_out(list, parameter.name)) continue;
    if (of_query && is_replaced(builder, parameter.name)) continue;
    add_pair(pairs, list, parameter.name, parameter.value, true);
  }
}

/* The value of a parameter that signing adds, which is one piece. */
static reqsig_slice added_value(rs_builder *builder, const rs_part *part) {
  if (!rs_is_digest(part->transforms[0])) return rs_source_bytes(builder, part);
  reqsig_buffer counted = {NULL, 0, 0};
  rs_sink sink = rs_sink_to_buffer(&counted);
  rs_part_emit(builder, part, &sink);
  return rs_slice(builder->digest.data, builder->digest.len);
}

static void add_query(rs_builder *builder, const rs_list *list, pair_list *pairs) {
  const rs_header_rule *rules = builder->context->recipe.headers;
  add_written(builder, list, rs_bare_query_of(builder->request->target), true, pairs);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (is_added_to_message(builder, &rules[i]) && !leaves_out_added(list, &rules[i]))
      add_pair(pairs, list, rules[i].name, added_value(builder, rules[i].value), false);
}

static void add_header(pair_list *pairs, const rs_list *list, reqsig_slice name, reqsig_slice value) {
  insert_pair(pairs, list,
              (pair){.name = {.rest = name, .lower = true},
                     .value = {.rest = value, .lower = list->value_lower, .squeeze = list->value_squeezed}});
}

/* Those that signing adds stand in the place of the request's own of the same names. */
static void add_headers(rs_builder *builder, const rs_list *list, pair_list *pairs) {
  const reqsig_request *request = builder->request;
  const rs_header_rule *rules = builder->context->recipe.headers;
  for (size_t i = 0; i < request->num_headers; i++)
    if (rs_list_takes(builder, list, request->headers[i].name) &&
        !rs_header_is_replaced(builder, request->headers[i].name))
      add_header(pairs, list, request->headers[i].name, request->headers[i].value);
  for (size_t i = 0; builder->is_signing && i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++)
    if (rules[i].place == RS_IN_HEADER && rs_header_is_added(builder, &rules[i]) &&
        rs_list_takes(builder, list, rules[i].name))
      add_header(pairs, list, rules[i].name, added_value(builder, rules[i].value));
}

static void sort_pairs(rs_builder *builder, const rs_list *list, pair_list *pairs) {
  pairs->num = 0;
  pairs->too_many = false;
  if (list->each & RS_PAIRS_OF_QUERY) add_query(builder, list, pairs);
  if (list->each & RS_PAIRS_OF_HEADERS) add_headers(builder, list, pairs);
  if (list->each & RS_PAIRS_OF_FORM && rs_is_form(builder->request))
    add_written(builder, list, builder->request->body, false, pairs);
}

static void put_octets(octets text, rs_sink *to) {
  uint8_t some[64];
  for (int c = 0; c >= 0;) {
    size_t num = 0;
    while (num < sizeof some && (c = next_octet(&text)) >= 0) some[num++] = (uint8_t)c;
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
    put_octets((octets){.rest = value, .decode = true}, to);
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
    emit_in_place(builder, list, to);
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
