#include "lib/bytes.h"
#include "mistakes.h"

/* Which of enum mistake_needs the recipe has, and what else a variation can work on. */
enum { HAS_METHOD = 1 << 20, HAS_BODY = 1 << 21, HAS_TIME = 1 << 22 };

static unsigned of_message(const reqsig_scheme *recipe) {
  unsigned has = recipe->message[1].from ? NEEDS_SEVERAL_PARTS : 0;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    const rs_part *part = &recipe->message[i];
    bool is_body = part->from == RS_FROM_BODY || part->from == RS_FROM_BODY_OR_QUERY;
    if (is_body) has |= HAS_BODY | (part->forms[0] == RS_MD5_BASE64 ? NEEDS_BODY_DIGEST : NEEDS_RAW_BODY);
    if (part->from == RS_FROM_METHOD) has |= HAS_METHOD;
    if (part->from == RS_FROM_PATH) has |= NEEDS_PATH;
    if (part->from == RS_FROM_CREDENTIAL) has |= NEEDS_SIGNED_CREDENTIAL;
  }
  return has;
}

static unsigned of_header(const reqsig_scheme *recipe, const rs_header_rule *rule) {
  unsigned has = 0;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++) {
    const rs_part *part = &rule->value[i];
    if (part->from == RS_FROM_MAC && rule->value[0].from == RS_FROM_LITERAL) has |= NEEDS_PREFIX;
    if (part->from == RS_FROM_CREDENTIAL && !recipe->credentials[part->credential].secret)
      has |= NEEDS_SHOWN_CREDENTIAL;
    if (part->from == RS_FROM_CREDENTIAL && part->credential == recipe->mac.key) has |= NEEDS_SENT_KEY;
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
  return HAS_TIME | formats[time->format] |
         (time->place == RS_TIME_IN_HEADER ? NEEDS_TIME_IN_HEADER : NEEDS_TIME_IN_BODY);
}

static unsigned has(const reqsig_scheme *recipe) {
  unsigned all = of_message(recipe) | of_time(&recipe->time);
  all |= recipe->encoding.encoding == RS_HEX ? NEEDS_HEX : NEEDS_BASE64;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++)
    all |= of_header(recipe, &recipe->headers[i]);
  if (recipe->credentials[1].name) all |= NEEDS_KEY_ID;
  if (recipe->credentials[2].name) all |= NEEDS_SECOND_KEY_ID;
  return all;
}

static unsigned needs(const struct mistake *mistake) {
  unsigned all = mistake->needs;
  if (mistake->method.make) all |= HAS_METHOD;
  if (mistake->target.make) all |= NEEDS_PATH;
  if (mistake->body.make) all |= HAS_BODY;
  if (mistake->digest.make || mistake->no_digest_without_body) all |= NEEDS_BODY_DIGEST;
  if (mistake->time.make || mistake->signed_time.make || mistake->clock_ms || mistake->signed_clock_ms)
    all |= HAS_TIME;
  if (mistake->credentials_swapped || mistake->credential.make) all |= NEEDS_KEY_ID;
  if (mistake->shown_credential_signed) all |= NEEDS_SHOWN_CREDENTIAL;
  return all;
}

bool mistake_fits(const struct mistake *mistake, const reqsig_scheme *scheme) {
  reqsig_scheme recipe = *scheme;
  unsigned needed = needs(mistake);
  if (mistake->never || (has(scheme) & needed) != needed) return false;
  for (size_t i = 0; i < RS_MAX_EDITS && mistake->edits[i].kind; i++)
    if (!rs_edit_apply(&mistake->edits[i], &recipe)) return false;
  return true;
}

bool mistake_is_same(const struct mistake *mistake, const reqsig_scheme *scheme) {
  return mistake->same && (has(scheme) & mistake->same_needs) == mistake->same_needs;
}

bool mistake_is_profile(const struct mistake *mistake, const reqsig_scheme *scheme) {
  return mistake->profile && rs_profile_find(scheme, mistake->profile);
}
