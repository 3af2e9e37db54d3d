/* Edits of the parameters that signing adds to the query. */
#include <string.h>

#include "generate/edit.h"
#include "lib/parameters.h"
#include "lib/request.h"

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
