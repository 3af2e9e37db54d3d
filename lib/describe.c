#include "describe.h"

#include <stdio.h>

#include "bytes.h"
#include "vocabulary.h"

const char *rs_time_format_words(rs_time_format format) {
  return rs_phrase_for(RS_WORD_TIME_FORMAT, (int)format);
}

const char *rs_encoding_words(rs_encoding encoding) {
  return rs_phrase_for(RS_WORD_ENCODING, (int)encoding);
}

const char *rs_key_form_words(rs_key_form form) {
  return rs_phrase_for(RS_WORD_KEY_FORM, (int)form);
}

static const char *escape_name(uint8_t byte) {
  switch (byte) {
  case '\n': return "\\n";
  case '\r': return "\\r";
  case '\t': return "\\t";
  case '\0': return "\\0";
  case '\\': return "\\\\";
  default: return NULL;
  }
}

const char *rs_escape_byte(uint8_t byte, char text[RS_MAX_ESCAPE]) {
  const char *name = escape_name(byte);
  if (name) return name;
  snprintf(text, RS_MAX_ESCAPE, "\\x%02X", (unsigned)byte);
  return text;
}

static void put_text(reqsig_buffer *words, const char *text) {
  rs_put_slice(words, reqsig_text(text));
}

static void put_literal(reqsig_buffer *words, reqsig_slice literal) {
  char escape[RS_MAX_ESCAPE];
  rs_put_byte(words, '"');
  for (size_t i = 0; i < literal.len; i++) {
    uint8_t byte = literal.data[i];
    if (byte >= ' ' && byte <= '~' && byte != '\\')
      rs_put_byte(words, byte);
    else
      put_text(words, rs_escape_byte(byte, escape));
  }
  rs_put_byte(words, '"');
}

static void put_without(reqsig_buffer *words, const rs_list *list) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && list->without[i].len > 0; i++) {
    put_text(words, i == 0 ? " without " : ", ");
    rs_put_slice(words, list->without[i]);
  }
}

static void put_only(reqsig_buffer *words, const rs_list *list) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && list->only[i].len > 0; i++) {
    if (i > 0) put_text(words, ", ");
    rs_put_slice(words, list->only[i]);
  }
}

/* "query without signature", "parameters of the query, sorted" */
static void put_list(reqsig_buffer *words, const rs_list *list) {
  if (list->single.len > 0) {
    put_text(words, "field ");
    rs_put_slice(words, list->single);
    put_text(words, " of the form");
    return;
  }
  static const char *const of[] = {[RS_PAIRS_OF_QUERY] = "parameters of the query",
                                   [RS_PAIRS_OF_FORM] = "fields of the form",
                                   [RS_PAIRS_OF_BOTH] = "parameters of query and form",
                                   [RS_PAIRS_OF_HEADERS] = "headers "};
  put_text(words,
           list->in_place ? list->mark ? "query with its \"?\"" : "query without its \"?\"" : of[list->each]);
  put_only(words, list);
  put_without(words, list);
  if (list->in_place) return;
  if (list->each == RS_PAIRS_OF_HEADERS) {
    put_text(words, list->names ? ", their names, sorted" : ", sorted");
    return;
  }
  put_text(words,
           list->name_encoded || list->value_encoded ? ", percent-encoded, sorted" : ", decoded, sorted");
}

/* What the source's word says goes before it. */
static void put_source(reqsig_buffer *words, const reqsig_scheme *scheme, const rs_part *part) {
  const char *phrase = rs_phrase_for(RS_WORD_SOURCE, (int)part->from);
  switch (part->from) {
  case RS_FROM_LITERAL: put_literal(words, part->literal); break;
  case RS_FROM_CREDENTIAL:
    put_text(words, "credential ");
    put_text(words, scheme->credentials[part->credential].name);
    break;
  case RS_FROM_HEADER:
    put_text(words, phrase);
    rs_put_slice(words, part->literal);
    break;
  case RS_FROM_LIST: put_list(words, &scheme->lists[part->list]); break;
  case RS_FROM_TIMESTAMP:
    put_text(words, phrase);
    put_text(words, rs_time_format_words(scheme->time.format));
    break;
  case RS_FROM_MAC:
    put_text(words, phrase);
    put_text(words, rs_encoding_words(scheme->encoding.encoding));
    break;
  default: put_text(words, phrase); break;
  }
}

void rs_part_words(const reqsig_scheme *scheme, const rs_part *part, reqsig_buffer *words) {
  put_source(words, scheme, part);
  put_text(words, rs_phrase_for(RS_WORD_CUT, (int)part->cut));
  for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++)
    put_text(words, rs_phrase_for(RS_WORD_FORM, (int)part->transforms[i]));
  put_text(words, rs_phrase_for(RS_WORD_CONDITION, (int)part->omit));
}

void rs_group_words(const rs_group *group, reqsig_buffer *words) {
  put_text(words, group->name);
  for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++)
    put_text(words, rs_phrase_for(RS_WORD_FORM, (int)group->transforms[i]));
  put_text(words, rs_phrase_for(RS_WORD_PART_CONDITION, (int)group->condition));
  if (group->condition != RS_IF_METHOD) return;
  rs_put_slice(words, group->method);
  put_text(words, ")");
}

static void put_steps(const reqsig_scheme *scheme, reqsig_buffer *words) {
  for (const rs_part *step = scheme->mac.steps; step && step->from; step++) {
    put_text(words, step == scheme->mac.steps ? "; from it, one by one, the HMACs of " : ", ");
    rs_part_words(scheme, step, words);
  }
}

void rs_key_words(const reqsig_scheme *scheme, reqsig_buffer *words) {
  const rs_mac_rule *mac = &scheme->mac;
  if (mac->key_before.len > 0) {
    put_literal(words, mac->key_before);
    put_text(words, " and ");
  }
  put_text(words, scheme->credentials[mac->key].name);
  if (mac->key_cut.len > 0) {
    put_text(words, " without ");
    put_literal(words, mac->key_cut);
  }
  put_text(words, rs_key_form_words(mac->key_form));
  if (mac->key_behind.len > 0) {
    put_text(words, " and ");
    put_literal(words, mac->key_behind);
  }
  if (mac->is_joined) {
    put_text(words, " and ");
    put_text(words, scheme->credentials[mac->other_key].name);
    put_text(words, rs_key_form_words(mac->other_encoded ? RS_KEY_PERCENT_ENCODED : RS_KEY_AS_IS));
  }
  put_steps(scheme, words);
}

void rs_mac_words(const reqsig_scheme *scheme, reqsig_buffer *words) {
  put_text(words, "HMAC-");
  put_text(words, rs_digest_name(scheme->mac.digest));
}
