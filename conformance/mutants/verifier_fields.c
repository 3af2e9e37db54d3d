#include "mutants/verifier.h"

#include <string.h>

#include "lib/bytes.h"
#include "lib/header_value.h"
#include "lib/utf8.h"
#include "request/opened_request.h"

/* Whether the scheme reads headers of that name. */
static const rs_header_rule *rule_named(const struct verifier *verifier, reqsig_slice name) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    const rs_header_rule *rule = &verifier->recipe.headers[i];
    if (rule->name.len > 0 && rs_slice_equal_ignoring_case(rule->name, name)) return rule;
  }
  return NULL;
}

static bool is_again(const struct verifier *verifier, size_t index, size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    if (rs_slice_equal_ignoring_case(verifier->headers[i].name, verifier->headers[index].name)) return true;
  return false;
}

static struct verifier_answer keep_one(struct verifier *verifier, bool first) {
  for (size_t i = verifier->request.num_headers; i-- > 0;) {
    bool again =
        first ? is_again(verifier, i, 0, i) : is_again(verifier, i, i + 1, verifier->request.num_headers);
    if (again && rule_named(verifier, verifier->headers[i].name)) verify_drop_header(verifier, i);
  }
  return verify_check(verifier);
}

struct verifier_answer verify_first_header(struct verifier *verifier) {
  return keep_one(verifier, true);
}

struct verifier_answer verify_last_header(struct verifier *verifier) {
  return keep_one(verifier, false);
}

struct verifier_answer verify_joined_headers(struct verifier *verifier) {
  for (size_t i = 0; i < verifier->request.num_headers; i++) {
    reqsig_header *header = &verifier->headers[i];
    struct text joined = {0};
    if (!rule_named(verifier, header->name) || !is_again(verifier, i, i + 1, verifier->request.num_headers))
      continue;
    text_add(&joined, header->value);
    for (size_t k = verifier->request.num_headers; k-- > i + 1;)
      if (rs_slice_equal_ignoring_case(verifier->headers[k].name, header->name)) {
        text_addf(&joined, ", ");
        text_add(&joined, verifier->headers[k].value);
        verify_drop_header(verifier, k);
      }
    header->value = rs_slice(arena_copy(verifier->arena, text_slice(&joined)), joined.len);
    text_free(&joined);
  }
  return verify_check(verifier);
}

static bool resembles(reqsig_slice name, reqsig_slice wanted, bool at_end) {
  if (name.len <= wanted.len) return false;
  size_t at = at_end ? name.len - wanted.len : 0;
  return rs_slice_equal_ignoring_case(rs_slice(name.data + at, wanted.len), wanted);
}

/* The first header with the right name, or one like it, counts. */
static struct verifier_answer rename_alike(struct verifier *verifier, bool at_end) {
  for (size_t i = 0; i < verifier->request.num_headers; i++)
    for (size_t k = 0; k < REQSIG_MAX_ADDED_HEADERS; k++) {
      const rs_header_rule *rule = &verifier->recipe.headers[k];
      if (rule->name.len > 0 && !rule_named(verifier, verifier->headers[i].name) &&
          resembles(verifier->headers[i].name, rule->name, at_end))
        verifier->headers[i].name = rule->name;
    }
  return keep_one(verifier, true);
}

struct verifier_answer verify_name_begins(struct verifier *verifier) {
  return rename_alike(verifier, false);
}

struct verifier_answer verify_name_ends(struct verifier *verifier) {
  return rename_alike(verifier, true);
}

struct verifier_answer verify_name_case(struct verifier *verifier) {
  for (size_t i = verifier->request.num_headers; i-- > 0;) {
    const rs_header_rule *rule = rule_named(verifier, verifier->headers[i].name);
    if (rule && !rs_slice_equal(rule->name, verifier->headers[i].name)) verify_drop_header(verifier, i);
  }
  return verify_check(verifier);
}

struct verifier_answer verify_name_underscores(struct verifier *verifier) {
  for (size_t i = 0; i < verifier->request.num_headers; i++) {
    reqsig_slice *name = &verifier->headers[i].name;
    char *copy = arena_copy(verifier->arena, *name);
    for (size_t k = 0; k < name->len; k++)
      if (copy[k] == '_') copy[k] = '-';
    *name = rs_slice(copy, name->len);
  }
  return verify_check(verifier);
}

/* In UTF-8 both have two bytes, of which the first is the same. */
static bool is_odd_space(const uint8_t *bytes) {
  return bytes[0] == 0xC2 && (bytes[1] == 0xA0 || bytes[1] == 0x85);
}

struct verifier_answer verify_values_trimmed(struct verifier *verifier) {
  for (size_t i = 0; i < verifier->request.num_headers; i++) {
    reqsig_slice *value = &verifier->headers[i].value;
    while (value->len >= 2 && is_odd_space(value->data)) *value = rs_slice_after(*value, 2);
    while (value->len >= 2 && is_odd_space(value->data + value->len - 2)) value->len -= 2;
  }
  return verify_check(verifier);
}

static reqsig_slice own_credential(const struct verifier *verifier, size_t credential) {
  const char *name = verifier->recipe.credentials[credential].name;
  for (size_t i = 0; i < verifier->input->num_credentials; i++)
    if (strcmp(verifier->input->credentials[i].name, name) == 0) return verifier->input->credentials[i].value;
  return rs_slice(NULL, 0);
}

/* The first credential in a header that is not the verifier's own; a parameter has none. */
static bool find_wrong_key_id(struct verifier *verifier, const rs_header_rule *rule, reqsig_slice *sent) {
  const reqsig_header *field = sent_field(verifier->arena, &verifier->request, rule);
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  if (rule->place == RS_IN_QUERY || !field ||
      rs_header_value_split(&verifier->recipe, rule, field->value, pieces))
    return false;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++) {
    const rs_part *part = &rule->value[i];
    bool is_key_id = part->from == RS_FROM_CREDENTIAL && !part->transforms[0];
    if (!is_key_id || rs_slice_equal(pieces[i], own_credential(verifier, part->credential))) continue;
    *sent = pieces[i];
    verifier->key_id_at = part->credential;
    return true;
  }
  return false;
}

typedef bool resembles_fn(reqsig_slice sent, reqsig_slice own);

/* A key id that was sent counts as the right one if it resembles it. */
static struct verifier_answer check_key_id(struct verifier *verifier, resembles_fn *is_alike) {
  reqsig_slice *sent = arena_get(verifier->arena, sizeof *sent);
  struct verifier_answer answer = verify_check(verifier);
  if (answer.reason != REQSIG_REASON_UNKNOWN_KEY) return answer;
  const rs_header_rule *rule = rule_named(verifier, verifier->verdict.field);
  if (!rule || !find_wrong_key_id(verifier, rule, sent)) return answer;
  if (!is_alike(*sent, own_credential(verifier, verifier->key_id_at))) return answer;
  verifier->key_id = sent;
  return verify_check(verifier);
}

static bool any(reqsig_slice sent, reqsig_slice own) {
  (void)sent, (void)own;
  return true;
}

static bool one_begins_the_other(reqsig_slice sent, reqsig_slice own) {
  return sent.len < own.len ? rs_slice_starts_with(own, sent) : rs_slice_starts_with(sent, own);
}

struct verifier_answer verify_any_key_id(struct verifier *verifier) {
  return check_key_id(verifier, any);
}

struct verifier_answer verify_key_id_beginning(struct verifier *verifier) {
  return check_key_id(verifier, one_begins_the_other);
}

struct verifier_answer verify_key_id_case(struct verifier *verifier) {
  return check_key_id(verifier, rs_slice_equal_ignoring_case);
}

struct verifier_answer verify_unsigned_accepted(struct verifier *verifier) {
  bool is_signed = verify_header(verifier, verify_rule(verifier, RS_FROM_MAC)) != NULL;
  return is_signed ? verify_check(verifier) : verify_accepts;
}

struct verifier_answer verify_key_id_absent(struct verifier *verifier) {
  struct verifier_answer answer = verify_check(verifier);
  if (answer.reason != REQSIG_REASON_MISSING) return answer;
  const rs_header_rule *rule = rule_named(verifier, verifier->verdict.field);
  bool is_key_id = rule && (rule->value[0].from == RS_FROM_CREDENTIAL ||
                            (rule->value[1].from == RS_FROM_CREDENTIAL && !rule->value[2].from));
  if (!is_key_id) return answer;
  memset(verifier->recipe.headers[rule - verifier->recipe.headers].value, 0, sizeof rule->value);
  return verify_check(verifier);
}

static reqsig_slice digest_of_body(const struct verifier *verifier) {
  struct text digest = {0};
  const struct transform md5 = {transform_hash_base64, .number = RS_MD5};
  transform_hash_base64(&md5, NULL, verifier->request.body, &digest);
  reqsig_slice kept = rs_slice(arena_copy(verifier->arena, text_slice(&digest)), digest.len);
  text_free(&digest);
  return kept;
}

struct verifier_answer verify_digest_added(struct verifier *verifier) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_BODY);
  reqsig_header *header = verify_header(verifier, rule);
  if (!rule || (header && header->value.len > 0)) return verify_check(verifier);
  if (!header) header = &verifier->headers[verifier->request.num_headers++];
  *header = (reqsig_header){rule->name, digest_of_body(verifier)};
  return verify_check(verifier);
}

struct verifier_answer verify_digest_any_case(struct verifier *verifier) {
  reqsig_header *header = verify_header(verifier, verify_rule(verifier, RS_FROM_BODY));
  reqsig_slice right = digest_of_body(verifier);
  if (header && rs_slice_equal_ignoring_case(header->value, right)) header->value = right;
  return verify_check(verifier);
}

struct verifier_answer verify_digest_from_header(struct verifier *verifier) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_BODY);
  const reqsig_header *header = verify_header(verifier, rule);
  if (!header) return verify_check(verifier);
  rs_part literal = {.from = RS_FROM_LITERAL, .literal = header->value};
  verifier->recipe.headers[rule - verifier->recipe.headers].value[0] = literal;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (verifier->recipe.message[i].from == RS_FROM_BODY) verifier->recipe.message[i] = literal;
  return verify_check(verifier);
}

struct verifier_answer verify_throws_on_length(struct verifier *verifier) {
  reqsig_slice sent = verify_mac_text(verifier);
  const reqsig_header *header = verify_header(verifier, verify_rule(verifier, RS_FROM_MAC));
  if (header && sent.len != verify_right_mac_text(verifier).len) return verify_breaks;
  return verify_check(verifier);
}

static bool is_ascii(reqsig_slice text) {
  for (size_t i = 0; i < text.len; i++)
    if (text.data[i] > 0x7f) return false;
  return true;
}

static struct verifier_answer throw_on_headers(struct verifier *verifier, bool any) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_MAC);
  for (size_t i = 0; i < verifier->request.num_headers; i++) {
    const reqsig_header *header = &verifier->headers[i];
    if ((any || rs_slice_equal_ignoring_case(header->name, rule->name)) && !is_ascii(header->value))
      return verify_breaks;
  }
  return verify_check(verifier);
}

struct verifier_answer verify_throws_on_header(struct verifier *verifier) {
  return throw_on_headers(verifier, false);
}

struct verifier_answer verify_throws_on_any_header(struct verifier *verifier) {
  return throw_on_headers(verifier, true);
}

struct verifier_answer verify_throws_on_body(struct verifier *verifier) {
  return rs_utf8_is_valid(verifier->request.body) ? verify_check(verifier) : verify_breaks;
}

static struct verifier_answer with_reason(struct verifier_answer answer, reqsig_reason reason) {
  return answer.kind == VERIFIER_REJECTS ? verify_rejects(reason) : answer;
}

struct verifier_answer verify_one_reason(struct verifier *verifier) {
  return with_reason(verify_check(verifier), REQSIG_REASON_SIGNATURE_MISMATCH);
}

struct verifier_answer verify_malformed_only(struct verifier *verifier) {
  return with_reason(verify_check(verifier), REQSIG_REASON_MALFORMED);
}

struct verifier_answer verify_malformed_missing(struct verifier *verifier) {
  struct verifier_answer answer = verify_check(verifier);
  return answer.reason == REQSIG_REASON_MISSING ? verify_rejects(REQSIG_REASON_MALFORMED) : answer;
}

struct verifier_answer verify_malformed_wrong(struct verifier *verifier) {
  struct verifier_answer answer = verify_check(verifier);
  bool is_wrong =
      answer.reason >= REQSIG_REASON_UNKNOWN_KEY && answer.reason <= REQSIG_REASON_SIGNATURE_MISMATCH;
  return is_wrong ? verify_rejects(REQSIG_REASON_MALFORMED) : answer;
}
