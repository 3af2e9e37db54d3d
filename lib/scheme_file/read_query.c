/* Parameters that signing adds to the query: "query": { "timestamp": "{timestamp}", "signature": "{mac|hex}"
 * } */
#include "scheme_file/template.h"

enum { MAX_LITERAL = 64 };

/* What a verifier reads back has been checked: a value of one piece fits, unless it is an HMAC. A value of
 * several pieces is of the time, the MAC and literals. */
static bool check_pieces(rs_reader *reader, const rs_template *template) {
  for (size_t i = 0; i < template->num; i++) {
    const rs_piece *piece = &template->pieces[i];
    const rs_part *part = &piece->part;
    bool fits = (part->from == RS_FROM_TIMESTAMP && !rs_is_day(part->transforms[0])) ||
                part->from == RS_FROM_MAC ||
                (part->from == RS_FROM_LITERAL && part->literal.len <= MAX_LITERAL);
    bool is_alone = template->num == 1 && !rs_is_hmac(part->transforms[0]) &&
                    !rs_is_day(part->transforms[0]) && part->from != RS_FROM_LIST;
    if (fits || is_alone) continue;
    return rs_reader_fail(
        reader, piece->where,
        "a credential or a digest as the whole value, or timestamp, mac and texts of at most "
        "%d bytes",
        MAX_LITERAL);
  }
  return true;
}

static bool read_parameter(rs_reader *reader, const char *name, reqsig_slice value, size_t index) {
  (void)index;
  rs_template template;
  if (value.data[0] != '"') return rs_reader_fail(reader, value, "a template");
  rs_header_rule *rule = rs_add_rule(reader, name, value, &template);
  if (!rule) return false;
  if (rule->place == RS_IN_CODED_HEADER)
    return rs_reader_fail(reader, value, "no base64 of a part: it is of headers");
  bool is_fixed = template.num == 1 && rule->value[0].from == RS_FROM_LITERAL;
  if (!is_fixed && !rs_check_value(reader, &template)) return false;
  rule->place = RS_IN_QUERY;
  rule->sending = RS_SENT_IF_SIGNED;
  return check_pieces(reader, &template);
}

/* The query that is signed has what signing adds to it. */
static bool take_added(rs_reader *reader, reqsig_slice where, rs_part *part) {
  bool mark = part->from == RS_FROM_QUERY;
  part->from = RS_FROM_LIST;
  return rs_read_list_in_place(reader, where, rs_slice(NULL, 0), mark, &part->list);
}

bool rs_read_query(rs_reader *reader, reqsig_slice value) {
  rs_part *message = reader->scheme->message;
  bool in_header = reader->has_encoding;
  if (!rs_read_entries(reader, value, REQSIG_MAX_ADDED_HEADERS, read_parameter)) return false;
  for (size_t i = 0; in_header && i < RS_MAX_MESSAGE_PARTS; i++) {
    bool is_query = message[i].from == RS_FROM_QUERY || message[i].from == RS_FROM_BARE_QUERY;
    if (is_query && (message[i].omit || message[i].transforms[0]))
      return rs_reader_fail(reader, value,
                            "no forms of the query, or a list, where parameters are added to it");
    if (is_query && !take_added(reader, value, &message[i])) return false;
  }
  return true;
}
