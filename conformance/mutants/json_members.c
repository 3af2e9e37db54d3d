/* The members of JSON objects in another order, and of members of one name only one. */
#include <stdlib.h>

#include "base/arena.h"
#include "lib/json_scan.h"
#include "mutants/transforms.h"

struct member {
  reqsig_slice name; /* between its quotes, as it stands */
  reqsig_slice value;
  size_t place;
  bool is_integer;
  uint64_t integer;
};

struct json_members {
  struct member *items;
  size_t count, capacity;
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

static void add_member(struct json_members *members, struct member member) {
  member.place = members->count;
  read_integer(&member);
  if (members->count == members->capacity) {
    members->capacity = members->capacity ? 2 * members->capacity : 16;
    members->items = memory_resize(members->items, members->capacity * sizeof member);
  }
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

static int compare_names(const void *first, const void *second) {
  const struct member *a = first, *b = second;
  size_t len = a->name.len < b->name.len ? a->name.len : b->name.len;
  int order = len > 0 ? memcmp(a->name.data, b->name.data, len) : 0;
  if (order != 0) return order;
  if (a->name.len != b->name.len) return a->name.len < b->name.len ? -1 : 1;
  return a->place < b->place ? -1 : 1;
}

static int compare_places(const void *first, const void *second) {
  const struct member *a = first, *b = second;
  return a->place < b->place ? -1 : 1;
}

/* Of members of one name the first keeps its place, with its own value or the last one's. They are sorted for
 * that, as an object may have many. */
static void drop_duplicates(const struct json_style *style, struct json_members *members) {
  size_t count = 0;
  if (style->duplicates == JSON_DUPLICATES_KEPT || members->count == 0) return;
  qsort(members->items, members->count, sizeof *members->items, compare_names);
  for (size_t i = 0; i < members->count; i++) {
    struct member *last = &members->items[count > 0 ? count - 1 : 0];
    if (i == 0 || !rs_slice_equal(last->name, members->items[i].name))
      members->items[count++] = members->items[i];
    else if (style->duplicates == JSON_LAST_WINS)
      last->value = members->items[i].value;
  }
  members->count = count;
  qsort(members->items, count, sizeof *members->items, compare_places);
}

static reqsig_slice take_value(rs_json_scan *scan) {
  rs_json_scan_space(scan);
  size_t start = scan->at;
  rs_json_scan_value(scan, 0);
  return rs_slice(scan->text.data + start, scan->at - start);
}

static void write_object(const struct json_style *style, rs_json_scan *scan, struct text *to) {
  struct json_members members = {0};
  do {
    struct member member = {0};
    rs_json_scan_space(scan);
    if (rs_json_scan_peek(scan) == '}') break;
    rs_json_scan_name(scan, &member.name);
    member.value = take_value(scan);
    add_member(&members, member);
    rs_json_scan_space(scan);
  } while (rs_json_scan_take(scan, ','));
  drop_duplicates(style, &members);
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
