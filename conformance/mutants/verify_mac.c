#include <string.h>

#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/crypto.h"
#include "lib/hex.h"
#include "mutants/verifier_tables.h"

struct verifier_answer verify_other_text(struct verification *verification) {
  verify_set_mac_text(verification, verify_changed(verification, verify_mac_text(verification)));
  return verify_check(verification);
}

struct verifier_answer verify_other_value(struct verification *verification) {
  reqsig_header *header = verify_header(verification, verify_rule(verification, RS_FROM_MAC));
  if (header) header->value = verify_changed(verification, header->value);
  return verify_check(verification);
}

struct verifier_answer verify_other_body(struct verification *verification) {
  verification->request.body = verify_changed(verification, verification->request.body);
  return verify_check(verification);
}

struct verifier_answer verify_beginning(struct verification *verification) {
  reqsig_slice sent = verify_mac_text(verification), right = verify_right_mac_text(verification);
  if (sent.len > 0 && rs_slice_starts_with(right, sent)) verify_set_mac_text(verification, right);
  return verify_check(verification);
}

struct verifier_answer verify_longer(struct verification *verification) {
  reqsig_slice sent = verify_mac_text(verification), right = verify_right_mac_text(verification);
  if (right.len > 0 && rs_slice_starts_with(sent, right)) verify_set_mac_text(verification, right);
  return verify_check(verification);
}

struct verifier_answer verify_any_case(struct verification *verification) {
  reqsig_slice right = verify_right_mac_text(verification);
  if (rs_slice_equal_ignoring_case(verify_mac_text(verification), right))
    verify_set_mac_text(verification, right);
  return verify_check(verification);
}

static reqsig_slice decoded(const struct verification *verification, reqsig_slice text,
                            uint8_t room[RS_MAX_DIGEST]) {
  reqsig_buffer bytes = {room, RS_MAX_DIGEST, 0};
  reqsig_status status = verification->recipe.encoding.encoding == RS_HEX
                             ? rs_hex_decode(text, RS_HEX_LOWER_ONLY, &bytes)
                             : rs_base64_decode(text, &bytes);
  return rs_slice(room, status == REQSIG_OK ? bytes.len : 0);
}

static struct verifier_answer compare_only(struct verification *verification, bool until_nul, size_t len) {
  uint8_t sent_room[RS_MAX_DIGEST], right_room[RS_MAX_DIGEST];
  reqsig_slice text = verify_right_mac_text(verification);
  reqsig_slice sent = decoded(verification, verify_mac_text(verification), sent_room);
  reqsig_slice right = decoded(verification, text, right_room);
  if (until_nul) len = right.len > 0 ? strnlen((const char *)right.data, right.len - 1) + 1 : 0;
  if (len > 0 && sent.len == right.len && right.len >= len && memcmp(sent.data, right.data, len) == 0)
    verify_set_mac_text(verification, text);
  return verify_check(verification);
}

struct verifier_answer verify_until_nul(struct verification *verification) {
  return compare_only(verification, true, 0);
}

struct verifier_answer verify_first_bytes(struct verification *verification) {
  return compare_only(verification, false, verification->change->number);
}

struct verifier_answer verify_list_any(struct verification *verification) {
  reqsig_slice sent = verify_mac_text(verification), right = verify_right_mac_text(verification);
  for (size_t at = 0; right.len > 0 && at + right.len <= sent.len; at++) {
    size_t end = at + right.len;
    bool begins = at == 0 || strchr(", ", sent.data[at - 1]);
    bool ends = end == sent.len || strchr(", ", sent.data[end]);
    if (begins && ends && rs_slice_equal(rs_slice(sent.data + at, right.len), right)) {
      verify_set_mac_text(verification, right);
      break;
    }
  }
  return verify_check(verification);
}

struct verifier_answer verify_either_encoding(struct verification *verification) {
  uint8_t room[RS_MAX_DIGEST];
  reqsig_buffer raw = {room, sizeof room, 0};
  reqsig_slice sent = verify_mac_text(verification);
  bool hex = verification->recipe.encoding.encoding == RS_HEX;
  reqsig_status status = hex ? rs_base64_decode(sent, &raw) : rs_hex_decode(sent, RS_HEX_ANY_CASE, &raw);
  if (status == REQSIG_OK && raw.len == rs_digest_len(verification->recipe.mac.digest)) {
    reqsig_buffer text = {arena_get(verification->arena, 2 * raw.len), 2 * raw.len, 0};
    if (hex)
      rs_hex_encode(rs_slice(room, raw.len), &text);
    else
      rs_base64_encode(rs_slice(room, raw.len), &text);
    verify_set_mac_text(verification, rs_slice(text.data, text.len));
  }
  return verify_check(verification);
}

struct verifier_answer verify_empty_key(struct verification *verification) {
  static const reqsig_slice empty = {NULL, 0};
  struct verifier_answer answer = verify_check(verification);
  if (answer.reason != REQSIG_REASON_SIGNATURE_MISMATCH) return answer;
  verification->key = &empty;
  return verify_check(verification);
}

struct verifier_answer verify_sent_key(struct verification *verification) {
  size_t key = verification->recipe.mac.key;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    const rs_header_rule *rule = &verification->recipe.headers[i];
    if (rule->value[0].from != RS_FROM_CREDENTIAL || rule->value[0].credential != key) continue;
    const reqsig_header *header = verify_header(verification, rule);
    if (!header) break;
    verification->key = verification->key_id = &header->value;
    verification->key_id_at = key;
  }
  return verify_check(verification);
}

struct verifier_answer verify_nothing_signed(struct verification *verification) {
  struct verifier_answer answer = verify_check(verification);
  if (answer.reason != REQSIG_REASON_SIGNATURE_MISMATCH) return answer;
  memset(verification->recipe.message, 0, sizeof verification->recipe.message);
  return verify_check(verification);
}

/* "SHA-1", "sha1" and "hmac-sha1" alike. */
static bool names_digest(reqsig_slice text, rs_digest digest) {
  char sent[16] = "", name[16] = "";
  size_t len = 0;
  if (text.len > 5 && rs_slice_equal_ignoring_case(rs_slice(text.data, 5), RS_LITERAL("hmac-")))
    text = rs_slice_after(text, 5);
  for (size_t i = 0; i < text.len && len < sizeof sent - 1; i++)
    if (text.data[i] != '-') sent[len++] = (char)rs_upper(text.data[i]);
  len = 0;
  for (const char *c = rs_digest_name(digest); *c; c++)
    if (*c != '-') name[len++] = *c;
  return strcmp(sent, name) == 0;
}

static bool take_algorithm(struct verification *verification, reqsig_slice text) {
  static const rs_digest digests[] = {RS_MD5, RS_SHA1, RS_SHA224, RS_SHA256, RS_SHA384, RS_SHA512};
  for (size_t i = 0; i < sizeof digests / sizeof *digests; i++) {
    if (!names_digest(text, digests[i])) continue;
    verification->recipe.mac.digest = digests[i];
    return true;
  }
  return false;
}

struct verifier_answer verify_algorithm_header(struct verification *verification) {
  for (size_t i = 0; i < verification->request.num_headers; i++)
    if (take_algorithm(verification, verification->headers[i].value)) break;
  return verify_check(verification);
}

static rs_part *prefix_part(struct verification *verification) {
  const rs_header_rule *rule = verify_rule(verification, RS_FROM_MAC);
  return &verification->recipe.headers[rule - verification->recipe.headers].value[0];
}

struct verifier_answer verify_algorithm_prefix(struct verification *verification) {
  const reqsig_header *header = verify_header(verification, verify_rule(verification, RS_FROM_MAC));
  const uint8_t *end =
      header && header->value.len > 0 ? memchr(header->value.data, '=', header->value.len) : NULL;
  if (end && take_algorithm(verification, rs_slice(header->value.data, (size_t)(end - header->value.data))))
    prefix_part(verification)->literal = rs_slice(header->value.data, (size_t)(end - header->value.data) + 1);
  return verify_check(verification);
}

struct verifier_answer verify_fallback_sha1(struct verification *verification) {
  const rs_header_rule *rule = verify_rule(verification, RS_FROM_MAC);
  for (size_t i = 0; !verify_header(verification, rule) && i < verification->request.num_headers; i++)
    if (rs_slice_starts_with(verification->headers[i].value, RS_LITERAL("sha1=")))
      verification->headers[i].name = rule->name;
  return verify_algorithm_prefix(verification);
}
