#include <string.h>

#include "diagnose/notation.h"
#include "lib/header_value.h"

static const struct notation no_prefix = {"prefix-missing", "The text before the signature is missing.",
                                          "Send the text that the scheme has before the signature."};
static const struct notation other_prefix = {"prefix-missing/other",
                                             "Another text stands before the signature than the scheme has.",
                                             "Send the text that the scheme has before the signature."};
static const struct notation upper_prefix = {
    "prefix-missing/upper-case", "The text before the signature is in other letter case.",
    "Send the text before the signature in the document's letter case."};
static const struct notation double_prefix = {"prefix-missing/doubled",
                                              "The text before the signature is there twice.",
                                              "Send the text before the signature once."};
static const struct notation blanks_at_equals = {"header-whitespace/equals",
                                                 "White space stands around the = of the text before the "
                                                 "signature.",
                                                 "Write the = without white space around it."};
static const struct notation all_in_quotes = {"bytes-repr/whole-value", "The whole value stands in quotes.",
                                              "Send the value without quotes."};

static bool begins_alike(reqsig_slice value, reqsig_slice literal) {
  return value.len >= literal.len && rs_slice_equal_ignoring_case(rs_slice(value.data, literal.len), literal);
}

static bool is_blank(uint8_t c) {
  return c == ' ' || c == '\t';
}

static reqsig_slice skip_blanks(reqsig_slice text) {
  while (text.len > 0 && is_blank(text.data[0])) text = rs_slice_after(text, 1);
  return text;
}

/* "sha256 = 5f" where "sha256=5f" is due. */
static void begin_behind_blanks(const struct signature_value *whole, reqsig_slice prefix) {
  if (prefix.len < 2 || prefix.data[prefix.len - 1] != '=') return;
  reqsig_slice word = rs_slice(prefix.data, prefix.len - 1);
  if (!rs_slice_starts_with(whole->value, word)) return;
  reqsig_slice rest = skip_blanks(rs_slice_after(whole->value, word.len));
  bool is_spaced = rest.data > whole->value.data + word.len;
  if (is_spaced && rs_slice_starts_with(rest, RS_LITERAL("=")))
    whole->add(whole->user, &blanks_at_equals, skip_blanks(rs_slice_after(rest, 1)));
}

/* "\"sha256=5f\"" where "sha256=5f" is due. */
static void begin_in_quotes(const struct signature_value *whole, reqsig_slice prefix) {
  reqsig_slice value = whole->value;
  if (value.len < prefix.len + 2 || (value.data[0] != '"' && value.data[0] != '\'') ||
      value.data[value.len - 1] != value.data[0])
    return;
  reqsig_slice inside = rs_slice(value.data + 1, value.len - 2);
  if (rs_slice_starts_with(inside, prefix))
    whole->add(whole->user, &all_in_quotes, rs_slice_after(inside, prefix.len));
}

/* Where the fixed text before the MAC ends, by the header's rule. */
static void begin_behind_prefix(const struct signature_value *whole) {
  const rs_header_rule *rule = whole->rule;
  reqsig_slice value = whole->value;
  reqsig_slice prefix = rule->value[0].literal;
  begin_behind_blanks(whole, prefix);
  begin_in_quotes(whole, prefix);
  if (rs_slice_starts_with(value, prefix)) {
    reqsig_slice rest = rs_slice_after(value, prefix.len);
    if (rs_slice_starts_with(rest, prefix))
      whole->add(whole->user, &double_prefix, rs_slice_after(rest, prefix.len));
    whole->add(whole->user, NULL, rest);
  } else if (begins_alike(value, prefix)) {
    whole->add(whole->user, &upper_prefix, rs_slice_after(value, prefix.len));
  } else if (peel_word(value) > 0) {
    whole->add(whole->user, &other_prefix, rs_slice_after(value, peel_word(value)));
  }
  whole->add(whole->user, whole->recipe->encoding.prefix_optional ? NULL : &no_prefix, value);
}

/* A key id stands between the fixed text and the MAC, behind the last of the literals. */
static void begin_behind_key_id(const struct signature_value *whole, reqsig_slice literal) {
  const rs_header_rule *rule = whole->rule;
  reqsig_slice value = whole->value;
  reqsig_slice first = rule->value[0].literal;
  const struct notation *step = rs_slice_starts_with(value, first) ? NULL
                                : begins_alike(value, first)       ? &upper_prefix
                                                                   : &no_prefix;
  if (first.len > 0 && rs_slice_starts_with(value, first) &&
      rs_slice_starts_with(rs_slice_after(value, first.len), first))
    step = &double_prefix;
  if (step == &no_prefix && memchr(value.data, ' ', value.len)) step = &other_prefix;
  size_t at = value.len;
  while (at > 0 && value.data[at - 1] == '=') at--; /* the MAC's own padding */
  while (at > 0 && value.data[at - 1] != literal.data[literal.len - 1]) at--;
  whole->add(whole->user, at > 0 ? step : &no_prefix, rs_slice_after(value, at));
}

static bool has_byte(reqsig_slice text, uint8_t c) {
  return text.len > 0 && memchr(text.data, c, text.len);
}

/* Whether elements may be parted by that byte, in this list or in one that is written otherwise. */
static bool parts_elements(const rs_header_rule *rule, uint8_t c) {
  for (size_t i = 1; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i += 2)
    if (has_byte(rs_header_value_tag(rule, i), c)) return false;
  return has_byte(RS_LITERAL(" \t,;&"), c) || has_byte(rule->item_separator, c);
}

static bool next_element(const rs_header_rule *rule, reqsig_slice *rest, reqsig_slice *element) {
  size_t len = 0;
  while (rest->len > 0 && parts_elements(rule, rest->data[0])) *rest = rs_slice_after(*rest, 1);
  while (len < rest->len && !parts_elements(rule, rest->data[len])) len++;
  *element = rs_slice(rest->data, len);
  *rest = rs_slice_after(*rest, len);
  return len > 0;
}

static size_t part_from(const rs_header_rule *rule, rs_source source) {
  size_t i = 0;
  while (i < RS_MAX_VALUE_PARTS - 1 && rule->value[i].from != source) i++;
  return i;
}

reqsig_slice list_element(const rs_header_rule *rule, rs_source source, reqsig_slice value) {
  reqsig_slice tag = rs_header_value_tag(rule, part_from(rule, source));
  for (reqsig_slice element; next_element(rule, &value, &element);)
    if (begins_alike(element, tag)) return rs_slice_after(element, tag.len);
  return rs_slice(NULL, 0);
}

static bool has_blank_before(reqsig_slice value, reqsig_slice tag) {
  for (size_t at = 1; at < value.len; at++)
    if (is_blank(value.data[at - 1]) && rs_slice_starts_with(rs_slice_after(value, at), tag)) return true;
  return false;
}

/* The value without blanks behind separators. */
static reqsig_slice without_blanks(struct arena *arena, const rs_header_rule *rule, reqsig_slice value) {
  reqsig_buffer to = {arena_get(arena, value.len + 1), value.len, 0};
  for (bool begins = true; value.len > 0;) {
    bool parts = rs_slice_starts_with(value, rule->item_separator);
    size_t len = parts ? rule->item_separator.len : 1;
    if (parts || !begins || !is_blank(value.data[0])) {
      rs_put_slice(&to, rs_slice(value.data, len));
      begins = parts;
    }
    value = rs_slice_after(value, len);
  }
  return rs_slice(to.data, to.len);
}

static void add_tags_behind_blanks(struct text *words, const struct signature_value *whole) {
  const rs_header_rule *rule = whole->rule;
  for (size_t i = 1; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i += 2) {
    reqsig_slice tag = rs_header_value_tag(rule, i);
    if (!has_blank_before(whole->value, tag)) continue;
    text_add_string(words, words->len == 0 ? "A space stands before " : " and ");
    text_add(words, tag);
  }
}

/* What is wrong with a list that has the right form but for blanks between its items; else NULL. */
static const struct notation *step_of_blanks(const struct signature_value *whole) {
  const rs_header_rule *rule = whole->rule;
  reqsig_slice pieces[RS_MAX_VALUE_PARTS], bare = without_blanks(whole->arena, rule, whole->value);
  if (!rs_header_value_split(whole->recipe, rule, whole->value, pieces) ||
      rs_header_value_split(whole->recipe, rule, bare, pieces))
    return NULL;
  struct notation *step = arena_get(whole->arena, sizeof *step);
  struct text words = {0};
  add_tags_behind_blanks(&words, whole);
  text_add_string(&words, ".");
  *step = (struct notation){"header-whitespace/items", arena_copy_string(whole->arena, text_string(&words)),
                            "Write the items with nothing but their separator between them."};
  text_free(&words);
  return step;
}

/* The elements with the MAC's own tag come first, then those with a tag that the list does not have. */
static void texts_of_list(const struct signature_value *whole) {
  const rs_header_rule *rule = whole->rule;
  reqsig_slice tag = rs_header_value_tag(rule, part_from(rule, RS_FROM_MAC)), element;
  const struct notation *blanks = step_of_blanks(whole);
  for (reqsig_slice rest = whole->value; next_element(rule, &rest, &element);)
    if (begins_alike(element, tag))
      whole->add(whole->user, rs_slice_starts_with(element, tag) ? blanks : &upper_prefix,
                 rs_slice_after(element, tag.len));
  for (reqsig_slice rest = whole->value; next_element(rule, &rest, &element);)
    if (!begins_alike(element, tag))
      whole->add(whole->user, peel_word(element) > 0 ? &other_prefix : &no_prefix,
                 rs_slice_after(element, peel_word(element)));
}

/* Where more follows the MAC, what stands there tells where it ends. */
static bool begin_between(const struct signature_value *whole, size_t mac) {
  const rs_header_rule *rule = whole->rule;
  reqsig_slice value = whole->value;
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  if (mac == RS_MAX_VALUE_PARTS - 1 || !rule->value[mac + 1].from) return false;
  if (rs_header_value_split(whole->recipe, rule, value, pieces)) return false;
  whole->add(whole->user, NULL, pieces[mac]);
  return true;
}

void signature_texts(const struct signature_value *whole) {
  const rs_header_rule *rule = whole->rule;
  reqsig_slice value = whole->value;
  size_t mac = part_from(rule, RS_FROM_MAC);
  if (rule->item_separator.len > 0)
    texts_of_list(whole);
  else if (begin_between(whole, mac))
    return;
  else if (mac == 0)
    whole->add(whole->user, NULL, value);
  else if (mac == 1 && rule->value[0].from == RS_FROM_LITERAL)
    begin_behind_prefix(whole);
  else if (rule->value[mac - 1].from == RS_FROM_LITERAL)
    begin_behind_key_id(whole, rule->value[mac - 1].literal);
}
