#include "scheme_file/writer.h"

static void put(rs_writer *writer, const char *text) {
  rs_write_text(writer, reqsig_text(text));
}

/* A brace stands twice. */
static void put_literal(rs_writer *writer, reqsig_slice literal) {
  for (size_t i = 0; i < literal.len; i++) {
    reqsig_slice byte = rs_slice(literal.data + i, 1);
    rs_write_text(writer, byte);
    if (*byte.data == '{' || *byte.data == '}') rs_write_text(writer, byte);
  }
}

static void put_form(rs_writer *writer, rs_word_kind kind, int value) {
  put(writer, "|");
  put(writer, rs_word_for(kind, value)->text);
}

void rs_write_names(rs_writer *writer, const reqsig_slice names[RS_MAX_LIST_NAMES], const char *between) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && names[i].len > 0; i++) {
    if (i > 0) rs_put_slice(writer->text, reqsig_text(between));
    rs_write_text(writer, names[i]);
  }
}

static void put_list(rs_writer *writer, const rs_list *list) {
  if (list->single.len > 0) {
    put(writer, "form:");
    rs_write_text(writer, list->single);
    return;
  }
  put(writer, list->name ? list->name : list->mark ? "?query" : "query");
  if (!list->name && list->without[0].len > 0) put(writer, "|without:");
  if (!list->name) rs_write_names(writer, list->without, ",");
}

void rs_write_part(rs_writer *writer, const reqsig_scheme *scheme, const rs_part *part) {
  if (part->from == RS_FROM_LITERAL) {
    put_literal(writer, part->literal);
    return;
  }
  put(writer, "{");
  if (part->from == RS_FROM_HEADER) {
    put(writer, "header:");
    rs_write_text(writer, part->literal);
  } else if (part->from == RS_FROM_LIST) {
    put_list(writer, &scheme->lists[part->list]);
  } else {
    put(writer, part->from == RS_FROM_CREDENTIAL ? scheme->credentials[part->credential].name
                                                 : rs_word_for(RS_WORD_SOURCE, (int)part->from)->text);
  }
  if (part->from == RS_FROM_MAC) put_form(writer, RS_WORD_ENCODING, (int)scheme->encoding.encoding);
  if (part->omit) put_form(writer, RS_WORD_CONDITION, (int)part->omit);
  if (part->cut) put_form(writer, RS_WORD_CUT, (int)part->cut);
  for (size_t i = 0; i < RS_MAX_TRANSFORMS && part->transforms[i]; i++)
    put_form(writer, RS_WORD_FORM, (int)part->transforms[i]);
  put(writer, "}");
}

/* A group by its name and forms, if the part is its first; whether it is of one. */
static bool put_group(rs_writer *writer, const reqsig_scheme *scheme, size_t at) {
  size_t number = scheme->message[at].group;
  if (number == 0) return false;
  if (at > 0 && scheme->message[at - 1].group == number) return true;
  const rs_group *group = &scheme->groups[number - 1];
  put(writer, "{");
  put(writer, group->name);
  if (group->condition == RS_IF_BODY) put(writer, "|if-body");
  if (group->condition == RS_IF_METHOD) {
    put(writer, "|if-method:");
    rs_write_text(writer, group->method);
  }
  for (size_t i = 0; i < RS_MAX_TRANSFORMS && group->transforms[i]; i++)
    put_form(writer, RS_WORD_FORM, (int)group->transforms[i]);
  put(writer, "}");
  return true;
}

static void write_group(rs_writer *writer, const reqsig_scheme *scheme, size_t number) {
  rs_write_name(writer, scheme->groups[number - 1].name);
  rs_write_quote(writer);
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++)
    if (scheme->message[i].group == number) rs_write_part(writer, scheme, &scheme->message[i]);
  rs_write_quote(writer);
}

/* What is in base64; the text before it is not. */
static void write_coded(rs_writer *writer, const reqsig_scheme *scheme, const rs_header_rule *rule) {
  rs_write_name(writer, rule->coded);
  rs_write_quote(writer);
  for (size_t i = rule->value[0].from == RS_FROM_LITERAL; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    rs_write_part(writer, scheme, &rule->value[i]);
  rs_write_quote(writer);
}

void rs_write_parts(rs_writer *writer, const reqsig_scheme *scheme) {
  bool any = scheme->groups;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) any |= scheme->headers[i].coded != NULL;
  if (!any) return;
  rs_write_open(writer, "parts");
  for (size_t g = 0; scheme->groups && scheme->groups[g].name; g++) write_group(writer, scheme, g + 1);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (scheme->headers[i].coded) write_coded(writer, scheme, &scheme->headers[i]);
  rs_write_close(writer);
}

void rs_write_message(rs_writer *writer, const reqsig_scheme *scheme) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++) {
    if (put_group(writer, scheme, i)) continue;
    if (i > 0 && !scheme->message[i].glued) put_literal(writer, scheme->separator);
    rs_write_part(writer, scheme, &scheme->message[i]);
  }
}

void rs_write_key(rs_writer *writer, const reqsig_scheme *scheme, rs_key_form form) {
  rs_write_name(writer, "key");
  if (scheme->mac.steps) rs_put_byte(writer->text, '[');
  rs_write_quote(writer);
  put_literal(writer, scheme->mac.key_before);
  put(writer, "{");
  put(writer, scheme->credentials[scheme->mac.key].name);
  if (scheme->mac.key_cut.len > 0) {
    put(writer, "|cut:");
    rs_write_text(writer, scheme->mac.key_cut);
  }
  if (form) put_form(writer, RS_WORD_KEY_FORM, (int)form);
  put(writer, "}");
  put_literal(writer, scheme->mac.key_behind);
  if (scheme->mac.is_joined) {
    put(writer, "{");
    put(writer, scheme->credentials[scheme->mac.other_key].name);
    if (scheme->mac.other_encoded) put_form(writer, RS_WORD_KEY_FORM, RS_KEY_PERCENT_ENCODED);
    put(writer, "}");
  }
  rs_write_quote(writer);
  for (const rs_part *step = scheme->mac.steps; step && step->from; step++) {
    rs_put(writer->text, ", ", 2);
    rs_write_quote(writer);
    rs_write_part(writer, scheme, step);
    rs_write_quote(writer);
  }
  if (scheme->mac.steps) rs_put_byte(writer->text, ']');
}
