#include <string.h>

#include "lib/bytes.h"
#include "mutants/verifier_tables.h"

/* Whether the scheme reads headers of that name. */
static const rs_header_rule *rule_named(const struct verification *verification, reqsig_slice name) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    const rs_header_rule *rule = &verification->recipe.headers[i];
    if (rule->name.len > 0 && rs_slice_equal_ignoring_case(rule->name, name)) return rule;
  }
  return NULL;
}

static bool is_again(const struct verification *verification, size_t index, size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    if (rs_slice_equal_ignoring_case(verification->headers[i].name, verification->headers[index].name))
      return true;
  return false;
}

static struct verifier_answer keep_one(struct verification *verification, bool first) {
  for (size_t i = verification->request.num_headers; i-- > 0;) {
    bool again = first ? is_again(verification, i, 0, i)
                       : is_again(verification, i, i + 1, verification->request.num_headers);
    if (again && rule_named(verification, verification->headers[i].name)) verify_drop_header(verification, i);
  }
  return verify_check(verification);
}

struct verifier_answer verify_first_header(struct verification *verification) {
  return keep_one(verification, true);
}

struct verifier_answer verify_last_header(struct verification *verification) {
  return keep_one(verification, false);
}

static bool resembles(reqsig_slice name, reqsig_slice wanted, bool at_end) {
  if (name.len <= wanted.len) return false;
  size_t at = at_end ? name.len - wanted.len : 0;
  return rs_slice_equal_ignoring_case(rs_slice(name.data + at, wanted.len), wanted);
}

/* The first header with the right name, or one like it, counts. */
static struct verifier_answer rename_alike(struct verification *verification, bool at_end) {
  for (size_t i = 0; i < verification->request.num_headers; i++)
    for (size_t k = 0; k < REQSIG_MAX_ADDED_HEADERS; k++) {
      const rs_header_rule *rule = &verification->recipe.headers[k];
      if (rule->name.len > 0 && !rule_named(verification, verification->headers[i].name) &&
          resembles(verification->headers[i].name, rule->name, at_end))
        verification->headers[i].name = rule->name;
    }
  return keep_one(verification, true);
}

struct verifier_answer verify_name_begins(struct verification *verification) {
  return rename_alike(verification, false);
}

struct verifier_answer verify_name_ends(struct verification *verification) {
  return rename_alike(verification, true);
}

struct verifier_answer verify_name_case(struct verification *verification) {
  for (size_t i = verification->request.num_headers; i-- > 0;) {
    const rs_header_rule *rule = rule_named(verification, verification->headers[i].name);
    if (rule && !rs_slice_equal(rule->name, verification->headers[i].name))
      verify_drop_header(verification, i);
  }
  return verify_check(verification);
}

struct verifier_answer verify_name_underscores(struct verification *verification) {
  for (size_t i = 0; i < verification->request.num_headers; i++) {
    reqsig_slice *name = &verification->headers[i].name;
    char *copy = arena_copy(verification->arena, *name);
    for (size_t k = 0; k < name->len; k++)
      if (copy[k] == '_') copy[k] = '-';
    *name = rs_slice(copy, name->len);
  }
  return keep_one(verification, true);
}

/* In UTF-8 both have two bytes, of which the first is the same. */
static bool is_odd_space(const uint8_t *bytes) {
  return bytes[0] == 0xC2 && (bytes[1] == 0xA0 || bytes[1] == 0x85);
}

struct verifier_answer verify_values_trimmed(struct verification *verification) {
  for (size_t i = 0; i < verification->request.num_headers; i++) {
    reqsig_slice *value = &verification->headers[i].value;
    while (value->len >= 2 && is_odd_space(value->data)) *value = rs_slice_after(*value, 2);
    while (value->len >= 2 && is_odd_space(value->data + value->len - 2)) value->len -= 2;
  }
  return verify_check(verification);
}

/* The credential in a header's value as it was sent; its place in the rule goes to *part. */
static reqsig_slice sent_credential(const rs_header_rule *rule, reqsig_slice value, size_t part) {
  if (part == 1)
    value = rs_slice_after(value, value.len < rule->value[0].literal.len ? 0 : rule->value[0].literal.len);
  if (part + 1 == RS_MAX_VALUE_PARTS || rule->value[part + 1].from != RS_FROM_LITERAL) return value;
  reqsig_slice behind = rule->value[part + 1].literal;
  for (size_t at = value.len; at-- > 0;)
    if (rs_slice_starts_with(rs_slice_after(value, at), behind)) return rs_slice(value.data, at);
  return value;
}

static reqsig_slice own_credential(const struct verification *verification, size_t credential) {
  const char *name = verification->recipe.credentials[credential].name;
  for (size_t i = 0; i < verification->vector->num_credentials; i++)
    if (strcmp(verification->vector->credentials[i].name, name) == 0)
      return verification->vector->credentials[i].value;
  return rs_slice(NULL, 0);
}

typedef bool resembles_fn(reqsig_slice sent, reqsig_slice own);

/* A key id that was sent counts as the right one if it resembles it. */
static struct verifier_answer check_key_id(struct verification *verification, resembles_fn *is_alike) {
  reqsig_slice *sent = arena_get(verification->arena, sizeof *sent);
  struct verifier_answer answer = verify_check(verification);
  if (answer.reason != REQSIG_REASON_UNKNOWN_KEY) return answer;
  const rs_header_rule *rule = rule_named(verification, verification->verdict.field);
  const reqsig_header *header = verify_header(verification, rule);
  size_t part = rule->value[0].from == RS_FROM_CREDENTIAL ? 0 : 1;
  *sent = sent_credential(rule, header->value, part);
  verification->key_id_at = rule->value[part].credential;
  if (!is_alike(*sent, own_credential(verification, verification->key_id_at))) return answer;
  verification->key_id = sent;
  return verify_check(verification);
}

static bool any(reqsig_slice sent, reqsig_slice own) {
  (void)sent, (void)own;
  return true;
}

static bool one_begins_the_other(reqsig_slice sent, reqsig_slice own) {
  return sent.len < own.len ? rs_slice_starts_with(own, sent) : rs_slice_starts_with(sent, own);
}

struct verifier_answer verify_any_key_id(struct verification *verification) {
  return check_key_id(verification, any);
}

struct verifier_answer verify_key_id_beginning(struct verification *verification) {
  return check_key_id(verification, one_begins_the_other);
}

struct verifier_answer verify_key_id_case(struct verification *verification) {
  return check_key_id(verification, rs_slice_equal_ignoring_case);
}

struct verifier_answer verify_unsigned_accepted(struct verification *verification) {
  bool bears = verify_header(verification, verify_rule(verification, RS_FROM_MAC)) != NULL;
  return bears ? verify_check(verification) : verify_accepts;
}

struct verifier_answer verify_key_id_absent(struct verification *verification) {
  struct verifier_answer answer = verify_check(verification);
  if (answer.reason != REQSIG_REASON_MISSING) return answer;
  const rs_header_rule *rule = rule_named(verification, verification->verdict.field);
  bool is_key_id = rule && (rule->value[0].from == RS_FROM_CREDENTIAL ||
                            (rule->value[1].from == RS_FROM_CREDENTIAL && !rule->value[2].from));
  if (!is_key_id) return answer;
  memset(verification->recipe.headers[rule - verification->recipe.headers].value, 0, sizeof rule->value);
  return verify_check(verification);
}

static reqsig_slice digest_of_body(const struct verification *verification) {
  struct text digest = {0};
  const struct change md5 = {change_hash_base64, .number = RS_MD5};
  change_hash_base64(&md5, NULL, verification->request.body, &digest);
  reqsig_slice kept = rs_slice(arena_copy(verification->arena, text_slice(&digest)), digest.len);
  text_free(&digest);
  return kept;
}

struct verifier_answer verify_digest_added(struct verification *verification) {
  const rs_header_rule *rule = verify_rule(verification, RS_FROM_BODY);
  reqsig_header *header = verify_header(verification, rule);
  if (header && header->value.len > 0) return verify_check(verification);
  if (!header) header = &verification->headers[verification->request.num_headers++];
  *header = (reqsig_header){rule->name, digest_of_body(verification)};
  return verify_check(verification);
}

struct verifier_answer verify_digest_any_case(struct verification *verification) {
  reqsig_header *header = verify_header(verification, verify_rule(verification, RS_FROM_BODY));
  reqsig_slice right = digest_of_body(verification);
  if (header && rs_slice_equal_ignoring_case(header->value, right)) header->value = right;
  return verify_check(verification);
}

struct verifier_answer verify_digest_from_header(struct verification *verification) {
  const rs_header_rule *rule = verify_rule(verification, RS_FROM_BODY);
  const reqsig_header *header = verify_header(verification, rule);
  if (!header) return verify_check(verification);
  rs_part literal = {.from = RS_FROM_LITERAL, .literal = header->value};
  verification->recipe.headers[rule - verification->recipe.headers].value[0] = literal;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (verification->recipe.message[i].from == RS_FROM_BODY) verification->recipe.message[i] = literal;
  return verify_check(verification);
}
