#include "scheme_file/template.h"

#include <stdio.h>

static const char header_prefix[] = "header:", form_prefix[] = "form:", method_prefix[] = "if-method:";

/* A placeholder that is read: its words, and where they stand in the file. */
typedef struct placeholder {
  reqsig_slice rest;
  reqsig_slice where;
  rs_piece *piece;
  size_t num_forms;
} placeholder;

static bool is_credential(const reqsig_scheme *scheme, size_t at, reqsig_slice text) {
  return rs_slice_equal(reqsig_text(scheme->credentials[at].name), text);
}

static bool fail_of_source(rs_reader *reader, const placeholder *p) {
  const char *words[RS_MAX_WORDS + RS_MAX_CREDENTIALS + RS_MAX_NAMED_PARTS];
  size_t num = rs_words_of(RS_WORD_SOURCE, words);
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && reader->scheme->credentials[i].name; i++)
    words[num++] = reader->scheme->credentials[i].name;
  for (size_t i = 0; i < RS_MAX_NAMED_PARTS && reader->parts[i].name; i++)
    words[num++] = reader->parts[i].name;
  return rs_reader_fail_near(
      reader, p->where, p->rest, words, num,
      "a source behind \"{\": body or another word, or the name of a credential, a list or a part");
}

static size_t len_to_bar(reqsig_slice text) {
  const uint8_t *bar = text.len > 0 ? memchr(text.data, '|', text.len) : NULL;
  return bar ? (size_t)(bar - text.data) : text.len;
}

/* The name of a credential, up to a "|" or the end. */
static bool take_credential(rs_reader *reader, placeholder *p) {
  reqsig_slice name = rs_slice(p->rest.data, len_to_bar(p->rest));
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && reader->scheme->credentials[i].name; i++) {
    if (!is_credential(reader->scheme, i, name)) continue;
    p->piece->part.from = RS_FROM_CREDENTIAL;
    p->piece->part.credential = (uint8_t)i;
    p->rest = rs_slice_after(p->rest, name.len);
    return true;
  }
  return fail_of_source(reader, p);
}

/* "header:NAME", up to a "|" or the end. */
static bool take_header(rs_reader *reader, placeholder *p) {
  reqsig_slice name = rs_slice_after(p->rest, strlen(header_prefix));
  size_t len = 0;
  while (len < name.len && rs_is_token_char(name.data[len]) && name.data[len] != '|') len++;
  if (len == 0 || (len < name.len && name.data[len] != '|'))
    return rs_reader_fail(reader, p->where, "a header's name behind \"header:\"");
  p->piece->part.from = RS_FROM_HEADER;
  p->piece->part.literal = rs_slice(name.data, len);
  p->rest = rs_slice_after(name, len);
  return true;
}

/* "query|without:NAMES", up to a "|" or the end. */
static bool take_list_in_place(rs_reader *reader, placeholder *p, size_t prefix) {
  reqsig_slice names = rs_slice_after(p->rest, prefix);
  bool mark = p->rest.data[0] == '?';
  names.len = len_to_bar(names);
  p->piece->part.from = RS_FROM_LIST;
  p->rest = rs_slice_after(p->rest, prefix + names.len);
  return rs_read_list_in_place(reader, p->where, names, mark, &p->piece->part.list);
}

/* "form:NAME", up to a "|" or the end. */
static bool take_form_field(rs_reader *reader, placeholder *p) {
  reqsig_slice name = rs_slice_after(p->rest, strlen(form_prefix));
  name.len = len_to_bar(name);
  p->piece->part.from = RS_FROM_LIST;
  p->rest = rs_slice_after(p->rest, strlen(form_prefix) + name.len);
  return rs_read_form_field(reader, p->where, name, &p->piece->part.list);
}

static bool take_source(rs_reader *reader, placeholder *p) {
  static const char in_place[] = "?query|without:";
  size_t prefix = sizeof in_place - 1;
  if (rs_slice_starts_with(p->rest, rs_slice(in_place, prefix))) return take_list_in_place(reader, p, prefix);
  if (rs_slice_starts_with(p->rest, rs_slice(in_place + 1, prefix - 1)))
    return take_list_in_place(reader, p, prefix - 1);
  if (rs_find_list(reader, rs_slice(p->rest.data, len_to_bar(p->rest)), &p->piece->part.list)) {
    p->piece->part.from = RS_FROM_LIST;
    p->rest = rs_slice_after(p->rest, len_to_bar(p->rest));
    return true;
  }
  if (rs_slice_starts_with(p->rest, reqsig_text(header_prefix))) return take_header(reader, p);
  if (rs_slice_starts_with(p->rest, reqsig_text(form_prefix))) return take_form_field(reader, p);
  const rs_word *word = rs_word_match(RS_WORD_SOURCE, p->rest);
  if (!word) return take_credential(reader, p);
  p->piece->part.from = (rs_source)word->value;
  p->rest = rs_slice_after(p->rest, strlen(word->text));
  return true;
}

/* A day is told of a timestamp as it is; nothing stands behind that, or behind bytes that are no text. */
static bool form_fits(rs_reader *reader, const placeholder *p, rs_transform form) {
  const rs_part *part = &p->piece->part;
  bool is_first = p->num_forms == 0 && !part->cut && !part->omit;
  if (rs_is_day(form) && (part->from != RS_FROM_TIMESTAMP || !is_first))
    return rs_reader_fail(reader, p->where, "as: right behind timestamp");
  rs_transform last = p->num_forms > 0 ? part->transforms[p->num_forms - 1] : RS_AS_IS;
  if (rs_is_day(last) || rs_is_raw(last))
    return rs_reader_fail(reader, p->where, "nothing behind a day or the bytes of a digest");
  reader->scheme->time.has_day |= rs_is_day(form);
  return true;
}

/* Behind a source stand a condition, then a cut, then forms. */
static bool put_word(rs_reader *reader, placeholder *p, const rs_word *word) {
  rs_part *part = &p->piece->part;
  bool is_list = part->from == RS_FROM_LIST;
  if (is_list && (word->kind != RS_WORD_FORM || word->value == RS_JSON_COMPACT))
    return rs_reader_fail(reader, p->where,
                          "a form that fits a list or a part: upper, percent-encode or a digest");
  if (word->kind == RS_WORD_FORM && !form_fits(reader, p, (rs_transform)word->value)) return false;
  bool may_be_keyed = part->from == RS_FROM_CREDENTIAL || (part->from == RS_FROM_TIMESTAMP && reader->in_key);
  bool is_first = p->num_forms == 0 && !part->cut && !part->omit;
  if (word->kind == RS_WORD_FORM && rs_is_hmac((rs_transform)word->value) && !(may_be_keyed && is_first))
    return rs_reader_fail(reader, p->where, "hmac right behind a credential, or the time in a key");
  if (rs_is_hmac(part->transforms[0])) return rs_reader_fail(reader, p->where, "nothing behind an hmac");
  if (word->kind == RS_WORD_FORM) {
    if (p->num_forms == RS_MAX_TRANSFORMS)
      return rs_reader_fail(reader, p->where, "at most %d forms in a placeholder", RS_MAX_TRANSFORMS);
    part->transforms[p->num_forms++] = (rs_transform)word->value;
    return true;
  }
  if (word->kind == RS_WORD_CUT) {
    if (part->cut || p->num_forms > 0)
      return rs_reader_fail(reader, p->where, "%s once, and before the forms", word->text);
    part->cut = (rs_cut)word->value;
    return true;
  }
  if (part->omit || part->cut || p->num_forms > 0)
    return rs_reader_fail(reader, p->where, "one condition, right behind the source");
  part->omit = (rs_omission)word->value;
  return true;
}

static bool fail_of_form(rs_reader *reader, const placeholder *p, reqsig_slice text,
                         const rs_word_kind *kinds, size_t num_kinds) {
  const rs_word *of_part = rs_word_match(RS_WORD_PART_CONDITION, text);
  const char *words[3 * RS_MAX_WORDS];
  size_t num = 0;
  if (of_part)
    return rs_reader_fail(reader, p->where, "%s only right behind the name of a part", of_part->text);
  for (size_t i = 0; i < num_kinds; i++) num += rs_words_of(kinds[i], words + num);
  return rs_reader_fail_near(reader, p->where, text, words, num, "a form behind \"|\", such as upper");
}

static const rs_word *match_any(const rs_word_kind *kinds, size_t num, reqsig_slice text) {
  for (size_t i = 0; i < num; i++) {
    const rs_word *word = rs_word_match(kinds[i], text);
    if (word) return word;
  }
  return NULL;
}

static bool take_forms(rs_reader *reader, placeholder *p) {
  static const rs_word_kind kinds[] = {RS_WORD_CONDITION, RS_WORD_CUT, RS_WORD_FORM};
  enum { NUM_KINDS = sizeof kinds / sizeof *kinds };
  while (p->rest.len > 0) {
    reqsig_slice text = rs_slice_after(p->rest, 1); /* behind the bar */
    const rs_word *word = match_any(kinds, NUM_KINDS, text);
    if (!word) return fail_of_form(reader, p, text, kinds, NUM_KINDS);
    if (!put_word(reader, p, word)) return false;
    p->rest = rs_slice_after(text, strlen(word->text));
  }
  return true;
}

static bool take_encoding(rs_reader *reader, placeholder *p) {
  reqsig_slice text = p->rest.len > 0 ? rs_slice_after(p->rest, 1) : p->rest;
  const rs_word *word = rs_word_match(RS_WORD_ENCODING, text);
  if (word && strlen(word->text) == text.len) {
    p->piece->encoding = (rs_encoding)word->value;
    return true;
  }
  const char *words[RS_MAX_WORDS];
  return rs_reader_fail_near(reader, p->where, text, words, rs_words_of(RS_WORD_ENCODING, words),
                             "the MAC's encoding and nothing else, such as {mac|hex}");
}

static bool read_placeholder(rs_reader *reader, reqsig_slice words, rs_piece *piece) {
  placeholder p = {words, piece->where, piece, 0};
  if (!take_source(reader, &p)) return false;
  return piece->part.from == RS_FROM_MAC ? take_encoding(reader, &p) : take_forms(reader, &p);
}

/* A string of a template that is read, and where it stands in the file. */
typedef struct template_text {
  char *text;
  reqsig_slice value;
} template_text;

static reqsig_slice place_of(const template_text *t, const char *at) {
  reqsig_slice rest = rs_slice_after(t->value, 1);
  uint8_t bytes[4];
  for (size_t left = (size_t)(at - t->text); left > 0;) left -= rs_json_string_next(&rest, bytes);
  return rest;
}

/* Takes text up to the next placeholder; two braces become one, in place. */
static bool take_literal(rs_reader *reader, rs_template *template, const template_text *t, char **at) {
  char *begin = *at, *to = *at;
  for (; **at != '\0'; (*at)++) {
    bool brace = **at == '{' || **at == '}';
    if (brace && (*at)[0] == (*at)[1])
      (*at)++;
    else if (**at == '{')
      break;
    else if (brace)
      return rs_reader_fail(reader, place_of(t, *at),
                            "\"{\" before \"}\"; \"}}\" stands for the brace itself");
    *to++ = **at;
  }
  if (to == begin) return true;
  rs_piece piece = {.where = place_of(t, begin)};
  piece.part.from = RS_FROM_LITERAL;
  piece.part.literal = rs_slice(begin, (size_t)(to - begin));
  return rs_add_piece(reader, template, &piece);
}

/* "if-body" or "if-method:NAME", right behind a part's name. */
static bool take_condition(rs_reader *reader, placeholder *p) {
  reqsig_slice text = p->rest.len > 0 ? rs_slice_after(p->rest, 1) : p->rest;
  reqsig_slice word = rs_slice(text.data, len_to_bar(text));
  bool of_method = rs_slice_starts_with(word, reqsig_text(method_prefix));
  if (!of_method && !rs_slice_equal(word, RS_LITERAL("if-body"))) return true;
  p->piece->condition = of_method ? RS_IF_METHOD : RS_IF_BODY;
  p->rest = rs_slice_after(text, word.len);
  if (!of_method) return true;
  p->piece->method = rs_slice_after(word, strlen(method_prefix));
  for (size_t i = 0; i < p->piece->method.len; i++)
    if (!rs_is_token_char(p->piece->method.data[i])) p->piece->method.len = 0;
  if (p->piece->method.len > 0) return true;
  return rs_reader_fail(reader, p->where, "a method behind \"if-method:\"");
}

static bool take_placeholder(rs_reader *reader, rs_template *template, const template_text *t, char **at) {
  rs_piece piece = {.where = place_of(t, *at)};
  char *end = strchr(*at, '}');
  if (!end)
    return rs_reader_fail(reader, piece.where, "\"}\" behind \"{\"; \"{{\" stands for the brace itself");
  reqsig_slice words = rs_slice(*at + 1, (size_t)(end - *at - 1));
  *at = end + 1;
  rs_named_text *part = rs_find_part(reader, rs_slice(words.data, len_to_bar(words)));
  if (!part) return read_placeholder(reader, words, &piece) && rs_add_piece(reader, template, &piece);
  placeholder p = {rs_slice_after(words, len_to_bar(words)), piece.where, &piece, 0};
  piece.part.from = RS_FROM_LIST; /* the forms that fit one fit a part */
  if (rs_slice_equal(p.rest, RS_LITERAL("|base64"))) piece.coded = part->name;
  if (piece.coded) return rs_put_part(reader, template, part, &piece);
  return take_condition(reader, &p) && take_forms(reader, &p) && rs_put_part(reader, template, part, &piece);
}

bool rs_read_template(rs_reader *reader, reqsig_slice value, rs_template *template) {
  template->num = 0;
  template_text t = {rs_read_string(reader, value), value};
  if (!t.text) return false;
  for (char *at = t.text; *at != '\0';) {
    if (!take_literal(reader, template, &t, &at)) return false;
    if (*at != '\0' && !take_placeholder(reader, template, &t, &at)) return false;
  }
  if (template->num > 0) return true;
  return rs_reader_fail(reader, value, "a template that is not empty");
}
