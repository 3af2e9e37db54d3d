#include "mutants/mistakes.h"

#include <stdlib.h>
#include <string.h>

#include "lib/bytes.h"
#include "request/recipe_text.h"

static const struct mistake *const tables[] = {
    mistakes_of_keys,      mistakes_of_settings, mistakes_of_json,    mistakes_of_numbers,
    mistakes_of_bodies,    mistakes_of_texts,    mistakes_of_forms,   mistakes_of_targets,
    mistakes_of_messages,  mistakes_of_macs,     mistakes_of_outputs, mistakes_of_digests,
    mistakes_of_times,     mistakes_of_dates,    mistakes_of_headers, mistakes_of_lists,
    mistakes_of_made_keys, mistakes_of_parts,    verifiers_of_macs,   verifiers_of_headers,
    verifiers_of_times,    verifiers_of_answers, verifiers_of_parts,
};

enum { NUM_TABLES = sizeof tables / sizeof *tables };

/* How many mistakes each table has, counted once. */
static const size_t *table_lengths(void) {
  static size_t lengths[NUM_TABLES];
  for (size_t i = 0; i < NUM_TABLES && lengths[NUM_TABLES - 1] == 0; i++) {
    size_t len = 0;
    while (tables[i][len].slug) len++;
    lengths[i] = len;
  }
  return lengths;
}

const struct mistake *mistake_at(size_t index) {
  const size_t *lengths = table_lengths();
  for (size_t i = 0; i < NUM_TABLES; i++) {
    if (index < lengths[i]) return &tables[i][index];
    index -= lengths[i];
  }
  return NULL;
}

static uint64_t traits_of_message(const reqsig_scheme *recipe) {
  uint64_t has = recipe->message[1].from ? HAS_SEVERAL_PARTS : 0;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    const rs_part *part = &recipe->message[i];
    bool is_body = part->from == RS_FROM_BODY || part->from == RS_FROM_BODY_OR_QUERY;
    if (is_body) has |= HAS_BODY;
    if (is_body && part->transforms[0] == RS_MD5_BASE64) has |= HAS_BODY_DIGEST;
    if (is_body && !rs_is_digest(part->transforms[0])) has |= HAS_RAW_BODY;
    if (is_body && part->transforms[0] != RS_MD5_BASE64) has |= HAS_TEXT_BODY;
    if (part->omit == RS_OMIT_IF_MULTIPART) has |= HAS_MULTIPART;
    if (part->from == RS_FROM_METHOD) has |= HAS_METHOD;
    if (part->from == RS_FROM_PATH) has |= HAS_PATH;
    if (part->from == RS_FROM_QUERY || part->from == RS_FROM_BARE_QUERY ||
        part->from == RS_FROM_BODY_OR_QUERY)
      has |= HAS_QUERY_PART;
    if (part->from == RS_FROM_CREDENTIAL) has |= HAS_SIGNED_CREDENTIAL;
  }
  return has;
}

static bool names_a_digest(const rs_part *part) {
  reqsig_slice text = part->literal, sha = RS_LITERAL("sha");
  return part->from == RS_FROM_LITERAL && text.len > sha.len && text.data[text.len - 1] == '=' &&
         rs_slice_equal_ignoring_case(rs_slice(text.data, sha.len), sha);
}

static uint64_t traits_of_header(const reqsig_scheme *recipe, const rs_header_rule *rule) {
  uint64_t has = 0;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++) {
    const rs_part *part = &rule->value[i];
    if (part->from == RS_FROM_MAC && rule->value[0].from == RS_FROM_LITERAL) has |= HAS_PREFIX;
    if (part->from == RS_FROM_MAC && names_a_digest(&rule->value[0])) has |= HAS_DIGEST_PREFIX;
    if (part->from == RS_FROM_CREDENTIAL && !recipe->credentials[part->credential].secret)
      has |= HAS_SHOWN_CREDENTIAL;
    if (part->from == RS_FROM_CREDENTIAL && part->credential == recipe->mac.key) has |= HAS_SENT_KEY;
    if (rule->place == RS_IN_QUERY) continue; /* the others are of headers */
    if (part->from && part->from != RS_FROM_LITERAL) has |= HAS_READ_HEADER;
    if (part->from == RS_FROM_CREDENTIAL) has |= HAS_CREDENTIAL_HEADER;
    if (part->from == RS_FROM_MAC) has |= HAS_SIGNATURE_HEADER;
    if (part->from == RS_FROM_TIMESTAMP && i == 0 && !rule->value[1].from) has |= HAS_TIME_HEADER;
    if (part->from == RS_FROM_CREDENTIAL && i < RS_MAX_VALUE_PARTS - 1 && !part[1].from)
      has |= HAS_KEY_ID_HEADER;
    if (part->from && part->from != RS_FROM_LITERAL && memchr(rule->name.data, '-', rule->name.len))
      has |= HAS_HYPHEN;
    if (part->from == RS_FROM_TIMESTAMP && rs_slice_equal_ignoring_case(rule->name, RS_LITERAL("date")))
      has |= HAS_DATE_HEADER;
  }
  return has;
}

static uint64_t traits_of_time(const rs_time_rule *time) {
  static const uint64_t formats[] = {
      [RS_UNIX_SECONDS] = HAS_UNIX_TIME | HAS_SECONDS,
      [RS_UNIX_MILLISECONDS] = HAS_UNIX_TIME | HAS_MILLISECONDS,
      [RS_IMF_FIXDATE] = HAS_DATE,
      [RS_ISO_OFFSET] = 0,
      [RS_ISO_BASIC_OFFSET] = 0,
      [RS_MAIL_DATE] = 0,
      [RS_ISO_WITHOUT_ZONE] = 0, /* no mistake is known of dates in digits */
  };
  if (time->place == RS_TIME_NOWHERE) return 0;
  uint64_t window = !time->window.given                   ? 0
                    : time->window.future_ms == INT64_MAX ? HAS_WINDOW
                                                          : HAS_WINDOW | HAS_CLOSED_FUTURE;
  if (time->lifetime_ms == 0 && window) window |= HAS_WIDE_WINDOW;
  return HAS_TIME | formats[time->format] | window |
         (time->place == RS_TIME_IN_HEADER ? HAS_TIME_IN_HEADER : HAS_TIME_IN_BODY);
}

static uint64_t traits_of_encoding(rs_encoding encoding) {
  if (encoding == RS_HEX) return HAS_HEX;
  return (rs_encoding_is_url_safe(encoding) ? HAS_BASE64URL : HAS_BASE64) |
         (rs_encoding_is_padded(encoding) ? HAS_PADDING : HAS_NO_PADDING);
}

static bool has_free_value(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++) {
    const rs_header_rule *rule = &recipe->headers[i];
    if (rule->place != RS_IN_HEADER) continue;
    if (rule->open) return true;
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && rule->value[k].from; k++)
      if (rule->value[k].from != RS_FROM_LITERAL && rule->value[k].from != RS_FROM_MAC &&
          rule->value[k].from != RS_FROM_TIMESTAMP)
        return true;
  }
  return false;
}

static bool has_raw(const rs_transform *transforms) {
  bool has = false;
  for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++) has |= rs_is_raw(transforms[i]);
  return has;
}

/* In a header, as it is. */
static bool is_sent(const reqsig_scheme *recipe, size_t credential) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS && recipe->headers[i].place == RS_IN_HEADER; k++) {
      const rs_part *part = &recipe->headers[i].value[k];
      if (part->from == RS_FROM_CREDENTIAL && part->credential == credential && !part->transforms[0])
        return true;
    }
  return false;
}

static uint64_t traits_of_prefix(const rs_header_rule *rule) {
  reqsig_slice prefix = rule->value[0].from == RS_FROM_LITERAL ? rule->value[0].literal : rs_slice(NULL, 0);
  bool lower = false;
  for (size_t i = 0; i < prefix.len; i++) lower |= prefix.data[i] >= 'a' && prefix.data[i] <= 'z';
  uint64_t has = prefix.len > 0 && !lower ? HAS_UPPER_PREFIX : 0;
  if (rule->item_separator.len > 0 && rule->value[2].from) has |= HAS_ITEMS;
  if (rule->item_separator.len > 0 && rule->open) has |= HAS_OPEN_ITEMS;
  if (rule->place == RS_IN_QUERY) has |= HAS_MAC_PARAMETER;
  if (prefix.len > 0 && prefix.data[prefix.len - 1] == ' ') has |= HAS_SCHEME_PREFIX;
  return has | (rule->item_separator.len > 0 && *rule->item_separator.data == ',' ? HAS_COMMA_ITEMS : 0);
}

static uint64_t traits_of_list(const rs_list *list) {
  if (list->single.len > 0) return HAS_FORM_FIELD;
  if (list->each & RS_PAIRS_OF_HEADERS) return list->names ? 0 : HAS_HEADER_LINES;
  uint64_t has = list->each & RS_PAIRS_OF_QUERY ? HAS_SIGNED_QUERY : 0;
  if (list->in_place) return has | HAS_QUERY_PART;
  return has | (list->name_encoded && list->value_encoded ? HAS_CODED_LIST : 0);
}

static bool takes_host(const rs_list *list) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES; i++)
    if (rs_slice_equal(list->only[i], RS_LITERAL("host"))) return true;
  return false;
}

static uint64_t traits_of_lists(const reqsig_scheme *recipe) {
  uint64_t has = 0;
  for (const rs_list *list = recipe->lists; list && list->each; list++) {
    has |= traits_of_list(list);
    if (takes_host(list)) has |= HAS_SIGNED_HOST | HAS_SIGNED_PORT;
    if (list->sent) has |= HAS_SENT_NAMES;
  }
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++) {
    const rs_part *part = &recipe->message[i];
    bool is_query = part->from == RS_FROM_QUERY || part->from == RS_FROM_BARE_QUERY ||
                    part->from == RS_FROM_BODY_OR_QUERY;
    if (is_query) has |= HAS_SIGNED_QUERY;
    if (part->from == RS_FROM_HEADER && rs_slice_equal_ignoring_case(part->literal, RS_LITERAL("host")))
      has |= HAS_SIGNED_HOST | (part->cut ? 0 : HAS_SIGNED_PORT);
  }
  return has;
}

/* What leaves some mistakes without a difference, see same.c. */
static uint64_t traits_of_limits(const reqsig_scheme *recipe) {
  uint64_t has = HAS_SENT_CREDENTIALS;
  const rs_mac_rule *mac = &recipe->mac;
  for (size_t i = 0; i < RS_MAX_CREDENTIALS && recipe->credentials[i].name; i++)
    if (i != mac->key && !(mac->is_joined && i == mac->other_key) && !is_sent(recipe, i))
      has &= ~HAS_SENT_CREDENTIALS;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    bool time = false, other = false, sent_mac = false;
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++) {
      const rs_part *part = &recipe->headers[i].value[k];
      bool is_time = part->from == RS_FROM_TIMESTAMP && !rs_is_day(part->transforms[0]);
      time |= is_time;
      other |= part->from && part->from != RS_FROM_LITERAL && !is_time;
      sent_mac |= part->from == RS_FROM_MAC;
    }
    if (time && other) has |= HAS_TIME_BESIDE_MAC;
    if (sent_mac) has |= traits_of_prefix(&recipe->headers[i]);
    if (recipe->headers[i].place == RS_IN_CODED_HEADER) has |= HAS_CODED_HEADER;
  }
  if (mac->key_before.len + mac->key_behind.len > 0 || mac->is_joined ||
      mac->key_form == RS_KEY_PERCENT_ENCODED)
    has |= HAS_MADE_KEY;
  for (const rs_group *group = recipe->groups; group && group->name; group++)
    if (has_raw(group->transforms)) has |= HAS_RAW_DIGEST;
  if (recipe->time.has_day) has |= HAS_DAY;
  if (recipe->time.lifetime_ms > 0) has |= HAS_LIFETIME;
  if (recipe_has_nonce(recipe)) has |= HAS_NONCE;
  if (mac->steps) has |= HAS_STEPS;
  return has;
}

uint64_t recipe_traits(const reqsig_scheme *recipe) {
  uint64_t all = traits_of_message(recipe) | traits_of_time(&recipe->time);
  all |= traits_of_encoding(recipe->encoding.encoding);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++)
    all |= traits_of_header(recipe, &recipe->headers[i]);
  if (recipe->mac.digest != RS_SHA1 && recipe->mac.digest != RS_MD5) all |= HAS_SHA2;
  if (has_free_value(recipe)) all |= HAS_FREE_VALUE;
  all |= traits_of_lists(recipe) | traits_of_limits(recipe);
  if (recipe->mac.key_form != RS_KEY_AS_IS) all |= HAS_CODED_KEY;
  if (recipe->mac.key_form == RS_KEY_AS_IS || recipe->mac.key_form == RS_KEY_PERCENT_ENCODED)
    all |= HAS_TEXT_KEY;
  if (recipe->credentials[1].name) all |= HAS_KEY_ID;
  if (recipe->credentials[2].name) all |= HAS_SECOND_KEY_ID;
  return all;
}

static uint64_t required_traits(const struct mistake *mistake) {
  uint64_t all = mistake->requires;
  if (mistake->method.make) all |= HAS_METHOD;
  if (mistake->target.make && !(all & HAS_SIGNED_QUERY)) all |= HAS_PATH;
  if (mistake->body.make) all |= HAS_BODY;
  if (mistake->digest.make || mistake->no_digest_without_body) all |= HAS_BODY_DIGEST;
  if (mistake->time.make || mistake->signed_time.make || mistake->clock_ms || mistake->signed_clock_ms)
    all |= HAS_TIME;
  if (mistake->credentials_swapped || mistake->credential.make) all |= HAS_KEY_ID;
  if (mistake->shown_credential_signed) all |= HAS_SHOWN_CREDENTIAL;
  return all;
}

bool mistake_fits(const struct mistake *mistake, const reqsig_scheme *scheme) {
  return mistake_fits_traits(mistake, scheme, recipe_traits(scheme));
}

bool mistake_fits_traits(const struct mistake *mistake, const reqsig_scheme *scheme, uint64_t traits) {
  uint64_t required = required_traits(mistake);
  if (mistake->never || (traits & required) != required || traits & mistake->lacks) return false;
  if (!mistake->variations[0].kind && !mistake->list.make && !mistake->recipe.make) return true;
  struct arena scratch = {0};
  reqsig_scheme recipe = *scheme;
  bool fits = mistake_vary(&scratch, mistake, &recipe);
  arena_free(&scratch);
  return fits;
}

const char *mistake_same(const struct mistake *mistake, const reqsig_scheme *scheme) {
  uint64_t has = recipe_traits(scheme);
  if (mistake->same && (has & mistake->same_requires) == mistake->same_requires) return mistake->same;
  bool is_built_in = reqsig_scheme_find(scheme->name) == scheme;
  return is_built_in ? NULL : mistake_same_by_kind(mistake, has);
}

bool mistake_is_same(const struct mistake *mistake, const reqsig_scheme *scheme) {
  return mistake_same(mistake, scheme) != NULL;
}

bool mistake_is_profile(const struct mistake *mistake, const reqsig_scheme *scheme) {
  return mistake->profile && rs_profile_find(scheme, mistake->profile);
}
