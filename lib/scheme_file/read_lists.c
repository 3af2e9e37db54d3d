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

/* One more, and its number; NULL after a fault. */
static rs_list *add_list(rs_reader *reader, reqsig_slice where, uint8_t *index) {
  size_t num = num_lists(reader);
  if (num == RS_MAX_LISTS) {
    rs_reader_fail(reader, where, "at most %d lists, with those in templates", RS_MAX_LISTS);
    return NULL;
  }
  if (!reader->lists) reader->lists = rs_reader_take(reader, (RS_MAX_LISTS + 1) * sizeof *reader->lists);
  reader->scheme->lists = reader->lists;
  *index = (uint8_t)num;
  return reader->lists ? &reader->lists[num] : NULL;
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

static const char sources[] =
    "\"query\", \"form\", an array of both, \"header\", or a list of headers before this one";

static bool read_source(rs_reader *reader, reqsig_slice value, rs_list *list) {
  rs_pairs_of source = rs_slice_equal(value, RS_LITERAL("\"query\""))  ? RS_PAIRS_OF_QUERY
                       : rs_slice_equal(value, RS_LITERAL("\"form\"")) ? RS_PAIRS_OF_FORM
                                                                       : 0;
  if (source == 0 || list->each & source) return rs_reader_fail(reader, value, "%s", sources);
  list->each |= source;
  return true;
}

/* The name of a list of headers, which this one has the choice of. */
static bool read_like(rs_reader *reader, reqsig_slice value) {
  uint8_t index;
  if (value.data[0] != '"' || !rs_find_list(reader, rs_slice(value.data + 1, value.len - 2), &index))
    return read_source(reader, value, reader->list);
  const rs_list *other = &reader->lists[index];
  if (other->each != RS_PAIRS_OF_HEADERS || other->like > 0)
    return rs_reader_fail(reader, value, "%s", sources);
  reader->list->each = RS_PAIRS_OF_HEADERS;
  reader->list->like = (uint8_t)(index + 1);
  memcpy(reader->list->only, other->only, sizeof other->only);
  return true;
}

static bool read_each(rs_reader *reader, reqsig_slice value) {
  rs_list *list = reader->list;
  if (rs_slice_equal(value, RS_LITERAL("\"header\""))) {
    list->each = RS_PAIRS_OF_HEADERS;
    return true;
  }
  if (value.data[0] != '[') return read_like(reader, value);
  rs_json_items items = rs_json_items_of(value);
  for (reqsig_slice name, item; rs_json_items_next(&items, &name, &item);)
    if (!read_source(reader, item, list)) return false;
  if (list->each) return true;
  return rs_reader_fail(reader, value, "%s", sources);
}

/* "host", "content-type?" or "x-amz-*" */
static bool read_pattern(rs_reader *reader, reqsig_slice value, size_t num) {
  const char *text = rs_read_text(reader, value);
  if (!text) return false;
  size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_");
  bool ends = text[len] == '\0' || ((text[len] == '?' || text[len] == '*') && text[len + 1] == '\0');
  if (len == 0 || !ends)
    return rs_reader_fail(
        reader, value, "a header's name in lower case, or \"?\" behind one, or \"*\" behind its beginning");
  if (num == RS_MAX_LIST_NAMES)
    return rs_reader_fail(reader, value, "1 to %d names of headers", RS_MAX_LIST_NAMES);
  reader->list->only[num] = reqsig_text(text);
  return true;
}

/* ["host", "content-type?", "x-amz-*"] */
static bool read_only(rs_reader *reader, reqsig_slice value) {
  const rs_list *list = reader->list;
  reqsig_slice name, item;
  size_t num = 0;
  if (value.data[0] != '[' || list->each != RS_PAIRS_OF_HEADERS || list->like > 0)
    return rs_reader_fail(reader, value, "of headers, an array of names: [\"host\", \"x-amz-*\"]");
  rs_json_items items = rs_json_items_of(value);
  for (; rs_json_items_next(&items, &name, &item); num++)
    if (!read_pattern(reader, item, num)) return false;
  if (num > 0) return true;
  return rs_reader_fail(reader, value, "a name of a header");
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

/* Whether the form stands there; it is taken. */
static bool take_form(const char **at, const char *form) {
  size_t len = strlen(form);
  if (strncmp(*at, form, len) != 0) return false;
  *at += len;
  return true;
}

/* "{name}" or "{name|percent-encode}" */
static bool take_name(const char **at, rs_list *list) {
  if (!take_form(at, "{name")) return false;
  list->name_lower = take_form(at, "|lower");
  list->name_encoded = take_form(at, "|percent-encode");
  return take_form(at, "}");
}

/* The same of a value, or of a header's "{value|squeeze|lower}". */
static bool take_value(const char **at, rs_list *list) {
  if (!take_form(at, "{value")) return false;
  list->value_encoded = take_form(at, "|percent-encode");
  list->value_squeezed = take_form(at, "|squeeze");
  list->value_lower = take_form(at, "|lower");
  return take_form(at, "}");
}

static bool read_write(rs_reader *reader, reqsig_slice value) {
  rs_list *list = reader->list;
  const char *at = rs_read_string(reader, value);
  if (!at) return false;
  list->before = take_text(&at);
  bool fits = take_name(&at, list);
  reqsig_slice text = take_text(&at);
  list->names = fits && *at == '\0' && list->each == RS_PAIRS_OF_HEADERS;
  *(list->names ? &list->behind : &list->between) = text;
  if (list->names) return true;
  fits = fits && take_value(&at, list);
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

/* Nothing of headers is encoded; of parameters, nothing is squeezed. */
static bool check_list(rs_reader *reader, reqsig_slice value, const rs_list *list) {
  bool of_headers = list->each == RS_PAIRS_OF_HEADERS;
  bool of_parameters =
      list->without[0].len > 0 || list->name_lower || list->name_encoded || list->value_encoded;
  if (of_headers && (list->only[0].len == 0 || of_parameters))
    return rs_reader_fail(reader, value, "of headers, which ones only, and nothing encoded");
  if (!of_headers && (list->value_squeezed || list->value_lower))
    return rs_reader_fail(reader, value, "squeeze and lower of headers alone");
  return true;
}

static bool read_list(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  static const rs_member members[] = {
      {"each", read_each, true},   {"only", read_only, false}, {"without", read_without, false},
      {"write", read_write, true}, {"join", read_join, false}, {"repeated", read_repeated, false},
  };
  reader->list_places[index] = value;
  if (!rs_check_name(reader, name, value)) return false;
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && reader->scheme->credentials[i].name; i++)
    if (strcmp(reader->scheme->credentials[i].name, name) == 0)
      return rs_reader_fail(reader, value, "another name than a credential's");
  uint8_t same_index;
  rs_list *list = reader->list = add_list(reader, value, &same_index);
  if (!list) return false;
  if (!rs_read_members(reader, value, members, sizeof members / sizeof *members)) return false;
  if (!check_list(reader, value, list)) return false;
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

bool rs_read_form_field(rs_reader *reader, reqsig_slice where, reqsig_slice name, uint8_t *index) {
  if (name.len == 0) return rs_reader_fail(reader, where, "a field's name behind \"form:\"");
  rs_list *list = add_list(reader, where, index);
  if (list) *list = (rs_list){.each = RS_PAIRS_OF_FORM, .single = name};
  return list != NULL;
}

bool rs_read_list_in_place(rs_reader *reader, reqsig_slice where, reqsig_slice names, bool mark,
                           uint8_t *index) {
  rs_list *list = add_list(reader, where, index);
  if (!list) return false;
  *list = (rs_list){.each = RS_PAIRS_OF_QUERY, .in_place = true, .mark = mark};
  for (; names.data;) {
    const uint8_t *comma = names.len > 0 ? memchr(names.data, ',', names.len) : NULL;
    size_t len = comma ? (size_t)(comma - names.data) : names.len;
    if (!add_name(reader, where, list, rs_slice(names.data, len))) return false;
    names = comma ? rs_slice_after(names, len + 1) : rs_slice(NULL, 0);
  }
  return true;
}
