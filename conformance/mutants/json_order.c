#include <stdlib.h>

#include "base/arena.h"
#include "lib/json_scan.h"
#include "mutants/json_style.h"

struct member {
  reqsig_slice name; /* between its quotes, as it stands */
  reqsig_slice value;
  size_t place;
  bool is_integer;
  uint64_t integer;
};

struct members {
  struct member *items;
  size_t count;
};

/* A canonical array index of JavaScript: "0" or digits without a zero in front, below 2^32 - 1. */
static void read_integer(struct member *member) {
  reqsig_slice name = member->name;
  if (name.len == 0 || name.len > 10 || (name.data[0] == '0' && name.len > 1)) return;
  for (size_t i = 0; i < name.len; i++) {
    if (!rs_is_digit(name.data[i])) return;
    member->integer = member->integer * 10 + (uint64_t)(name.data[i] - '0');
  }
  member->is_integer = member->integer < UINT32_MAX;
}

static void add_member(const struct json_style *style, struct members *members, struct member member) {
  for (size_t i = 0; style->duplicates != JSON_DUPLICATES_KEPT && i < members->count; i++) {
    if (!rs_slice_equal(members->items[i].name, member.name)) continue;
    if (style->duplicates == JSON_LAST_WINS) members->items[i].value = member.value;
    return;
  }
  member.place = members->count;
  read_integer(&member);
  members->items = memory_resize(members->items, (members->count + 1) * sizeof member);
  members->items[members->count++] = member;
}

static int by_bytes(const struct member *a, const struct member *b) {
  size_t len = a->name.len < b->name.len ? a->name.len : b->name.len;
  int order = len > 0 ? memcmp(a->name.data, b->name.data, len) : 0;
  return order != 0 ? order : (a->name.len > b->name.len) - (a->name.len < b->name.len);
}

static int by_place(const struct member *a, const struct member *b) {
  return (a->place > b->place) - (a->place < b->place);
}

static int compare_sorted(const void *a, const void *b) {
  int order = by_bytes(a, b);
  return order != 0 ? order : by_place(a, b);
}

static int compare_integers_first(const void *left, const void *right) {
  const struct member *a = left, *b = right;
  if (a->is_integer != b->is_integer) return a->is_integer ? -1 : 1;
  if (a->is_integer && a->integer != b->integer) return a->integer < b->integer ? -1 : 1;
  return by_place(a, b);
}

static reqsig_slice take_value(rs_json_scan *scan) {
  rs_json_scan_space(scan);
  size_t start = scan->at;
  rs_json_scan_value(scan, 0);
  return rs_slice(scan->text.data + start, scan->at - start);
}

static void write_object(const struct json_style *style, rs_json_scan *scan, struct text *to) {
  struct members members = {0};
  do {
    struct member member = {0};
    rs_json_scan_space(scan);
    if (rs_json_scan_peek(scan) == '}') break;
    rs_json_scan_name(scan, &member.name);
    member.value = take_value(scan);
    add_member(style, &members, member);
    rs_json_scan_space(scan);
  } while (rs_json_scan_take(scan, ','));
  if (style->order != JSON_ORDER_KEPT && members.count > 0)
    qsort(members.items, members.count, sizeof *members.items,
          style->order == JSON_SORTED ? compare_sorted : compare_integers_first);
  text_add_string(to, "{");
  for (size_t i = 0; i < members.count; i++) {
    text_add_string(to, i > 0 ? ",\"" : "\"");
    text_add(to, members.items[i].name);
    text_add_string(to, "\":");
    json_reorder(style, members.items[i].value, to);
  }
  text_add_string(to, "}");
  free(members.items);
}

static void write_array(const struct json_style *style, rs_json_scan *scan, struct text *to) {
  text_add_string(to, "[");
  for (bool first = true;; first = false) {
    rs_json_scan_space(scan);
    if (rs_json_scan_peek(scan) == ']') break;
    if (!first) text_add_string(to, ",");
    json_reorder(style, take_value(scan), to);
    rs_json_scan_space(scan);
    rs_json_scan_take(scan, ',');
  }
  text_add_string(to, "]");
}

void json_reorder(const struct json_style *style, reqsig_slice value, struct text *to) {
  rs_json_scan scan = {value, 0};
  rs_json_scan_space(&scan);
  if (rs_json_scan_take(&scan, '{'))
    write_object(style, &scan, to);
  else if (rs_json_scan_take(&scan, '['))
    write_array(style, &scan, to);
  else
    text_add(to, take_value(&scan));
}
