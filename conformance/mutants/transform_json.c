#include "lib/json.h"
#include "lib/json_scan.h"
#include "lib/utf8.h"
#include "mutants/transforms.h"

bool transform_is_json(const struct transform_input *at, reqsig_slice text) {
  size_t offset;
  if (text.len > 0 && text.data == at->json.data && text.len == at->json.len) return true;
  return rs_json_check(text, &offset) == REQSIG_OK;
}

/* As JSON.stringify or json_encode do: the quotes and backslashes of the text get a backslash each. */
bool transform_json_string(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)how, (void)at;
  if (!rs_utf8_is_valid(from)) return false;
  text_add_string(to, "\"");
  for (size_t i = 0; i < from.len; i++) {
    uint8_t c = from.data[i];
    if (c == '\n')
      text_add_string(to, "\\n");
    else if (c == '\r')
      text_add_string(to, "\\r");
    else if (c == '\t')
      text_add_string(to, "\\t");
    else if (c < 0x20)
      text_addf(to, "\\u%04x", c);
    else {
      if (c == '"' || c == '\\') text_add_byte(to, '\\');
      text_add_byte(to, (char)c);
    }
  }
  text_add_string(to, "\"");
  return true;
}

/* The text as it is walked: tokens in, the style's tokens out. */
struct walk {
  const struct json_style *style;
  struct text *to;
  rs_json_scan scan;
  size_t depth;
};

static void add_lines(struct walk *walk) {
  if (!walk->style->respaced || !walk->style->indent) return;
  text_add_string(walk->to, "\n");
  for (size_t i = 0; i < walk->depth; i++) text_add_string(walk->to, walk->style->indent);
}

static void add_mark(struct walk *walk, const char *mark, char plain) {
  if (walk->style->respaced && mark)
    text_add_string(walk->to, mark);
  else
    text_add_byte(walk->to, plain);
}

static bool is_punctuation(int c) {
  return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

static size_t end_of_word(const rs_json_scan *scan) {
  size_t at = scan->at;
  while (at < scan->text.len && !is_punctuation(scan->text.data[at]) && scan->text.data[at] > ' ') at++;
  return at;
}

static void add_word(struct walk *walk, reqsig_slice word) {
  bool python = walk->style->python_literals;
  switch (word.data[0]) {
  case 't': text_add_string(walk->to, python ? "True" : "true"); break;
  case 'f': text_add_string(walk->to, python ? "False" : "false"); break;
  case 'n': text_add_string(walk->to, python ? "None" : "null"); break;
  default: json_write_number(walk->style->numbers, word, walk->to); break;
  }
}

static bool closes_at_once(const rs_json_scan *scan) {
  rs_json_scan ahead = *scan;
  rs_json_scan_space(&ahead);
  int c = rs_json_scan_peek(&ahead);
  return c == '}' || c == ']';
}

static void add_open(struct walk *walk, int bracket) {
  bool is_list = bracket == '[' || (walk->style->no_empty_objects && closes_at_once(&walk->scan));
  text_add_byte(walk->to, is_list ? '[' : '{');
  walk->depth++;
  if (!closes_at_once(&walk->scan)) add_lines(walk);
}

static void add_close(struct walk *walk, int bracket, bool empty) {
  walk->depth--;
  if (!empty) add_lines(walk);
  text_add_byte(walk->to, bracket == ']' || (empty && walk->style->no_empty_objects) ? ']' : '}');
}

static void add_punctuation(struct walk *walk, int c, bool after_open) {
  walk->scan.at++;
  switch (c) {
  case '{':
  case '[': add_open(walk, c); break;
  case '}':
  case ']': add_close(walk, c, after_open); break;
  case ',':
    add_mark(walk, walk->style->comma, ',');
    add_lines(walk);
    break;
  default: add_mark(walk, walk->style->colon, ':'); break;
  }
}

static void add_space(struct walk *walk) {
  size_t start = walk->scan.at;
  rs_json_scan_space(&walk->scan);
  if (!walk->style->respaced)
    text_add(walk->to, rs_slice(walk->scan.text.data + start, walk->scan.at - start));
}

/* The text is known to be JSON. */
static void add_tokens(struct walk *walk) {
  bool after_open = false;
  for (add_space(walk); walk->scan.at < walk->scan.text.len; add_space(walk)) {
    int c = rs_json_scan_peek(&walk->scan);
    size_t start = walk->scan.at;
    if (c == '"') {
      rs_json_scan_string(&walk->scan);
      json_write_string(walk->style, rs_slice(walk->scan.text.data + start, walk->scan.at - start), walk->to);
    } else if (is_punctuation(c)) {
      add_punctuation(walk, c, after_open);
    } else {
      walk->scan.at = end_of_word(&walk->scan);
      add_word(walk, rs_slice(walk->scan.text.data + start, walk->scan.at - start));
    }
    after_open = c == '{' || c == '[';
  }
}

static void rewrite(const struct json_style *style, reqsig_slice json, struct text *to) {
  struct text ordered = {0};
  bool reorders = style->order != JSON_ORDER_KEPT || style->duplicates != JSON_DUPLICATES_KEPT;
  if (reorders) json_reorder(style, json, &ordered);
  text_reserve(to, json.len);
  struct walk walk = {.style = style, .to = to, .scan = {reorders ? text_slice(&ordered) : json, 0}};
  add_tokens(&walk);
  if (style->end) text_add_string(to, style->end);
  text_free(&ordered);
}

bool json_rewrite(const struct json_style *style, reqsig_slice json, struct text *to) {
  size_t offset;
  if (rs_json_check(json, &offset) != REQSIG_OK) return false;
  rewrite(style, json, to);
  return true;
}

bool transform_json(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                    struct text *to) {
  if (!transform_is_json(at, from)) return false;
  rewrite(how->style, from, to);
  return true;
}

/* A part of a JSON body in the place of the whole. */

bool transform_json_element(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how;
  rs_json_scan scan = {from, 0};
  rs_json_scan_space(&scan);
  if (!transform_is_json(at, from) || !rs_json_scan_take(&scan, '[')) return false;
  rs_json_scan_space(&scan);
  if (rs_json_scan_peek(&scan) == ']') return false;
  size_t start = scan.at;
  rs_json_scan_value(&scan, 1);
  text_add(to, rs_slice(from.data + start, scan.at - start));
  return true;
}

bool transform_json_member(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  reqsig_slice value;
  if (!transform_is_json(at, from) || rs_json_member(from, reqsig_text(how->text), &value) != RS_JSON_FOUND)
    return false;
  text_add(to, value);
  return true;
}
