#include "scheme_file/template.h"
#include "transform.h"

/* Whether a verifier finds the text between names of headers. */
static bool parts_names(reqsig_slice join) {
  for (size_t i = 0; i < join.len; i++)
    if (!rs_is_token_char(join.data[i])) return true;
  return false;
}

/* The names of the headers that are signed, as they are, in one header. */
static bool take_names(rs_reader *reader, const rs_part *part) {
  rs_list *list = &reader->lists[part->list];
  for (size_t i = 0; i < RS_MAX_LISTS; i++)
    if (reader->lists[i].sent) return false;
  list->sent = list->names && list->before.len + list->behind.len == 0 && parts_names(list->join) &&
               list->like == 0 && !part->transforms[0];
  return list->sent;
}

/* What a verifier can read back. */
static bool check_piece(rs_reader *reader, const rs_piece *piece) {
  const rs_part *part = &piece->part;
  switch (part->from) {
  case RS_FROM_LITERAL: return true;
  case RS_FROM_CREDENTIAL:
  case RS_FROM_TIMESTAMP:
  case RS_FROM_NONCE:
    if (rs_is_hmac(part->transforms[0]) || rs_is_day(part->transforms[0]) ||
        (!part->omit && !part->cut && !part->transforms[0]))
      return true;
    return rs_reader_fail(reader, piece->where, "no form here: a header carries it as it is");
  case RS_FROM_MAC:
    if (reader->has_encoding)
      return rs_reader_fail(reader, piece->where, "the MAC in one header or parameter, once");
    reader->has_encoding = true;
    reader->scheme->encoding.encoding = piece->encoding;
    return true;
  case RS_FROM_LIST:
    if (take_names(reader, part)) return true;
    break;
  case RS_FROM_BODY:
  case RS_FROM_BODY_OR_QUERY:
    if (rs_is_digest(part->transforms[0]) && !rs_is_raw(part->transforms[0]) && !part->transforms[1])
      return true;
    break;
  default: break;
  }
  return rs_reader_fail(
      reader, piece->where,
      "what a header may carry: a credential, timestamp, nonce, mac, or a digest such as {body|md5|base64}");
}

static bool stands_in(uint8_t c, reqsig_slice characters) {
  for (size_t i = 0; i < characters.len; i++)
    if (characters.data[i] == c) return true;
  return false;
}

/* Whether what the part writes may hold the character. */
static bool may_hold(const rs_reader *reader, const rs_part *part, uint8_t c) {
  switch (part->from) {
  case RS_FROM_NONCE: return rs_is_unreserved(c);
  case RS_FROM_TIMESTAMP:
    if (rs_is_day(part->transforms[0])) return rs_is_digit(c) || c == '-';
    if (!rs_is_date(reader->scheme->time.format)) return rs_is_digit(c);
    return rs_is_unreserved(c) || stands_in(c, RS_LITERAL(":+, "));
  case RS_FROM_LIST: return rs_is_token_char(c) || stands_in(c, reader->lists[part->list].join);
  default: return rs_is_unreserved(c) || stands_in(c, RS_LITERAL("+/=")); /* a digest */
  }
}

bool rs_parts_off(const rs_reader *reader, const rs_part *part, reqsig_slice text) {
  bool is_any = part->from == RS_FROM_CREDENTIAL && !part->transforms[0];
  if (is_any || part->from == RS_FROM_MAC) return true;
  for (size_t i = 0; i < text.len; i++)
    if (!may_hold(reader, part, text.data[i])) return true;
  return false;
}

bool rs_check_value(rs_reader *reader, const rs_template *template) {
  bool reads = false;
  for (size_t i = 0; i < template->num; i++) {
    const rs_piece *piece = &template->pieces[i];
    bool is_literal = piece->part.from == RS_FROM_LITERAL;
    if (!check_piece(reader, piece)) return false;
    if (i > 0 && !is_literal && template->pieces[i - 1].part.from != RS_FROM_LITERAL)
      return rs_reader_fail(reader, piece->where,
                            "a literal between two placeholders, where a verifier parts them");
    if (i > 1 && !is_literal && !rs_parts_off(reader, &piece->part, template->pieces[i - 1].part.literal))
      return rs_reader_fail(reader, piece->where,
                            "a literal before it with a character that it cannot hold, such as \";\"");
    reads |= !is_literal;
  }
  if (reads) return true;
  return rs_reader_fail(reader, template->pieces[0].where,
                        "a placeholder; a header of fixed text belongs into also_sent");
}

/* A value begins and ends with a placeholder or a character that is no white space, and is of characters that
 * a field may hold (RFC 9110 section 5.5). */
static bool check_literals(rs_reader *reader, const rs_template *template) {
  for (size_t i = 0; i < template->num; i++) {
    reqsig_slice literal = template->pieces[i].part.literal;
    if (literal.len == 0) continue;
    const uint8_t *last = literal.data + literal.len - 1;
    bool begins = i > 0 || (*literal.data != ' ' && *literal.data != '\t');
    bool ends = i + 1 < template->num || (*last != ' ' && *last != '\t');
    bool visible = true;
    for (const uint8_t *c = literal.data; c <= last; c++) visible &= *c == '\t' || (*c >= ' ' && *c != 0x7f);
    if (!begins || !ends || !visible)
      return rs_reader_fail(reader, template->pieces[i].where, "text that can stand in a header's value");
  }
  return true;
}

static bool is_token(const char *name) {
  while (rs_is_token_char((uint8_t)*name)) name++;
  return *name == '\0';
}

/* A part in base64 ends the value, and text alone stands before it. */
static bool check_coded(rs_reader *reader, const rs_template *template, rs_header_rule *rule) {
  const rs_piece *pieces = template->pieces, *last = &pieces[template->num - 1];
  for (size_t i = 0; i < template->num; i++) {
    bool is_prefix = i == 0 && pieces[0].part.from == RS_FROM_LITERAL;
    if (pieces[i].coded == last->coded || is_prefix) continue;
    return rs_reader_fail(reader, pieces[i].where, "a part in base64 at the end, behind nothing but a text");
  }
  if (!last->coded) return true;
  rule->place = RS_IN_CODED_HEADER;
  rule->coded = last->coded;
  if (rule->item_separator.len == 0) return true;
  return rs_reader_fail(reader, last->where, "no base64 of a part in an item");
}

rs_header_rule *rs_add_rule(rs_reader *reader, const char *name, reqsig_slice value, rs_template *template) {
  rs_header_rule *rule = reader->scheme->headers, *end = rule + REQSIG_MAX_ADDED_HEADERS;
  reqsig_slice name_slice = reqsig_text(name);
  for (; rule < end && rule->name.len > 0; rule++)
    if (rs_slice_equal_ignoring_case(rule->name, name_slice)) {
      rs_reader_fail(reader, value, "each header or parameter once, letter case aside");
      return NULL;
    }
  if (rule == end) {
    rs_reader_fail(reader, value, "at most %d headers and parameters", REQSIG_MAX_ADDED_HEADERS);
    return NULL;
  }
  if (!rs_read_value(reader, value, rule, template)) return NULL;
  if (template->num > RS_MAX_VALUE_PARTS) {
    rs_reader_fail(reader, value, "at most %d pieces in a value", RS_MAX_VALUE_PARTS);
    return NULL;
  }
  for (size_t i = 0; i < template->num; i++)
    if (template->pieces[i].part.group > 0) {
      rs_reader_fail(reader, template->pieces[i].where,
                     "no forms and no condition of a part: they are of the message");
      return NULL;
    }
  if (!check_coded(reader, template, rule)) return NULL;
  rule->name = name_slice;
  for (size_t i = 0; i < template->num; i++) rule->value[i] = template->pieces[i].part;
  return rule;
}

static rs_header_rule *add_header(rs_reader *reader, const char *name, reqsig_slice value,
                                  rs_template *template) {
  if (!is_token(name)) {
    rs_reader_fail(reader, value, "a header's name");
    return NULL;
  }
  rs_header_rule *rule = rs_add_rule(reader, name, value, template);
  return rule && check_literals(reader, template) ? rule : NULL;
}

/* Only what identifies the sender is sent with requests that are not signed too. */
static rs_sending sending_of(const rs_header_rule *rule) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    if (rule->value[i].from != RS_FROM_LITERAL && rule->value[i].from != RS_FROM_CREDENTIAL)
      return RS_SENT_IF_SIGNED;
  return RS_SENT_ALWAYS;
}

/* Whether there is no request of which the list has no name. */
static bool has_a_name_always(const rs_list *list) {
  bool has = false;
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && list->only[i].len > 0; i++) {
    uint8_t last = list->only[i].data[list->only[i].len - 1];
    has |= last != '?' && last != '*';
  }
  return has;
}

static bool read_header(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  (void)index;
  rs_template template;
  rs_header_rule *rule = add_header(reader, name, value, &template);
  if (!rule || !rs_check_value(reader, &template)) return false;
  const rs_part *first = &template.pieces[0].part;
  if (template.num == 1 && first->from == RS_FROM_LIST && !has_a_name_always(&reader->lists[first->list]))
    return rs_reader_fail(reader, value,
                          "beside names alone one that \"only\" wants always: an empty header is not sent");
  rule->sending = sending_of(rule);
  return true;
}

static bool read_fixed_header(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  (void)index;
  rs_template template;
  rs_header_rule *rule = add_header(reader, name, value, &template);
  if (!rule) return false;
  rule->sending = RS_SENT_UNLESS_PRESENT;
  if (template.num == 1 && rule->value[0].from == RS_FROM_LITERAL) return true;
  return rs_reader_fail(reader, value, "fixed text; what a verifier reads belongs into headers");
}

bool rs_read_headers(rs_reader *reader, reqsig_slice value) {
  return rs_read_entries(reader, value, REQSIG_MAX_ADDED_HEADERS, read_header);
}

bool rs_read_also_sent(rs_reader *reader, reqsig_slice value) {
  return rs_read_entries(reader, value, REQSIG_MAX_ADDED_HEADERS, read_fixed_header);
}
