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

/* What was seen of the items with one tag. */
struct seen {
  bool is_there, is_told;
};

/* What is wrong with an item that begins with the tag in some way, blanks before it aside; NULL: nothing. */
static const char *const *fault_of(reqsig_slice item, reqsig_slice bare, reqsig_slice tag,
                                   bool is_one_too_many) {
  static const char *const blank[] = {"; a space stands before \"", "\""};
  static const char *const letter_case[] = {"; it has not \"", "\" in this letter case"};
  static const char *const twice[] = {"; \"", "\" is there twice"};
  if (bare.len < item.len) return blank;
  if (!rs_slice_starts_with(item, tag)) return letter_case;
  return is_one_too_many ? twice : NULL;
}

/* Whether the item is one with that tag. The first fault is told. */
static bool is_of(struct text *text, reqsig_slice item, reqsig_slice tag, bool may_be_many,
                  struct seen *seen) {
  reqsig_slice bare = item;
  while (bare.len > 0 && (bare.data[0] == ' ' || bare.data[0] == '\t')) bare = rs_slice_after(bare, 1);
  if (!begins_alike(bare, tag)) return false;
  const char *const *fault = fault_of(item, bare, tag, seen->is_there && !may_be_many);
  if (fault && !seen->is_told) add_remark(text, fault[0], tag, fault[1]);
  seen->is_told |= fault != NULL;
  seen->is_there = true;
  return true;
}

void findings_add_item_remarks(struct text *text, const rs_header_rule *rule, reqsig_slice value) {
  struct seen seen[RS_MAX_VALUE_PARTS] = {{false, false}};
  bool is_any_other = false;
  while (value.len > 0) {
    reqsig_slice item = next_item(rule->item_separator, &value);
    bool is_known = false;
    for (size_t i = 1; !is_known && i < RS_MAX_VALUE_PARTS && rule->value[i].from; i += 2)
      is_known = is_of(text, item, rs_header_value_tag(rule, i),
                       rule->open && rule->value[i].from == RS_FROM_MAC, &seen[i]);
    is_any_other |= !is_known;
  }
  for (size_t i = 1; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i += 2)
    if (!seen[i].is_there) add_remark(text, "; no item begins with \"", rs_header_value_tag(rule, i), "\"");
  if (is_any_other && !rule->open) text_add_string(text, "; it has an item that the scheme does not know");
}
