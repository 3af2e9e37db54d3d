#include "header_value.h"

#include "mac_text.h"

static size_t num_parts(const rs_header_rule *rule) {
  size_t num = 0;
  while (num < RS_MAX_VALUE_PARTS && rule->value[num].from) num++;
  return num;
}

/* Takes the literals that value begins with, and returns how many. *missing is one that is not there. */
static size_t split_prefix(const reqsig_scheme *recipe, const rs_part *parts, size_t num, reqsig_slice *value,
                           reqsig_slice *pieces, const rs_part **missing) {
  size_t i = 0;
  for (*missing = NULL; i < num && parts[i].from == RS_FROM_LITERAL; i++) {
    bool is_there = rs_slice_starts_with(*value, parts[i].literal);
    bool is_before_mac = i + 1 < num && parts[i + 1].from == RS_FROM_MAC;
    if (!is_there && !(is_before_mac && recipe->encoding.prefix_optional)) {
      *missing = &parts[i];
      return i;
    }
    pieces[i] = rs_slice(value->data, is_there ? parts[i].literal.len : 0);
    *value = rs_slice_after(*value, pieces[i].len);
  }
  return i;
}

static bool stands_at(reqsig_slice value, size_t at, reqsig_slice literal) {
  return at <= value.len && rs_slice_starts_with(rs_slice_after(value, at), literal);
}

/* Where the last piece of value begins, right behind literal; more than value.len if literal is not there. */
static size_t last_piece_begin(const reqsig_scheme *recipe, const rs_part *part, reqsig_slice literal,
                               reqsig_slice value) {
  size_t mac_len = rs_mac_text_len_at_end(recipe, value);
  if (part->from == RS_FROM_MAC && stands_at(value, value.len - mac_len - literal.len, literal))
    return value.len - mac_len;
  for (size_t at = value.len + 1; at-- > 0;)
    if (stands_at(value, at, literal)) return at + literal.len;
  return value.len + 1;
}

/* Takes the item that *rest begins with, and the separator behind it. */
static bool take_item(reqsig_slice separator, reqsig_slice *rest, reqsig_slice *item) {
  if (!rest->data) return false;
  for (size_t at = 0; at + separator.len <= rest->len; at++) {
    if (!stands_at(*rest, at, separator)) continue;
    *item = rs_slice(rest->data, at);
    *rest = rs_slice_after(*rest, at + separator.len);
    return true;
  }
  *item = *rest;
  *rest = rs_slice(NULL, 0);
  return true;
}

reqsig_slice rs_header_value_tag(const rs_header_rule *rule, size_t i) {
  reqsig_slice literal = rule->value[i - 1].literal;
  return i > 1 ? rs_slice_after(literal, rule->item_separator.len) : literal;
}

/* The index of the placeholder whose item it is; num if there is none. */
static size_t find_item(const rs_header_rule *rule, size_t num, reqsig_slice item) {
  for (size_t i = 1; i < num; i += 2)
    if (rs_slice_starts_with(item, rs_header_value_tag(rule, i))) return i;
  return num;
}

/* Pieces are those of the first item of each kind. */
static const rs_part *split_items(const rs_header_rule *rule, size_t num, reqsig_slice value,
                                  reqsig_slice *pieces) {
  for (size_t i = 0; i < num; i++) pieces[i] = rs_slice(NULL, 0);
  for (reqsig_slice item; take_item(rule->item_separator, &value, &item);) {
    size_t i = find_item(rule, num, item);
    if (i == num && rule->open) continue;
    if (i == num) return &rule->value[0];
    if (pieces[i - 1].data && rule->open && rule->value[i].from == RS_FROM_MAC) continue;
    if (pieces[i - 1].data) return &rule->value[i - 1];
    pieces[i - 1] = rs_slice(item.data, rs_header_value_tag(rule, i).len);
    pieces[i] = rs_slice_after(item, pieces[i - 1].len);
  }
  for (size_t i = 0; i < num; i += 2)
    if (!pieces[i].data) return &rule->value[i];
  return NULL;
}

bool rs_header_value_next_mac(const rs_header_rule *rule, reqsig_slice *rest, reqsig_slice *mac) {
  size_t num = num_parts(rule);
  for (reqsig_slice item; take_item(rule->item_separator, rest, &item);) {
    size_t i = find_item(rule, num, item);
    if (i == num || rule->value[i].from != RS_FROM_MAC) continue;
    *mac = rs_slice_after(item, rs_header_value_tag(rule, i).len);
    return true;
  }
  return false;
}

const rs_part *rs_header_value_split(const reqsig_scheme *recipe, const rs_header_rule *rule,
                                     reqsig_slice value, reqsig_slice pieces[RS_MAX_VALUE_PARTS]) {
  const rs_part *parts = rule->value, *missing;
  size_t num = num_parts(rule);
  if (rule->item_separator.len > 0) return split_items(rule, num, value, pieces);
  size_t first = split_prefix(recipe, parts, num, &value, pieces, &missing);
  if (missing) return missing;
  for (size_t i = num; i-- > first + 1;) {
    reqsig_slice literal = parts[i].literal;
    bool is_literal = parts[i].from == RS_FROM_LITERAL;
    size_t begin = is_literal ? value.len - literal.len
                              : last_piece_begin(recipe, &parts[i], parts[i - 1].literal, value);
    if (is_literal && !stands_at(value, begin, literal)) return &parts[i];
    if (begin > value.len) return &parts[i - 1];
    pieces[i] = rs_slice_after(value, begin);
    value.len = begin;
  }
  if (first < num) pieces[first] = value;
  return NULL;
}

/* Whether the mark stands anywhere behind the beginning of the two texts together. */
static bool stands_again(reqsig_slice mark, reqsig_slice first, reqsig_slice second) {
  for (size_t at = 1; at + mark.len <= first.len + second.len; at++) {
    size_t i = 0;
    while (i < mark.len &&
           mark.data[i] == (at + i < first.len ? first.data[at + i] : second.data[at + i - first.len]))
      i++;
    if (i == mark.len) return true;
  }
  return false;
}

bool rs_header_value_holds(const rs_header_rule *rule, size_t at, reqsig_slice text) {
  if (rule->item_separator.len > 0) return !stands_again(rule->item_separator, RS_LITERAL("="), text);
  return at < 2 || !stands_again(rule->value[at - 1].literal, rule->value[at - 1].literal, text);
}
