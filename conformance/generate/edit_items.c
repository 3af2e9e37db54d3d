/* Edits of values that are lists of items, and of lists of signed headers. */
#include <string.h>

#include "generate/edit.h"
#include "lib/bytes.h"
#include "lib/header_value.h"
#include "lib/request.h"

static const rs_header_rule *items_rule(const struct edit *edit) {
  const rs_header_rule *rule = edit_rule_with(edit, RS_FROM_MAC);
  return rule && rule->item_separator.len > 0 && !edit_is_built_in(edit) ? rule : NULL;
}

/* The header that has the MAC among items; NULL if there is none. */
static reqsig_header *items_of(struct edit *edit) {
  return edit_header_of(edit, items_rule(edit));
}

static bool set_items(struct edit *edit, struct text *value, const char *words) {
  items_of(edit)->value = draw_keep(edit->generator, value);
  edit_tell_header(edit, items_rule(edit), words);
  return true;
}

/* The value's items, from the last to the first. */
static bool reverse_items(struct edit *edit) {
  const rs_header_rule *rule = items_rule(edit);
  const reqsig_header *header = items_of(edit);
  struct text reversed = {0};
  if (!header || !rule->value[2].from) return false;
  reqsig_slice value = header->value, separator = rule->item_separator;
  for (size_t end = value.len, at = end; end > 0; at--) {
    bool is_begin =
        at == 0 || (at >= separator.len &&
                    rs_slice_equal(rs_slice(value.data + at - separator.len, separator.len), separator));
    if (!is_begin) continue;
    if (reversed.len > 0) text_add(&reversed, separator);
    text_add(&reversed, rs_slice(value.data + at, end - at));
    if (at == 0) break;
    end = at -= separator.len;
  }
  return set_items(edit, &reversed, " with its items in the reverse order");
}

/* An item beside the others; a right one is that with the MAC. */
static bool add_item(struct edit *edit, reqsig_slice item, bool is_first, const char *words) {
  const rs_header_rule *rule = items_rule(edit);
  struct text value = {0};
  if (is_first) text_add(&value, item), text_add(&value, rule->item_separator);
  text_add(&value, items_of(edit)->value);
  if (!is_first) text_add(&value, rule->item_separator), text_add(&value, item);
  return set_items(edit, &value, words);
}

static bool add_unknown_item(struct edit *edit) {
  return items_of(edit) && add_item(edit, RS_LITERAL("x-other=1"), false, " with an item of another kind");
}

/* An item like that with the MAC, of the same message under another key. */
static bool wrong_item(struct edit *edit, reqsig_slice *item) {
  const rs_header_rule *rule = items_rule(edit);
  const reqsig_header *header = items_of(edit);
  size_t part = 0;
  if (!header || !rule->open || !edit_sign_with_empty_key(edit)) return false;
  reqsig_slice wrong = header->value, pieces[RS_MAX_VALUE_PARTS];
  items_of(edit)->value = rs_header_find(&edit->twin->signed_request, rule->name)->value;
  if (rs_header_value_split(edit->twin->scheme, rule, wrong, pieces)) return false;
  while (rule->value[part].from != RS_FROM_MAC) part++;
  struct text text = {0};
  reqsig_slice literal = rule->value[part - 1].literal;
  text_add(&text, part > 1 ? rs_slice_after(literal, rule->item_separator.len) : literal);
  text_add(&text, pieces[part]);
  *item = draw_keep(edit->generator, &text);
  return true;
}

static bool add_wrong_mac_first(struct edit *edit) {
  reqsig_slice item;
  return wrong_item(edit, &item) &&
         add_item(edit, item, true, " with a MAC under another key before the right one");
}

static bool add_wrong_mac_last(struct edit *edit) {
  reqsig_slice item;
  return wrong_item(edit, &item) &&
         add_item(edit, item, false, " with a MAC under another key behind the right one");
}

/* Whoever joins headers of one name, as HTTP allows for lists, has items of another kind beside the right
 * ones. */
static bool split_items(struct edit *edit) {
  const reqsig_header *header = items_of(edit);
  if (!header || !items_rule(edit)->open) return false;
  add_item(edit, RS_LITERAL("x=1"), false,
           " as two headers, of which the second has an item of another kind");
  edit->headers[edit->vector->request.num_headers++] = (reqsig_header){header->name, RS_LITERAL("y=1")};
  return true;
}

static const rs_list *sent_list(const reqsig_scheme *scheme) {
  for (const rs_list *list = scheme->lists; list && list->each; list++)
    if (list->sent) return list;
  return NULL;
}

/* Signs all but the first header that each request has, and says so. */
static bool sign_fewer_headers(struct edit *edit) {
  const reqsig_scheme *scheme = edit->twin->scheme;
  const rs_list *sent = sent_list(scheme);
  if (!sent || sent->only[1].len == 0) return false;
  size_t num = 0;
  while (scheme->lists[num].each) num++;
  rs_list *lists = arena_get_array(edit->generator->arena, num + 1, sizeof *lists);
  memcpy(lists, scheme->lists, (num + 1) * sizeof *lists);
  reqsig_slice *only = lists[sent - scheme->lists].only;
  memmove(only, only + 1, (RS_MAX_LIST_NAMES - 1) * sizeof *only);
  only[RS_MAX_LIST_NAMES - 1] = rs_slice(NULL, 0);
  reqsig_scheme altered = *scheme;
  struct vector other = *edit->twin;
  altered.lists = lists;
  other.scheme = &altered;
  if (!edit_take_headers(edit, &other)) return false;
  edit_tell_header(edit, edit_rule_with(edit, RS_FROM_MAC), " of fewer headers, and its names");
  return true;
}

edit_fn *const edits_of_items[] = {
    reverse_items, add_unknown_item, add_wrong_mac_first, add_wrong_mac_last, split_items, sign_fewer_headers,
    NULL};
