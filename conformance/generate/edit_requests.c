#include <ctype.h>
#include <string.h>

#include "generate/edit.h"
#include "lib/bytes.h"
#include "lib/parameters.h"
#include "lib/request.h"

/* Edits of method, target and body. */

static bool is_timed(const struct edit *edit) {
  return edit->twin->scheme->time.place == RS_TIME_IN_BODY_MEMBER;
}

static bool set_body(struct edit *edit, reqsig_slice body, const char *words) {
  bool changed = !rs_slice_equal(body, edit->vector->request.body);
  edit->vector->request.body = body;
  edit_tell(edit, "body", words);
  return changed;
}

/* Not where the body tells the time: that might be a second thing changed. */
static bool change_last_letter(struct edit *edit) {
  reqsig_slice body = edit->vector->request.body;
  if (is_timed(edit)) return false;
  uint8_t *bytes = edit_copy(edit, body);
  for (size_t i = body.len; i-- > 0;) {
    if (!isalnum(bytes[i])) continue;
    bytes[i] = bytes[i] == 'x' ? 'y' : 'x';
    return set_body(edit, rs_slice(bytes, body.len), "another letter in place of the body's last one");
  }
  return false;
}

static bool append_space(struct edit *edit) {
  reqsig_slice body = edit->vector->request.body;
  return body.len > 0 && set_body(edit, edit_insert(edit, body, body.len, " "), "a space behind the body");
}

static bool append_line_feed(struct edit *edit) {
  reqsig_slice body = edit->vector->request.body;
  return body.len > 0 &&
         set_body(edit, edit_insert(edit, body, body.len, "\n"), "a line feed behind the body");
}

static bool append_no_utf8(struct edit *edit) {
  reqsig_slice body = edit->vector->request.body;
  if (body.len == 0 || is_timed(edit)) return false;
  return set_body(edit, edit_insert(edit, body, body.len, "\xFF"), "a byte that is no UTF-8 behind the body");
}

static bool exchange_body(struct edit *edit) {
  if (edit->vector->request.body.len == 0) return false;
  return set_body(edit, draw_body(edit->generator, edit->generator->timestamp_ms), "another body");
}

/* Whether a scheme signs a request may depend on its method: then it is not changed. */
static bool set_method(struct edit *edit, reqsig_slice method, const char *words) {
  bool changed = !rs_slice_equal(method, edit->vector->request.method);
  if (edit->twin->scheme->signs.methods[0]) return false;
  edit->vector->request.method = method;
  edit_tell(edit, "method", words);
  return changed;
}

static bool change_method(struct edit *edit) {
  bool is_put = rs_slice_equal_ignoring_case(edit->vector->request.method, RS_LITERAL("PUT"));
  return set_method(edit, is_put ? RS_LITERAL("PATCH") : RS_LITERAL("PUT"),
                    is_put ? "the method PATCH" : "the method PUT");
}

static bool change_case_of_method(struct edit *edit) {
  uint8_t *method = edit_copy(edit, edit->vector->request.method);
  for (size_t i = 0; method[i]; i++) method[i] = (uint8_t)tolower(method[i]);
  return set_method(edit, reqsig_text((const char *)method), "the method in lower case");
}

static bool set_target(struct edit *edit, reqsig_slice target, const char *words) {
  bool changed = !rs_slice_equal(target, edit->vector->request.target);
  edit->vector->request.target = target;
  edit_tell(edit, "target", words);
  return changed;
}

static bool lengthen_path(struct edit *edit) {
  return set_target(edit, edit_insert(edit, edit->vector->request.target, 1, "x"),
                    "a letter at the beginning of the path");
}

/* The path begins with a letter, and is no dot segment before or after. */
static bool change_case_of_path(struct edit *edit) {
  reqsig_slice target = edit->vector->request.target;
  return target.len > 1 && isalpha(target.data[1]) &&
         set_target(edit, edit_change_case(edit, target, 1),
                    "the first letter of the path in the other letter case");
}

static bool escape_in_path(struct edit *edit) {
  static const char digits[] = "0123456789ABCDEF";
  reqsig_slice target = edit->vector->request.target;
  if (target.len < 2) return false;
  uint8_t letter = target.data[1], *copy = edit_copy(edit, target);
  const char rest[] = {digits[letter >> 4], digits[letter & 15], '\0'};
  copy[1] = '%';
  return set_target(edit, edit_insert(edit, rs_slice(copy, target.len), 2, rest),
                    "the first letter of the path escaped");
}

static bool lengthen_query(struct edit *edit) {
  reqsig_slice target = edit->vector->request.target;
  bool has_query = memchr(target.data, '?', target.len) != NULL;
  return set_target(edit, edit_insert(edit, target, target.len, has_query ? "&x=1" : "?x=1"),
                    "one more parameter in the query");
}

edit_fn *const edits_of_requests[] = {
    change_last_letter,    append_space,  append_line_feed,    append_no_utf8, exchange_body,  change_method,
    change_case_of_method, lengthen_path, change_case_of_path, escape_in_path, lengthen_query, NULL};

/* Edits of the parameters that signing adds to the query. */

static const rs_header_rule *draw_rule(struct edit *edit) {
  const rs_header_rule *rules = edit->twin->scheme->headers, *added[REQSIG_MAX_ADDED_HEADERS];
  size_t num = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && rules[i].name.len > 0; i++)
    if (rules[i].place == RS_IN_QUERY) added[num++] = &rules[i];
  return num > 0 ? added[random_below(&edit->generator->random, num)] : NULL;
}

/* Where the value stands in the target; false if the parameter is not there. */
static bool find_value(const struct edit *edit, const rs_header_rule *rule, rs_parameter *found) {
  reqsig_slice all = rs_bare_query_of(edit->twin->signed_request.target);
  while (rule && rs_parameter_next(&all, found))
    if (rs_parameter_is(found->name, rule->name)) return found->value.len > 0;
  return false;
}

/* The target with something else in the place of a part of it. */
static void put_instead(struct edit *edit, const rs_header_rule *rule, reqsig_slice part, reqsig_slice other,
                        const char *words) {
  reqsig_slice target = edit->twin->signed_request.target;
  struct text text = {0}, changes = {0};
  size_t at = (size_t)(part.data - target.data);
  text_add(&text, rs_slice(target.data, at));
  text_add(&text, other);
  text_add(&text, rs_slice_after(target, at + part.len));
  edit->vector->request.target = draw_keep(edit->generator, &text);
  text_addf(&changes, "the parameter %.*s %s", (int)rule->name.len, (const char *)rule->name.data, words);
  edit_tell(edit, "target", (const char *)draw_keep(edit->generator, &changes).data);
}

static bool drop_parameter(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  rs_parameter found;
  if (!find_value(edit, rule, &found)) return false;
  put_instead(edit, rule, found.whole, RS_LITERAL("x=1"), "left out, and another one in its place");
  return true;
}

static bool empty_parameter(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  rs_parameter found;
  if (!find_value(edit, rule, &found)) return false;
  put_instead(edit, rule, found.value, rs_slice(NULL, 0), "emptied");
  return true;
}

static bool double_parameter(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  rs_parameter found;
  struct text twice = {0};
  if (!find_value(edit, rule, &found)) return false;
  text_add(&twice, found.whole);
  text_add_string(&twice, "&");
  text_add(&twice, found.whole);
  put_instead(edit, rule, found.whole, draw_keep(edit->generator, &twice), "twice with the same value");
  return true;
}

/* The first character, so that what is encoded stays so. */
static bool change_parameter(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  rs_parameter found;
  if (!find_value(edit, rule, &found) || *found.value.data == '%') return false;
  uint8_t other = *found.value.data == '1' ? '2' : '1';
  put_instead(edit, rule, rs_slice(found.value.data, 1), rs_slice(&other, 1), "with another first character");
  return true;
}

static bool lengthen_parameter(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  rs_parameter found;
  if (!find_value(edit, rule, &found)) return false;
  reqsig_slice behind = rs_slice(found.value.data + found.value.len, 0);
  put_instead(edit, rule, behind, RS_LITERAL("0"), "with one digit more");
  return true;
}

/* The same parameters in another order: right only where they are sorted. */
static bool move_parameter(struct edit *edit) {
  const rs_header_rule *rule = draw_rule(edit);
  rs_parameter found;
  reqsig_slice target = edit->twin->signed_request.target, query = rs_bare_query_of(target);
  if (!find_value(edit, rule, &found) || found.whole.data == query.data) return false;
  struct text text = {0};
  size_t before = (size_t)(found.whole.data - query.data) - 1; /* without the "&" */
  text_add(&text, found.whole);
  text_add_string(&text, "&");
  text_add(&text, rs_slice(query.data, before));
  reqsig_slice old = rs_slice(query.data, before + 1 + found.whole.len);
  put_instead(edit, rule, old, draw_keep(edit->generator, &text), "moved to the front");
  return true;
}

edit_fn *const edits_of_parameters[] = {drop_parameter,
                                        empty_parameter,
                                        double_parameter,
                                        change_parameter,
                                        lengthen_parameter,
                                        move_parameter,
                                        NULL};
