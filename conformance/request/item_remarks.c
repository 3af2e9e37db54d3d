/* What is wrong with a list of items that has not the form of its rule. */
#include "lib/header_value.h"
#include "request/findings.h"
#include "request/recipe_text.h"

static reqsig_slice next_item(reqsig_slice separator, reqsig_slice *rest) {
  size_t len = 0;
  while (len < rest->len && !rs_slice_starts_with(rs_slice_after(*rest, len), separator)) len++;
  reqsig_slice item = rs_slice(rest->data, len);
  *rest = rs_slice_after(*rest, len < rest->len ? len + separator.len : len);
  return item;
}

static bool begins_alike(reqsig_slice item, reqsig_slice tag) {
  return item.len >= tag.len && rs_slice_equal_ignoring_case(rs_slice(item.data, tag.len), tag);
}

static void add_remark(struct text *text, const char *before, reqsig_slice tag, const char *behind) {
  text_add_string(text, before);
  text_add_escaped(text, tag, false);
  text_add_string(text, behind);
}

/* Whether the item is there for the part with that tag; once more than it may be is remarked, as is another
 * beginning. */
static bool is_for(struct text *text, reqsig_slice item, reqsig_slice tag, bool is_there) {
  reqsig_slice bare = item;
  while (bare.len > 0 && (bare.data[0] == ' ' || bare.data[0] == '\t')) bare = rs_slice_after(bare, 1);
  if (!begins_alike(bare, tag)) return false;
  if (bare.len < item.len)
    add_remark(text, "; a space stands before \"", tag, "\"");
  else if (!rs_slice_starts_with(item, tag))
    add_remark(text, "; it has not \"", tag, "\" in this letter case");
  else if (is_there)
    add_remark(text, "; \"", tag, "\" is there twice");
  return true;
}

void findings_add_item_remarks(struct text *text, const rs_header_rule *rule, reqsig_slice value) {
  bool is_there[RS_MAX_VALUE_PARTS] = {false}, is_other = false;
  while (value.len > 0) {
    reqsig_slice item = next_item(rule->item_separator, &value);
    bool is_known = false;
    for (size_t i = 1; !is_known && i < RS_MAX_VALUE_PARTS && rule->value[i].from; i += 2) {
      bool is_one_of_many = rule->open && rule->value[i].from == RS_FROM_MAC;
      is_known = is_for(text, item, rs_header_value_tag(rule, i), is_there[i] && !is_one_of_many);
      is_there[i] |= is_known;
    }
    is_other |= !is_known;
  }
  for (size_t i = 1; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i += 2)
    if (!is_there[i]) add_remark(text, "; no item begins with \"", rs_header_value_tag(rule, i), "\"");
  if (is_other && !rule->open) text_add_string(text, "; it has an item that the scheme does not know");
}
