#include "json_scan.h"
#include "utf8.h"

/* The four digits of an escape that is known to be right. */
static uint32_t hex_digits(const uint8_t *at) {
  uint32_t unit = 0;
  for (size_t i = 0; i < 4; i++) {
    int value = rs_is_digit(at[i]) ? at[i] - '0' : rs_upper(at[i]) - 'A' + 10;
    unit = unit << 4 | (uint32_t)value;
  }
  return unit;
}

static uint8_t read_short_escape(uint8_t c) {
  switch (c) {
  case 'b': return '\b';
  case 'f': return '\f';
  case 'n': return '\n';
  case 'r': return '\r';
  case 't': return '\t';
  default: return c; /* a quote, a backslash, a slash */
  }
}

/* Reads "\uXXXX" at the beginning of *rest, with its second half where it is a surrogate: section 7. Gives
 * the number of bytes written, 0 for a lone surrogate. */
static size_t read_unicode_escape(reqsig_slice *rest, uint8_t to[4]) {
  uint32_t unit = hex_digits(rest->data + 2);
  *rest = rs_slice_after(*rest, 6);
  if (unit < 0xd800 || unit > 0xdfff) return rs_utf8_write(unit, to);
  if (unit > 0xdbff || !rs_slice_starts_with(*rest, RS_LITERAL("\\u"))) return 0;
  uint32_t second = hex_digits(rest->data + 2);
  if (second < 0xdc00 || second > 0xdfff) return 0;
  *rest = rs_slice_after(*rest, 6);
  return rs_utf8_write(rs_utf16_character(unit, second), to);
}

/* Reads the byte or the escape at the beginning of *rest, which is what is left of a valid string. */
static size_t read_some(reqsig_slice *rest, uint8_t to[4]) {
  if (rest->data[0] != '\\') {
    to[0] = rest->data[0];
    *rest = rs_slice_after(*rest, 1);
    return 1;
  }
  if (rest->data[1] == 'u') return read_unicode_escape(rest, to);
  to[0] = read_short_escape(rest->data[1]);
  *rest = rs_slice_after(*rest, 2);
  return 1;
}

static bool spells(reqsig_slice escaped, reqsig_slice name) {
  while (escaped.len > 0) {
    uint8_t bytes[4];
    size_t len = read_some(&escaped, bytes);
    if (len == 0 || !rs_slice_starts_with(name, rs_slice(bytes, len))) return false;
    name = rs_slice_after(name, len);
  }
  return name.len == 0;
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
