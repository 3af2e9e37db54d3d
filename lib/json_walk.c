#include "json_walk.h"

rs_json_items rs_json_items_of(reqsig_slice value) {
  bool has_items = value.len > 0 && (value.data[0] == '{' || value.data[0] == '[');
  return (rs_json_items){{has_items ? value : rs_slice(NULL, 0), 0}};
}

static bool is_at_end(const rs_json_scan *scan) {
  int c = rs_json_scan_peek(scan);
  return c < 0 || c == '}' || c == ']';
}

bool rs_json_items_next(rs_json_items *items, reqsig_slice *name, reqsig_slice *value) {
  rs_json_scan *scan = &items->scan;
  rs_json_scan_space(scan);
  if (is_at_end(scan)) return false;
  scan->at++; /* the bracket, or the comma behind the item before */
  rs_json_scan_space(scan);
  if (is_at_end(scan)) return false;
  *name = rs_slice(NULL, 0);
  if (scan->text.data[0] == '{') rs_json_scan_name(scan, name);
  rs_json_scan_space(scan);
  size_t begin = scan->at;
  rs_json_scan_value(scan, 0);
  *value = rs_slice(scan->text.data + begin, scan->at - begin);
  return true;
}

/* The member or item that the byte at belongs to; false if it belongs to none. */
static bool find_item(reqsig_slice text, const uint8_t *at, reqsig_slice *name, reqsig_slice *value) {
  rs_json_items items = rs_json_items_of(text);
  while (rs_json_items_next(&items, name, value)) {
    const uint8_t *begin = name->data ? name->data - 1 : value->data;
    if (at >= begin && at < value->data + value->len) return true;
  }
  return false;
}

void rs_json_path(reqsig_slice text, size_t offset, reqsig_buffer *path) {
  const uint8_t *at = text.data + offset;
  rs_json_scan scan = {text, 0};
  rs_json_scan_space(&scan);
  reqsig_slice name, value = rs_slice_after(text, scan.at);
  while (find_item(value, at, &name, &value)) {
    if (name.len > 0 && path->len > 0) rs_put_byte(path, '.');
    rs_put_slice(path, name);
  }
}
