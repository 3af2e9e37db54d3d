/* Lists of parameters:
 *   "lists": { "parameters": { "each": "query", "without": ["Signature"],
 *                              "write": "{name|percent-encode}={value|percent-encode}", "join": "&" } }
 * and those in place, in templates: {query|without:signature}. */
#include "scheme_file/reader.h"

#include "scheme_file/template.h"

static size_t num_lists(const rs_reader *reader) {
  size_t num = 0;
  while (reader->lists && num < RS_MAX_LISTS && reader->lists[num].each) num++;
  return num;
}

/* The list of that number, below RS_MAX_LISTS. */
static rs_list *list_at(rs_reader *reader, size_t at) {
  if (!reader->lists) reader->lists = rs_reader_take(reader, (RS_MAX_LISTS + 1) * sizeof *reader->lists);
  reader->scheme->lists = reader->lists;
  return &reader->lists[at];
}

static bool add_name(rs_reader *reader, reqsig_slice where, rs_list *list, reqsig_slice name) {
  size_t num = 0;
  for (; num < RS_MAX_LIST_NAMES && list->without[num].len > 0; num++)
    if (rs_slice_equal(list->without[num], name)) return rs_reader_fail(reader, where, "each name once");
  if (name.len == 0 || num == RS_MAX_LIST_NAMES)
    return rs_reader_fail(reader, where, "1 to %d names of parameters", RS_MAX_LIST_NAMES);
  list->without[num] = name;
  return true;
}

static bool read_source(rs_reader *reader, reqsig_slice value, rs_list *list) {
  rs_pairs_of source = rs_slice_equal(value, RS_LITERAL("\"query\""))  ? RS_PAIRS_OF_QUERY
                       : rs_slice_equal(value, RS_LITERAL("\"form\"")) ? RS_PAIRS_OF_FORM
                                                                       : 0;
  if (source == 0 || list->each & source)
    return rs_reader_fail(reader, value, "\"query\", \"form\", an array of both, or \"header\"");
  list->each |= source;
  return true;
}

static bool read_each(rs_reader *reader, reqsig_slice value) {
  rs_list *list = reader->list;
  if (rs_slice_equal(value, RS_LITERAL("\"header\""))) {
    list->each = RS_PAIRS_OF_HEADERS;
    return true;
  }
  if (value.data[0] != '[') return read_source(reader, value, list);
  rs_json_items items = rs_json_items_of(value);
  for (reqsig_slice name, item; rs_json_items_next(&items, &name, &item);)
    if (!read_source(reader, item, list)) return false;
  if (list->each) return true;
  return rs_reader_fail(reader, value, "\"query\", \"form\", an array of both, or \"header\"");
}

/* "x-amz-*" */
static bool read_only(rs_reader *reader, reqsig_slice value) {
  reqsig_slice name, item, rest;
  rs_json_items items = rs_json_items_of(value);
  const char *text = NULL;
  if (value.data[0] == '[' && rs_json_items_next(&items, &name, &item) &&
      !rs_json_items_next(&items, &name, &rest))
    text = rs_read_text(reader, item);
  size_t len = text ? strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_") : 0;
  if (reader->list->each == RS_PAIRS_OF_HEADERS && len > 0 && strcmp(text + len, "*") == 0) {
    reader->list->prefix = rs_slice(text, len);
    return true;
  }
  return rs_reader_fail(reader, value, "of headers, an array of one beginning in lower case: [\"x-amz-*\"]");
}

static bool read_without(rs_reader *reader, reqsig_slice value) {
  if (value.data[0] != '[') return rs_reader_fail(reader, value, "an array of names");
  rs_json_items items = rs_json_items_of(value);
  for (reqsig_slice name, item; rs_json_items_next(&items, &name, &item);) {
    const char *text = rs_read_text(reader, item);
    if (!text || !add_name(reader, item, reader->list, reqsig_text(text))) return false;
  }
  if (reader->list->without[0].len > 0) return true;
  return rs_reader_fail(reader, value, "a name of a parameter");
}

/* Takes a text without braces. */
static reqsig_slice take_text(const char **at) {
  size_t len = strcspn(*at, "{}");
  reqsig_slice text = rs_slice(*at, len);
  *at += len;
  return text;
}

/* "{name}" or "{name|percent-encode}" */
static bool take_word(const char **at, const char *word, bool *encoded) {
  static const char form[] = "|percent-encode";
  size_t len = strlen(word);
  if (strncmp(*at, word, len) != 0) return false;
  *at += len;
  *encoded = strncmp(*at, form, sizeof form - 1) == 0;
  if (*encoded) *at += sizeof form - 1;
  return *(*at)++ == '}';
}

static bool read_write(rs_reader *reader, reqsig_slice value) {
  rs_list *list = reader->list;
  const char *at = rs_read_string(reader, value);
  if (!at) return false;
  list->before = take_text(&at);
  bool fits = take_word(&at, "{name", &list->name_encoded);
  if (fits) list->between = take_text(&at);
  fits = fits && take_word(&at, "{value", &list->value_encoded);
  if (fits) list->behind = take_text(&at);
  if (fits && *at == '\0') return true;
  return rs_reader_fail(reader, value,
                        "{name} and {value} in this order, each as it is or with |percent-encode, "
                        "and text without braces around them");
}

static bool read_join(rs_reader *reader, reqsig_slice value) {
  const char *text = rs_read_string(reader, value);
  if (!text) return false;
  reader->list->join = reqsig_text(text);
  if (*text != '\0') return true;
  return rs_reader_fail(reader, value, "a text; leave join out where there is none");
}

static bool read_repeated(rs_reader *reader, reqsig_slice value) {
  const char *text = rs_read_string(reader, value);
  if (!text) return false;
  reader->list->repeated = reqsig_text(text);
  if (*text != '\0') return true;
  return rs_reader_fail(reader, value, "a text, such as \",\"");
}

static bool read_list(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  static const rs_member members[] = {
      {"each", read_each, true},   {"only", read_only, false}, {"without", read_without, false},
      {"write", read_write, true}, {"join", read_join, false}, {"repeated", read_repeated, false},
  };
  if (!rs_check_name(reader, name, value)) return false;
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && reader->scheme->credentials[i].name; i++)
    if (strcmp(reader->scheme->credentials[i].name, name) == 0)
      return rs_reader_fail(reader, value, "another name than a credential's");
  rs_list *list = reader->list = list_at(reader, index);
  if (!rs_read_members(reader, value, members, sizeof members / sizeof *members)) return false;
  bool of_headers = list->each == RS_PAIRS_OF_HEADERS;
  if (of_headers &&
      (list->prefix.len == 0 || list->without[0].len > 0 || list->name_encoded || list->value_encoded))
    return rs_reader_fail(reader, value, "of headers, only a beginning, and names and values as they are");
  list->name = name;
  return true;
}

bool rs_read_lists(rs_reader *reader, reqsig_slice value) {
  return rs_read_entries(reader, value, RS_MAX_LISTS, read_list);
}

bool rs_find_list(const rs_reader *reader, reqsig_slice name, uint8_t *index) {
  for (size_t i = 0; i < num_lists(reader); i++) {
    if (!reader->lists[i].name || !rs_slice_equal(reqsig_text(reader->lists[i].name), name)) continue;
    *index = (uint8_t)i;
    return true;
  }
  return false;
}

bool rs_read_list_in_place(rs_reader *reader, reqsig_slice where, reqsig_slice names, bool mark,
                           uint8_t *index) {
  size_t num = num_lists(reader);
  if (num == RS_MAX_LISTS)
    return rs_reader_fail(reader, where, "at most %d lists, with those in templates", RS_MAX_LISTS);
  rs_list *list = list_at(reader, num);
  *list = (rs_list){.each = RS_PAIRS_OF_QUERY, .in_place = true, .mark = mark};
  *index = (uint8_t)num;
  for (; names.data;) {
    const uint8_t *comma = names.len > 0 ? memchr(names.data, ',', names.len) : NULL;
    size_t len = comma ? (size_t)(comma - names.data) : names.len;
    if (!add_name(reader, where, list, rs_slice(names.data, len))) return false;
    names = comma ? rs_slice_after(names, len + 1) : rs_slice(NULL, 0);
  }
  return true;
}
