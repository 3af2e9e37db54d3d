#include "mutants/needs.h"

#include <string.h>

#include "lib/bytes.h"

static unsigned of_message(const reqsig_scheme *recipe) {
  unsigned has = recipe->message[1].from ? NEEDS_SEVERAL_PARTS : 0;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    const rs_part *part = &recipe->message[i];
    bool is_body = part->from == RS_FROM_BODY || part->from == RS_FROM_BODY_OR_QUERY;
    if (is_body)
      has |= NEEDS_BODY | (part->transforms[0] == RS_MD5_BASE64 ? NEEDS_BODY_DIGEST : NEEDS_RAW_BODY);
    if (part->omit == RS_OMIT_IF_MULTIPART) has |= NEEDS_MULTIPART;
    if (part->from == RS_FROM_METHOD) has |= NEEDS_METHOD;
    if (part->from == RS_FROM_PATH) has |= NEEDS_PATH;
    if (part->from == RS_FROM_CREDENTIAL) has |= NEEDS_SIGNED_CREDENTIAL;
  }
  return has;
}

static bool names_a_digest(const rs_part *part) {
  reqsig_slice text = part->literal;
  return part->from == RS_FROM_LITERAL && text.len > 0 && text.data[text.len - 1] == '=';
}

static unsigned of_header(const reqsig_scheme *recipe, const rs_header_rule *rule) {
  unsigned has = 0;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++) {
    const rs_part *part = &rule->value[i];
    if (part->from == RS_FROM_MAC && rule->value[0].from == RS_FROM_LITERAL) has |= NEEDS_PREFIX;
    if (part->from == RS_FROM_MAC)
      has |= names_a_digest(&rule->value[0]) ? NEEDS_DIGEST_PREFIX : NEEDS_NO_DIGEST;
    if (part->from == RS_FROM_CREDENTIAL && !recipe->credentials[part->credential].secret)
      has |= NEEDS_SHOWN_CREDENTIAL;
    if (part->from == RS_FROM_CREDENTIAL && part->credential == recipe->mac.key) has |= NEEDS_SENT_KEY;
    if (part->from == RS_FROM_CREDENTIAL && i < RS_MAX_VALUE_PARTS - 1 && !part[1].from)
      has |= NEEDS_KEY_ID_HEADER;
    if (part->from && part->from != RS_FROM_LITERAL && memchr(rule->name.data, '-', rule->name.len))
      has |= NEEDS_HYPHEN;
    if (part->from == RS_FROM_TIMESTAMP && rs_slice_equal_ignoring_case(rule->name, RS_LITERAL("date")))
      has |= NEEDS_DATE_HEADER;
  }
  return has;
}

static unsigned of_time(const rs_time_rule *time) {
  static const unsigned formats[] = {
      [RS_UNIX_SECONDS] = NEEDS_UNIX_TIME | NEEDS_SECONDS,
      [RS_UNIX_MILLISECONDS] = NEEDS_UNIX_TIME | NEEDS_MILLISECONDS,
      [RS_IMF_FIXDATE] = NEEDS_DATE,
  };
  if (time->place == RS_TIME_NOWHERE) return 0;
  return NEEDS_TIME | formats[time->format] | (time->window.given ? NEEDS_WINDOW : 0) |
         (time->place == RS_TIME_IN_HEADER ? NEEDS_TIME_IN_HEADER : NEEDS_TIME_IN_BODY);
}

unsigned needs_met_by(const reqsig_scheme *recipe) {
  unsigned all = of_message(recipe) | of_time(&recipe->time);
  all |= recipe->encoding.encoding == RS_HEX ? NEEDS_HEX : NEEDS_BASE64;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++)
    all |= of_header(recipe, &recipe->headers[i]);
  if (recipe->credentials[1].name) all |= NEEDS_KEY_ID;
  if (recipe->credentials[2].name) all |= NEEDS_SECOND_KEY_ID;
  return all;
}
