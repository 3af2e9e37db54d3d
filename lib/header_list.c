/* Which headers a list takes: by the recipe, or by the names that the request itself gives. */
#include "header_list.h"

#include "list.h"

typedef enum pattern_kind { PATTERN_NAME, PATTERN_OPTIONAL, PATTERN_PREFIX } pattern_kind;

/* A pattern without the mark at its end. */
static pattern_kind read_pattern(reqsig_slice pattern, reqsig_slice *name) {
  uint8_t last = pattern.data[pattern.len - 1];
  bool is_marked = last == '?' || last == '*';
  *name = rs_slice(pattern.data, pattern.len - is_marked);
  if (last == '*') return PATTERN_PREFIX;
  return last == '?' ? PATTERN_OPTIONAL : PATTERN_NAME;
}

static bool fits_pattern(reqsig_slice pattern, reqsig_slice name) {
  reqsig_slice own;
  if (read_pattern(pattern, &own) == PATTERN_PREFIX && name.len > own.len) name.len = own.len;
  return rs_slice_equal_ignoring_case(name, own);
}

bool rs_list_names_header(const rs_list *list, reqsig_slice name) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && list->only[i].len > 0; i++)
    if (fits_pattern(list->only[i], name)) return true;
  return false;
}

bool rs_list_lacks(const rs_builder *builder, const rs_list *list, reqsig_slice *name) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && list->only[i].len > 0; i++)
    if (read_pattern(list->only[i], name) == PATTERN_NAME && !rs_header_find(builder->request, *name) &&
        !rs_header_is_replaced(builder, *name))
      return true;
  return false;
}

/* Takes the next name from *rest; false behind the last. An empty text has none. */
static bool next_name(reqsig_slice join, reqsig_slice *rest, reqsig_slice *name) {
  if (rest->len == 0) return false;
  for (size_t at = 0; at + join.len <= rest->len; at++) {
    if (!rs_slice_starts_with(rs_slice_after(*rest, at), join)) continue;
    *name = rs_slice(rest->data, at);
    *rest = rs_slice_after(*rest, at + join.len);
    return true;
  }
  *name = *rest;
  *rest = rs_slice(NULL, 0);
  return true;
}

static bool is_sent_name(const rs_builder *builder, reqsig_slice name) {
  reqsig_slice rest = builder->sent_names, sent;
  while (next_name(builder->sent_list->join, &rest, &sent))
    if (rs_slice_equal_ignoring_case(sent, name)) return true;
  return false;
}

bool rs_list_takes(const rs_builder *builder, const rs_list *list, reqsig_slice name) {
  const rs_list *lists = builder->context->recipe->lists;
  const rs_list *chooser = list->like > 0 ? &lists[list->like - 1] : list;
  if (builder->sent_list && builder->sent_list == chooser) return is_sent_name(builder, name);
  return rs_list_names_header(chooser, name);
}

bool rs_header_is_replaced(const rs_builder *builder, reqsig_slice name) {
  const rs_header_rule *rules = builder->context->recipe->headers;
  for (size_t i = 0; builder->is_signing && i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++)
    if (rules[i].place != RS_IN_QUERY && rs_header_is_added(builder, &rules[i]) &&
        rs_slice_equal_ignoring_case(rules[i].name, name))
      return true;
  return false;
}

/* A header that must be among those that are signed, and is not; nothing if all are. */
static reqsig_slice unsigned_header(const rs_builder *builder) {
  const reqsig_request *request = builder->request;
  const rs_list *list = builder->sent_list;
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && list->only[i].len > 0; i++) {
    reqsig_slice name;
    if (read_pattern(list->only[i], &name) == PATTERN_NAME && !is_sent_name(builder, name)) return name;
  }
  for (size_t i = 0; i < request->num_headers; i++) {
    reqsig_slice name = request->headers[i].name;
    if (rs_list_names_header(list, name) && !is_sent_name(builder, name)) return name;
  }
  return rs_slice(NULL, 0);
}

/* A sink that compares what it gets with a text. */
typedef struct compare_sink {
  rs_sink sink;
  reqsig_buffer no_room;
  reqsig_slice rest;
  bool differs;
} compare_sink;

static void compare_take(rs_sink *sink, reqsig_slice bytes) {
  compare_sink *compare = (compare_sink *)sink;
  compare->differs |= !rs_slice_starts_with(compare->rest, bytes);
  if (!compare->differs) compare->rest = rs_slice_after(compare->rest, bytes.len);
}

static bool is_as_written(rs_builder *builder) {
  compare_sink compare = {.no_room = {NULL, 0, 0}, .rest = builder->sent_names};
  compare.sink = (rs_sink){&compare.no_room, compare_take};
  rs_list_emit(builder, builder->sent_list, &compare.sink);
  return !compare.differs && compare.rest.len == 0;
}

reqsig_reason rs_check_sent_names(rs_builder *builder, reqsig_slice *field, const char **expected) {
  const rs_list *list = builder->sent_list;
  reqsig_slice rest = builder->sent_names, name, lacks = unsigned_header(builder);
  while (next_name(list->join, &rest, &name))
    if (!rs_header_find(builder->request, name)) {
      *field = name;
      *expected = "this header, which is said to be signed";
      return REQSIG_REASON_MISSING;
    }
  if (lacks.len > 0) {
    *field = lacks;
    *expected = "this header among those that are signed";
    return REQSIG_REASON_MALFORMED;
  }
  if (is_as_written(builder)) return REQSIG_REASON_NONE;
  *expected = "the names of the signed headers as signing writes them: in lower case, sorted, each once";
  return REQSIG_REASON_MALFORMED;
}
