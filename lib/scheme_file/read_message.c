/* The message, its key, and the headers that carry the MAC. */
#include "scheme_file/template.h"

/* What stands between the i-th piece and the placeholder before it: a literal, or nothing. */
static reqsig_slice gap_before(const rs_template *template, size_t i) {
  const rs_part *before = &template->pieces[i - 1].part;
  return before->from == RS_FROM_LITERAL ? before->literal : rs_slice(NULL, 0);
}

static bool is_placeholder(const rs_piece *piece) {
  return piece->part.from != RS_FROM_LITERAL;
}

static size_t first_placeholder(const rs_template *template) {
  size_t i = 0;
  while (i < template->num && !is_placeholder(&template->pieces[i])) i++;
  return i;
}

/* The literal that stands between the placeholders wherever one does: it is the recipe's separator. Empty if
 * there are different ones, or one alone and placeholders without any between them. */
static reqsig_slice find_separator(const rs_template *template) {
  reqsig_slice separator = rs_slice(NULL, 0);
  size_t num_separated = 0, num_glued = 0;
  for (size_t i = first_placeholder(template) + 1; i < template->num; i++) {
    if (!is_placeholder(&template->pieces[i])) continue;
    reqsig_slice gap = gap_before(template, i);
    if (gap.len == 0) {
      num_glued++;
      continue;
    }
    if (separator.len > 0 && !rs_slice_equal(separator, gap)) return rs_slice(NULL, 0);
    separator = gap;
    num_separated++;
  }
  bool separates = num_separated > 1 || num_glued == 0;
  return separates ? separator : rs_slice(NULL, 0);
}

/* Whether the i-th piece is a literal between two placeholders. */
static bool is_gap(const rs_template *template, size_t i, size_t first) {
  return i > first && i + 1 < template->num && !is_placeholder(&template->pieces[i]);
}

bool rs_read_message(rs_reader *reader, reqsig_slice value) {
  rs_template template;
  reqsig_scheme *scheme = reader->scheme;
  if (!rs_read_template(reader, value, &template)) return false;
  if (!scheme->groups) scheme->separator = find_separator(&template);
  bool separated = scheme->separator.len > 0;
  size_t num = 0, first = first_placeholder(&template);
  for (size_t i = 0; i < template.num; i++) {
    const rs_piece *piece = &template.pieces[i];
    if (rs_is_hmac(piece->part.transforms[0]))
      return rs_reader_fail(reader, piece->where, "no hmac in the message: it is of headers");
    if (piece->coded) return rs_reader_fail(reader, piece->where, "no base64 of a part: it is of headers");
    if (piece->part.from == RS_FROM_MAC)
      return rs_reader_fail(reader, piece->where, "no mac: it is of the message");
    if (separated && is_gap(&template, i, first)) continue;
    if (num == RS_MAX_MESSAGE_PARTS)
      return rs_reader_fail(reader, piece->where, "a message of at most %d parts", RS_MAX_MESSAGE_PARTS);
    scheme->message[num] = piece->part;
    bool follows = i > 0 && is_placeholder(piece) && i != first && gap_before(&template, i).len > 0;
    scheme->message[num].glued = separated && num > 0 && !follows;
    num++;
  }
  return true;
}

static bool read_step(rs_reader *reader, reqsig_slice value, rs_part *step) {
  rs_template template;
  reader->in_key = true;
  bool is_read = rs_read_template(reader, value, &template);
  reader->in_key = false;
  if (!is_read) return false;
  *step = template.pieces[0].part;
  bool is_value =
      step->from == RS_FROM_LITERAL || step->from == RS_FROM_CREDENTIAL || step->from == RS_FROM_TIMESTAMP;
  rs_transform form = step->transforms[0];
  bool as_it_is = !step->omit && !step->cut && (!form || rs_is_day(form) || rs_is_hmac(form));
  bool is_plain = step->group == 0 && !template.pieces[0].coded;
  if (template.num == 1 && is_value && as_it_is && is_plain) return true;
  return rs_reader_fail(reader, value, "a text, a credential or the timestamp alone, or with hmac behind it");
}

/* ["AWS4{secret}", "{timestamp|as:YYYYMMDD}", "{region}"]: the first is a key, and each of the others is
 * signed with the key that comes of what stands before it. */
bool rs_read_key(rs_reader *reader, reqsig_slice value) {
  rs_mac_rule *mac = &reader->scheme->mac;
  reqsig_slice name, item;
  if (value.data[0] != '[') return rs_read_key_of(reader, value, mac);
  rs_json_items items = rs_json_items_of(value);
  if (!rs_json_items_next(&items, &name, &item))
    return rs_reader_fail(reader, value, "a key, and behind it what is signed with it");
  if (!rs_read_key_of(reader, item, mac)) return false;
  rs_part *steps = rs_reader_take(reader, (RS_MAX_KEY_STEPS + 1) * sizeof *steps);
  size_t num = 0;
  if (!steps) return false;
  for (; rs_json_items_next(&items, &name, &item); num++) {
    if (num == RS_MAX_KEY_STEPS)
      return rs_reader_fail(reader, item, "at most %d steps behind the key", RS_MAX_KEY_STEPS);
    if (!read_step(reader, item, &steps[num])) return false;
  }
  mac->steps = steps;
  if (num > 0) return true;
  return rs_reader_fail(reader, value, "a step behind the key, or the key alone without an array");
}

/* The index of a secret credential; false if the name is none's. */
static bool find_secret(const reqsig_scheme *scheme, reqsig_slice name, uint8_t *index) {
  for (*index = 0; *index < RS_MAX_CREDENTIALS && scheme->credentials[*index].name; ++*index)
    if (rs_slice_equal(reqsig_text(scheme->credentials[*index].name), name))
      return scheme->credentials[*index].secret;
  return false;
}

/* "{NAME}" or "{NAME|percent-encode}" at the end of a key. */
static bool read_other_key(rs_reader *reader, reqsig_slice value, const char *text, rs_mac_rule *mac) {
  reqsig_slice words = rs_slice(text + 1, strcspn(text, "}") - 1), name = words;
  static const char form[] = "|percent-encode";
  name.len = strcspn(text + 1, "|}");
  mac->is_joined = true;
  mac->other_encoded = rs_slice_equal(rs_slice_after(words, name.len), reqsig_text(form));
  bool is_last = text[words.len + 1] == '}' && text[words.len + 2] == '\0';
  bool as_it_is = name.len == words.len || mac->other_encoded;
  if (is_last && as_it_is && find_secret(reader->scheme, name, &mac->other_key) && mac->other_key != mac->key)
    return true;
  return rs_reader_fail(reader, value,
                        "at the end of a key of two another secret credential, \"{NAME}\" or "
                        "\"{NAME|percent-encode}\"");
}

/* "{NAME}" or "{NAME|cut:TEXT|from-base64}", with text before and behind; and behind that maybe another one.
 */
bool rs_read_key_of(rs_reader *reader, reqsig_slice value, rs_mac_rule *mac) {
  char *text = rs_read_string(reader, value);
  if (!text) return false;
  size_t before = strcspn(text, "{}");
  mac->key_before = rs_slice(text, before);
  text += before;
  size_t len = strcspn(text, "}") + 1, name = strcspn(text, "|}");
  size_t behind = strlen(text) > len ? strcspn(text + len, "{}") : 0;
  bool is_one = text[0] == '{' && len > 2 && text[len - 1] == '}' && text[len + behind] != '}';
  if (!is_one)
    return rs_reader_fail(reader, value,
                          "one credential as a template, \"{NAME}\", and text without braces around it");
  mac->key_behind = rs_slice(text + len, behind);
  if (!find_secret(reader->scheme, rs_slice(text + 1, name - 1), &mac->key))
    return rs_reader_fail(reader, value, "the name of a secret credential between the braces");
  if (text[len + behind] == '{' && !read_other_key(reader, value, text + len + behind, mac)) return false;
  reqsig_slice form = rs_slice(text + name, len - name - 1); /* with its bar, if there is one */
  if (rs_slice_starts_with(form, RS_LITERAL("|cut:"))) {
    const char *cut = text + name + strlen("|cut:");
    mac->key_cut = rs_slice(cut, strcspn(cut, "|}"));
    if (mac->key_cut.len == 0) return rs_reader_fail(reader, value, "a text behind \"cut:\"");
    form = rs_slice_after(form, strlen("|cut:") + mac->key_cut.len);
  }
  if (form.len == 0) return true;
  form = rs_slice_after(form, 1);
  const rs_word *word = rs_word_match(RS_WORD_KEY_FORM, form);
  if (word && strlen(word->text) == form.len) {
    mac->key_form = (rs_key_form)word->value;
    return true;
  }
  const char *words[RS_MAX_WORDS];
  return rs_reader_fail_near(reader, value, form, words, rs_words_of(RS_WORD_KEY_FORM, words),
                             "a form of the key behind \"|\", such as from-base64");
}
