#include "json_scan.h"

static bool spells(reqsig_slice escaped, reqsig_slice name) {
  size_t at = 0;
  while (escaped.len > 0) {
    uint8_t bytes[4];
    size_t len = rs_json_string_next(&escaped, bytes);
    if (len == 0) return false;
    for (size_t i = 0; i < len; i++, at++)
      if (at == name.len || name.data[at] != bytes[i]) return false;
  }
  return at == name.len;
}

typedef struct member_lookup {
  reqsig_slice name;
  size_t num_found;
  reqsig_slice value; /* of the last that was found */
} member_lookup;

static bool take_member(rs_json_scan *scan, member_lookup *lookup) {
  reqsig_slice escaped_name;
  if (!rs_json_scan_name(scan, &escaped_name)) return false;
  rs_json_scan_space(scan);
  size_t start = scan->at;
  if (rs_json_scan_value(scan, 1) != REQSIG_OK) return false;
  if (spells(escaped_name, lookup->name)) {
    lookup->num_found++;
    lookup->value = rs_slice(scan->text.data + start, scan->at - start);
  }
  rs_json_scan_space(scan);
  return true;
}

static bool take_object(rs_json_scan *scan, member_lookup *lookup) {
  rs_json_scan_space(scan);
  if (!rs_json_scan_take(scan, '{')) return false;
  rs_json_scan_space(scan);
  if (rs_json_scan_take(scan, '}')) return true;
  do {
    if (!take_member(scan, lookup)) return false;
  } while (rs_json_scan_take(scan, ','));
  return rs_json_scan_take(scan, '}');
}

rs_json_result rs_json_member(reqsig_slice text, reqsig_slice name, reqsig_slice *value) {
  rs_json_scan scan = {text, 0};
  member_lookup lookup = {.name = name};
  if (!take_object(&scan, &lookup)) return RS_JSON_MALFORMED;
  rs_json_scan_space(&scan);
  if (scan.at < text.len) return RS_JSON_MALFORMED;
  if (lookup.num_found == 0) return RS_JSON_ABSENT;
  if (lookup.num_found > 1) return RS_JSON_DUPLICATE;
  *value = lookup.value;
  return RS_JSON_FOUND;
}
