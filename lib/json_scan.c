#include "json_scan.h"

/* The arrays and objects that are open, one bit each: 1 for an object. */
typedef struct open_brackets {
  uint64_t bits[RS_JSON_MAX_DEPTH / 64];
  size_t outside; /* levels around the value, which others close */
  size_t num;
} open_brackets;

static bool in_object(const open_brackets *open) {
  size_t top = open->num - 1;
  return (open->bits[top / 64] >> top % 64 & 1) != 0;
}

static bool push(open_brackets *open, bool object) {
  if (open->outside + open->num == RS_JSON_MAX_DEPTH) return false;
  size_t top = open->num++;
  uint64_t bit = UINT64_C(1) << top % 64;
  open->bits[top / 64] = object ? open->bits[top / 64] | bit : open->bits[top / 64] & ~bit;
  return true;
}

void rs_json_scan_space(rs_json_scan *scan) {
  for (;;) {
    int c = rs_json_scan_peek(scan);
    if (c > ' ') return;
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') return;
    scan->at++;
  }
}

bool rs_json_scan_name(rs_json_scan *scan, reqsig_slice *escaped) {
  rs_json_scan_space(scan);
  size_t start = scan->at;
  if (!rs_json_scan_string(scan)) return false;
  *escaped = rs_slice(scan->text.data + start + 1, scan->at - start - 2);
  rs_json_scan_space(scan);
  return rs_json_scan_take(scan, ':');
}

static bool take_literal(rs_json_scan *scan, const char *text) {
  for (; *text; text++)
    if (!rs_json_scan_take(scan, *text)) return false;
  return true;
}

/* One digit or more. */
static bool take_digits(rs_json_scan *scan) {
  size_t before = scan->at;
  while (scan->at < scan->text.len && rs_is_digit(scan->text.data[scan->at])) scan->at++;
  return scan->at > before;
}

/* Section 6: -0.5e+3; no zero before another digit, digits on both sides of the point. */
static bool take_number(rs_json_scan *scan) {
  rs_json_scan_take(scan, '-');
  if (!rs_json_scan_take(scan, '0') && !take_digits(scan)) return false;
  if (rs_json_scan_take(scan, '.') && !take_digits(scan)) return false;
  if (!rs_json_scan_take(scan, 'e') && !rs_json_scan_take(scan, 'E')) return true;
  if (!rs_json_scan_take(scan, '+')) rs_json_scan_take(scan, '-');
  return take_digits(scan);
}

static bool take_scalar(rs_json_scan *scan) {
  switch (rs_json_scan_peek(scan)) {
  case '"': return rs_json_scan_string(scan);
  case 't': return take_literal(scan, "true");
  case 'f': return take_literal(scan, "false");
  case 'n': return take_literal(scan, "null");
  default: return take_number(scan);
  }
}

/* What goes before the next value: nothing in an array, a name in an object. */
static bool take_name_in(rs_json_scan *scan, bool object) {
  reqsig_slice unused;
  return !object || rs_json_scan_name(scan, &unused);
}

/* Reads an opening bracket up to the first value. *complete: the bracket is closed at once. */
static reqsig_status take_open(rs_json_scan *scan, open_brackets *open, bool *complete) {
  bool object = rs_json_scan_peek(scan) == '{';
  if (!push(open, object)) return REQSIG_ERR_OUT_OF_RANGE;
  scan->at++;
  rs_json_scan_space(scan);
  *complete = rs_json_scan_take(scan, object ? '}' : ']');
  if (*complete) open->num--;
  return *complete || take_name_in(scan, object) ? REQSIG_OK : REQSIG_ERR_MALFORMED;
}

/* Reads on from the end of a value to the next value, or until all brackets are closed. */
static bool take_next(rs_json_scan *scan, open_brackets *open) {
  while (open->num > 0) {
    bool object = in_object(open);
    rs_json_scan_space(scan);
    if (rs_json_scan_take(scan, ',')) return take_name_in(scan, object);
    if (!rs_json_scan_take(scan, object ? '}' : ']')) return false;
    open->num--;
  }
  return true;
}

reqsig_status rs_json_scan_value(rs_json_scan *scan, size_t depth) {
  open_brackets open = {.outside = depth};
  do {
    rs_json_scan_space(scan);
    int c = rs_json_scan_peek(scan);
    bool complete = true;
    if (c == '[' || c == '{') {
      reqsig_status status = take_open(scan, &open, &complete);
      if (status != REQSIG_OK) return status;
    } else if (!take_scalar(scan)) {
      return REQSIG_ERR_MALFORMED;
    }
    if (complete && !take_next(scan, &open)) return REQSIG_ERR_MALFORMED;
  } while (open.num > 0);
  return REQSIG_OK;
}
