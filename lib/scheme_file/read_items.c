/* { "items": ["t={timestamp}", "v1={mac|hex}"], "separator": ",", "open": true } */
#include "scheme_file/template.h"
#include <string.h>

static bool read_items(rs_reader *reader, reqsig_slice value) {
  reader->items = value;
  if (value.data[0] == '[') return true;
  return rs_reader_fail(reader, value, "an array of templates");
}

/* MACs, nonces, numbers and dates in digits are written in letters, digits and these: a text of nothing else
 * may stand in one. */
static bool may_stand_in_a_value(const char *text) {
  return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-:._~")] == '\0';
}

static bool read_separator(rs_reader *reader, reqsig_slice value) {
  const char *separator = rs_read_text(reader, value);
  if (!separator) return false;
  if (may_stand_in_a_value(separator))
    return rs_reader_fail(reader, value,
                          "a separator that no MAC, no nonce and no time can hold, such as \",\"");
  if (strlen(separator) > RS_MAX_ITEM_SEPARATOR)
    return rs_reader_fail(reader, value, "a separator of at most %d bytes", RS_MAX_ITEM_SEPARATOR);
  reader->header->item_separator = reqsig_text(separator);
  return true;
}

static bool read_open(rs_reader *reader, reqsig_slice value) {
  return rs_read_true(reader, value, &reader->header->open);
}

static bool holds(reqsig_slice text, reqsig_slice part) {
  for (; text.len >= part.len; text = rs_slice_after(text, 1))
    if (rs_slice_starts_with(text, part)) return true;
  return false;
}

static bool is_told_apart(reqsig_slice a, reqsig_slice b) {
  return !rs_slice_starts_with(a, b) && !rs_slice_starts_with(b, a);
}

/* An item is a literal that tells it, and a placeholder. */
static bool check_item(rs_reader *reader, const rs_template *item, reqsig_slice value,
                       const reqsig_slice *tags, size_t num) {
  if (item->num != 2 || item->pieces[0].part.from != RS_FROM_LITERAL)
    return rs_reader_fail(reader, value, "a literal that tells the item, and a placeholder behind it");
  if (holds(item->pieces[0].part.literal, reader->header->item_separator))
    return rs_reader_fail(reader, value, "an item that does not hold the separator");
  if (!rs_parts_off(reader, &item->pieces[1].part, reader->header->item_separator))
    return rs_reader_fail(reader, value, "an item whose value cannot hold the separator");
  for (size_t i = 0; i < num; i++)
    if (!is_told_apart(tags[i], item->pieces[0].part.literal))
      return rs_reader_fail(reader, value, "items that begin differently");
  return true;
}

static bool read_list(rs_reader *reader, rs_template *template) {
  rs_json_items items = rs_json_items_of(reader->items);
  reqsig_slice name, value, tags[RS_MAX_ITEMS];
  size_t num = 0;
  for (template->num = 0; rs_json_items_next(&items, &name, &value); num++) {
    rs_template item;
    if (num == RS_MAX_ITEMS) return rs_reader_fail(reader, value, "at most %d items", RS_MAX_ITEMS);
    if (!rs_read_template(reader, value, &item) || !check_item(reader, &item, value, tags, num)) return false;
    tags[num] = item.pieces[0].part.literal;
    reqsig_slice *literal = &item.pieces[0].part.literal;
    if (num > 0 && !rs_reader_join(reader, reader->header->item_separator, tags[num], literal)) return false;
    for (size_t i = 0; i < item.num; i++) template->pieces[template->num++] = item.pieces[i];
  }
  if (num > 0) return true;
  return rs_reader_fail(reader, reader->items, "an item");
}

bool rs_read_value(rs_reader *reader, reqsig_slice value, rs_header_rule *rule, rs_template *template) {
  static const rs_member members[] = {
      {"items", read_items, true},
      {"separator", read_separator, true},
      {"open", read_open, false},
  };
  if (value.data[0] != '{') return rs_read_template(reader, value, template);
  reader->header = rule;
  return rs_read_members(reader, value, members, sizeof members / sizeof *members) &&
         read_list(reader, template);
}
