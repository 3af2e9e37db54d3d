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
  bool is_dropped;
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

static int compare_named(const void *first, const void *second) {
  const struct member *const *a = first, *const *b = second;
  return compare_sorted(*a, *b);
}

/* Of members of one name the first is left, with its own value or the last one's. */
static void mark_dropped(enum json_duplicates duplicates, struct member **named, size_t count) {
  struct member *first = named[0];
  for (size_t i = 1; i < count; i++) {
    bool is_same = rs_slice_equal(first->name, named[i]->name);
    if (!is_same)
      first = named[i];
    else if (duplicates == JSON_LAST_WINS)
      first->value = named[i]->value;
    named[i]->is_dropped = is_same;
  }
}

/* They are sorted for that, as an object may have many. */
static void drop_duplicates(const struct json_style *style, struct json_members *members) {
  size_t kept = 0;
  if (style->duplicates == JSON_DUPLICATES_KEPT || members->count < 2) return;
  struct member **named = memory_get(members->count * sizeof *named);
  for (size_t i = 0; i < members->count; i++) named[i] = &members->items[i];
  qsort(named, members->count, sizeof *named, compare_named);
  mark_dropped(style->duplicates, named, members->count);
  free(named);
  for (size_t i = 0; i < members->count; i++)
    if (!members->items[i].is_dropped) members->items[kept++] = members->items[i];
  members->count = kept;
}

/* Members often stand in order already. */
static void sort(struct json_members *members, int (*compare)(const void *, const void *)) {
  size_t sorted = 1;
  while (sorted < members->count && compare(&members->items[sorted - 1], &members->items[sorted]) <= 0)
    sorted++;
  if (sorted < members->count) qsort(members->items, members->count, sizeof *members->items, compare);
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
  if (style->order != JSON_ORDER_KEPT)
    sort(&members, style->order == JSON_SORTED ? compare_sorted : compare_integers_first);
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
