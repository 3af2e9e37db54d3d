#include "reference/reference.h"

static bool is_between(uint8_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ':';
}

static reqsig_slice behind_space(reqsig_slice text) {
  while (text.len > 0 && is_between(text.data[0])) text = rs_slice_after(text, 1);
  return text;
}

static size_t string_len(reqsig_slice text) {
  size_t at = 1;
  while (text.data[at] != '"') at += text.data[at] == '\\' ? 2 : 1;
  return at + 1;
}

/* Of the value at the beginning of text, which stands between the brackets of valid JSON. */
static size_t value_len(reqsig_slice text) {
  size_t at = 0, depth = 0;
  do {
    uint8_t c = text.data[at];
    depth += c == '{' || c == '[';
    depth -= c == '}' || c == ']';
    at += c == '"' ? string_len(rs_slice_after(text, at)) : 1;
  } while (depth > 0 || (at < text.len && !is_between(text.data[at])));
  return at;
}

static reqsig_slice take_value(reqsig_slice *inside) {
  size_t len = value_len(*inside);
  reqsig_slice value = rs_slice(inside->data, len);
  *inside = rs_slice_after(*inside, len);
  return value;
}

/* A colon stands behind a name only. */
static bool is_at_colon(reqsig_slice inside) {
  size_t at = 0;
  while (at < inside.len && is_between(inside.data[at]) && inside.data[at] != ':') at++;
  return at < inside.len && inside.data[at] == ':';
}

bool reference_next_part(reqsig_slice *inside, reference_part *part) {
  *part = (reference_part){0};
  *inside = behind_space(*inside);
  if (inside->len == 0) return false;
  part->value = take_value(inside);
  if (!is_at_colon(*inside)) return true;
  *inside = behind_space(*inside);
  part->name = part->value;
  part->value = take_value(inside);
  return true;
}
